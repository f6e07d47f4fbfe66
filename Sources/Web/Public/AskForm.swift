import Alongside
import Kernel
import Words

/// Reads the six fields of an ask as they were typed: everything that cannot be taken is told at once, each beside its field.
struct AskForm {
    let input: OpenAsk.Input

    /// `person` is who asks, where that is known. `calls` for an ask that stands, whose asker has said before that they call. `takenIn` where somebody of
    /// the group fills it in for a neighbour.
    init(_ form: Submission, _ visit: Visit, person: ID<Person>? = nil, calls: Bool = false, takenIn: Bool = false) throws {
        var problems: [Problem] = []
        let group = visit.group
        // In the order in which they stand on the page: that is how what is to be mended is told.
        let category = try problems.keep { try Self.category(form, takenIn: takenIn) }
        let words = try problems.keep { try TextLimit.required(form["what"], field: "what", limit: TextLimit.words) }
        let place = try problems.keep { try Self.place(form, takenIn: takenIn) }
        let zone = try problems.keep { try Self.zone(form) }
        let wantedBy = try problems.keep {
            try WantedBy.read(
                form["when"], date: form["date"], today: CalendarDay.of(visit.now, zone: group.timeZone), country: group.country, field: "when",
                dateField: "date"
            )
        }
        let alias = try problems.keep { try TextLimit.required(form["name"], field: "name", limit: TextLimit.alias) }
        let contact = try problems.keep { takenIn ? try TakenContact.read(form, visit) : try Self.contact(form, visit, calls: calls) }
        let door = try problems.keep { takenIn ? try TakenContact.door(form) : .web }
        let language = try problems.keep { try Self.language(form, visit) }
        if let problem = Problem.all(problems) { throw problem }
        guard let alias, let contact, let place, let zone, let category, let words, let wantedBy, let language, let door else {
            throw Problem.invalid("name", "problem.required")
        }
        input = OpenAsk.Input(
            alias: alias, contact: contact, place: place, zone: zone, category: category, words: words, wantedBy: wantedBy, language: language,
            door: door, person: person
        )
    }

    // MARK: Fields

    /// A number, an address, or "I will call you": by its tick, or typed in any language of ours.
    static func contact(_ form: Submission, _ visit: Visit, calls: Bool) throws -> Contact {
        let typed = form["reach"]
        if form.has("reach-calls") || saysCalls(typed, visit.house.catalogs) {
            if !calls, let problem = Contact.calls.problem(in: visit.group) { throw problem }
            return .calls
        }
        guard !typed.isEmpty else {
            throw Problem.invalid("reach", calls || visit.group.canBeCalled ? "ask.problem.reach" : "ask.problem.reach.needed")
        }
        return try Contact.read(typed, country: visit.group.callingCountry, field: "reach")
    }

    private static func saysCalls(_ typed: String, _ catalogs: Catalogs) -> Bool {
        let folded = Folding.fold(String(typed.prefix(TextLimit.contact)))
        return catalogs.languages.contains { Folding.fold(catalogs.wording($0)("ask.form.reach.calls")) == folded }
    }

    /// What they wrote, or nothing with the tick that says why.
    static func place(_ form: Submission, takenIn: Bool = false) throws -> String? {
        if let text = try TextLimit.read(form["place"], field: "place", limit: TextLimit.place) { return text }
        guard form.has("place-later") else { throw Problem.invalid("place", takenIn ? "intake.problem.place" : "ask.problem.place") }
        return nil
    }

    /// "Not sure" is an answer.
    static func zone(_ form: Submission) throws -> ID<Zone>? {
        guard let text = form.text("zone") else { return nil }
        guard let id = ID<Zone>(text: text) else { throw Problem.invalid("zone", "problem.choice") }
        return id
    }

    static func category(_ form: Submission, takenIn: Bool = false) throws -> ID<Alongside.Category> {
        guard let id = ID<Alongside.Category>(text: form["kind"]) else {
            throw Problem.invalid("kind", takenIn ? "intake.problem.kind" : "ask.problem.kind")
        }
        return id
    }

    /// Any language that can be written as a tag; what is not given is the language of the page.
    static func language(_ form: Submission, _ visit: Visit) throws -> LanguageTag {
        guard let text = form.text("language") else { return visit.say.language }
        guard let tag = LanguageTag(text), SpokenLanguages.all(of: visit.group).contains(tag) else {
            throw Problem.invalid("language", "problem.choice")
        }
        return tag
    }
}

/// The languages in which somebody may ask and help: those of the group first, then others that neighbours speak.
enum SpokenLanguages {
    private static let common: [LanguageTag] = [
        "am", "ar", "bg", "bn", "bs", "cs", "de", "el", "en", "es", "fa", "fil", "fr", "gu", "he", "hi", "hr", "ht", "hu", "id", "it", "ja", "ko",
        "ku", "lt",
        "lv", "ne", "nl", "pa", "pl", "ps", "pt", "ro", "ru", "sk", "so", "sq", "sr", "sv", "sw", "ta", "te", "th", "ti", "tr", "uk", "ur", "vi",
        "yo", "zh",
    ].compactMap { LanguageTag($0) }

    static func all(of group: Group) -> [LanguageTag] { group.languages + common.filter { !group.languages.contains($0) } }

    /// Whom a page speaks to in a language that the group has not listed is told which ones its people speak, so that nobody is promised what nobody
    /// can do; nil for everybody else.
    static func hint(_ visit: Visit) -> String? {
        let (say, own) = (visit.say, visit.group.languages)
        guard !own.contains(where: { $0.base == say.language.base }) else { return nil }
        return say("ask.form.language.hint", ["languages": .made(say.list(own.map { say.languageNameWithin($0) }))])
    }

    /// As choices, each by its own name.
    static func choices(_ visit: Visit) -> [(tag: LanguageTag, name: String)] {
        all(of: visit.group).map { ($0, visit.say.languageName($0)) }
    }
}
