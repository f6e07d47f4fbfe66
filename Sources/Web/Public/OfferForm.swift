import Alongside
import Kernel
import Markup
import Words

/// Reads an offer as it was typed: everything that cannot be taken is told at once, each beside its field.
struct OfferForm {
    let input: OfferHelp.Input

    /// `takenIn` where somebody of the group fills it in for a neighbour.
    init(_ form: Submission, _ visit: Visit, takenIn: Bool = false) throws {
        var problems: [Problem] = []
        // In the order in which they stand on the page: that is how what is to be mended is told.
        var what = OfferWhat()
        try what.readWhat(form, &problems)
        let alias = try problems.keep { try TextLimit.required(form["name"], field: "name", limit: TextLimit.alias) }
        let contact = try problems.keep { try Self.contact(takenIn ? TakenContact.picked(form) : form["reach"], visit) }
        try what.readWhen(form, visit, &problems)
        let place = try problems.keep { try TextLimit.read(form["place"], field: "place", limit: TextLimit.place) } ?? nil
        let zone = try problems.keep { try AskForm.zone(form) } ?? nil
        let transport = Helper.Transport(rawValue: form.text("transport") ?? Helper.Transport.foot.rawValue)
        if transport == nil { problems.append(.invalid("transport", "problem.choice")) }
        let languages = try problems.keep { try Self.languages(form, visit) } ?? []
        let door = try problems.keep { takenIn ? try TakenContact.door(form) : .web }
        if let problem = Problem.all(problems) { throw problem }
        guard let alias, let contact, let transport, let door else { throw Problem.invalid("name", "problem.required") }
        input = OfferHelp.Input(
            alias: alias, contact: contact, categories: what.categories, words: what.words, hours: what.hours, until: what.until,
            minutes: what.minutes, remote: what.remote, inexhaustible: what.inexhaustible, once: what.once, languages: languages,
            transport: transport, place: place,
            zone: zone, language: takenIn ? languages.first ?? visit.group.mainLanguage : visit.say.language, door: door
        )
    }

    /// Somebody who helps has to be reached.
    private static func contact(_ reach: String, _ visit: Visit) throws -> Contact {
        guard !reach.isEmpty else { throw Problem.invalid("reach", "offer.problem.reach") }
        return try Contact.read(reach, country: visit.group.callingCountry, field: "reach")
    }

    private static func languages(_ form: Submission, _ visit: Visit) throws -> [LanguageTag] {
        var tags: [LanguageTag] = []
        for text in form.all("languages") + [form.text("language-other")].compactMap({ $0 }) where !text.isEmpty {
            guard let tag = LanguageTag(text), SpokenLanguages.all(of: visit.group).contains(tag) else {
                throw Problem.invalid("languages", "problem.choice")
            }
            if !tags.contains(tag) { tags.append(tag) }
        }
        return tags.isEmpty ? [visit.say.language] : tags
    }
}

/// What is offered and when: the part of the form that can be changed later.
struct OfferWhat {
    var categories: [ID<Alongside.Category>] = []
    var words = ""
    var hours = WeekHours.anytime
    var until: Day?
    var minutes: Int?
    var remote = false
    var inexhaustible = false
    var once = false

    /// The lengths of time that the form offers, in minutes.
    static let lengths = [20, 60, 180]

    init() {}

    /// All of it, for a form that asks nothing else.
    init(_ form: Submission, _ visit: Visit, _ problems: inout [Problem]) throws {
        try readWhat(form, &problems)
        try readWhen(form, visit, &problems)
    }

    mutating func readWhat(_ form: Submission, _ problems: inout [Problem]) throws {
        for text in form.all("kind") {
            guard let id = ID<Alongside.Category>(text: text), !categories.contains(id) else { continue }
            categories.append(id)
        }
        if categories.isEmpty || categories.count > 40 { problems.append(.invalid("kind", "offer.problem.kind")) }
        words = try problems.keep { try TextLimit.read(form["what"], field: "what", limit: TextLimit.words) ?? "" } ?? ""
        remote = form.has("remote")
        if let text = form.text("minutes") {
            minutes = Int(text)
            if !Self.lengths.contains(minutes ?? 0) { problems.append(.invalid("minutes", "problem.choice")) }
        }
    }

    mutating func readWhen(_ form: Submission, _ visit: Visit, _ problems: inout [Problem]) throws {
        let slots = form.all("hours").compactMap { HoursGrid.Slot(value: $0) }
        if slots.count != form.all("hours").count { problems.append(.invalid("hours", "problem.choice")) }
        if !slots.isEmpty { hours = WeekHours(slots.compactMap(\.slot)) }
        if let typed = form.text("until") {
            let today = CalendarDay.of(visit.now, zone: visit.zone)
            until = try problems.keep { try WantedBy.day(typed, today: today, country: visit.group.country, field: "until") }
        }
        inexhaustible = form.has("inexhaustible")
        once = form.has("this-once")
    }
}

extension HoursGrid.Slot {
    /// The same box in the rules' own words.
    var slot: WeekHours.Slot? {
        let part: WeekHours.Part =
            switch part {
            case .morning: .morning
            case .afternoon: .afternoon
            case .evening: .evening
            }
        return WeekHours.Slot(weekday: weekday, part: part)
    }

    init(_ slot: WeekHours.Slot) {
        let part: HoursGrid.Part =
            switch slot.part {
            case .morning: .morning
            case .afternoon: .afternoon
            case .evening: .evening
            }
        self.init(weekday: slot.weekday, part: part)
    }
}
