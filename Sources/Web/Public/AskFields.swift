import Alongside
import Kernel
import Markup
import Words

/// The six questions in which somebody says what they need: what, where, by when, their name, how to reach them, their language. The same when they ask,
/// change something or ask again. What only some need to see is folded into the question it belongs to.
struct AskFields {
    /// What the fields begin with: nothing, or what stands in an ask.
    struct Start: Sendable {
        var alias = ""
        var reach = ""
        var calls = false
        var place = ""
        var placeLater = false
        var zone: ID<Zone>?
        var category: ID<Alongside.Category>?
        var words = ""
        var when: String?
        var date = ""
        var language: LanguageTag?
        /// An ask that somebody has promised to do keeps its kind.
        var kindIsFixed = false
    }

    let start: Start
    let typed: Typed
    let categories: [Alongside.Category]
    let zones: [Zone]
    var speaker = Speaker.neighbour
    let visit: Visit

    private var say: Wording { visit.say }

    func html() -> HTML {
        HTML.each([what, place, when, name, reach, language]) { "<div class=\"question\">\($0)</div>\n" }
    }

    private var name: HTML {
        TextField(
            "name", label: speaker == .neighbour ? say("ask.form.name") : say("ask.form.name.other"),
            value: typed.value("name", else: start.alias) ?? "",
            hint: speaker == .neighbour ? say("ask.form.name.hint") : say("ask.form.name.other.hint"),
            problem: typed.problem("name", visit), autocomplete: "off", maxlength: TextLimit.alias
        ).html
    }

    private var reach: HTML {
        let label =
            switch speaker {
            case .neighbour: say("ask.form.reach")
            case .forSomebody: say("ask.form.reach.other")
            case .desk: say("intake.form.reach")
            }
        let calls = speaker == .desk ? say("intake.form.reach.calls") : say("ask.form.reach.calls")
        return """
            \(TextField(
                "reach", label: label, value: typed.value("reach", else: start.reach) ?? "", hint: say("ask.form.reach.hint"),
                problem: typed.problem("reach", visit), autocomplete: speaker == .desk ? "off" : "tel", maxlength: TextLimit.contact
            ))\(HTML.when(mayCall) { CheckboxRow("reach-calls", label: calls, checked: typed.isOn("reach-calls", else: start.calls)).html })
            """
    }

    /// An ask that was taken so keeps it, also when the group has no number any more.
    private var mayCall: Bool { start.calls || visit.group.canBeCalled }

    private var what: HTML {
        let chosen = typed.chosen("kind", else: start.category.map { [$0.text] } ?? [])
        let kinds: HTML =
            start.kindIsFixed
            ? HTML.each(chosen) { "<input type=\"hidden\" name=\"kind\" value=\"\($0)\">" }
            : RadioCards(
                "kind", legend: speaker == .desk ? say("intake.form.kind") : say("ask.form.kind"), choices: Kinds.choices(categories, visit),
                chosen: Set(chosen),
                problem: typed.problem("kind", visit)
            ).html
        return """
            \(kinds)\(TextArea(
                "what", label: say("ask.form.what"), value: typed.value("what", else: start.words) ?? "", hint: say("ask.form.what.hint"),
                problem: typed.problem("what", visit), rows: 3, maxlength: TextLimit.words
            ))
            """
    }

    private var place: HTML {
        let later = speaker == .desk ? say("intake.form.place.later") : say("ask.form.place.later")
        return """
            \(TextField(
                "place", label: say("ask.form.place"), value: typed.value("place", else: start.place) ?? "", hint: say("ask.form.place.hint"),
                problem: typed.problem("place", visit), autocomplete: "off", maxlength: TextLimit.place
            ))\(CheckboxRow("place-later", label: later, checked: typed.isOn("place-later", else: start.placeLater)))\
            \(HTML.when(!zones.isEmpty) { zone })
            """
    }

    /// Most places are found from what was typed: this is for whoever would rather not name one.
    private var zone: HTML {
        let chosen = typed.value("zone", else: start.zone?.text)
        let problem = typed.problem("zone", visit)
        let name = zones.first { $0.id.text == chosen }?.name
        return Disclosure(
            name.map { say("ask.form.zone.chosen", ["zone": .text($0)]) } ?? say("ask.form.zone.open"), open: problem != nil,
            ZoneSelect(zones: zones, chosen: chosen, problem: problem, say: say).html
        ).html
    }

    /// The date is asked for only with "On a date"; where a browser cannot hide it, it stands there and may stay empty.
    private var when: HTML {
        let choices = WantedBy.Word.allCases.map { Choice($0.rawValue, say.family("ask.form.when", $0.rawValue)) }
        let today = CalendarDay.of(visit.now, zone: visit.zone)
        return """
            \(RadioCards(
                "when", legend: say("ask.form.when"), choices: choices, chosen: Set(typed.chosen("when", else: [start.when].compactMap { $0 })),
                problem: typed.problem("when", visit)
            ))<div class="on-date">\(DateField(
                "date", label: say("ask.form.date"), value: typed.value("date", else: start.date) ?? "", earliest: CalendarDay.text(today),
                latest: CalendarDay.text(today + WantedBy.furthest), problem: typed.problem("date", visit)
            ))</div>
            """
    }

    private var language: HTML {
        Select(
            "language", label: speaker == .desk ? say("intake.form.language") : say("ask.form.language"),
            choices: SpokenLanguages.choices(visit).map { Choice($0.tag.text, $0.name) },
            chosen: typed.value("language", else: start.language?.text) ?? visit.say.language.text,
            hint: speaker == .desk ? nil : SpokenLanguages.hint(visit),
            problem: typed.problem("language", visit)
        ).html
    }
}

/// The kinds of help as large cards, each by the group's own name.
enum Kinds {
    static func choices(_ categories: [Alongside.Category], _ visit: Visit) -> [Choice] {
        categories.map { Choice($0.id.text, $0.name(in: visit.say.language, group: visit.group), emoji: $0.emoji.isEmpty ? nil : $0.emoji) }
    }

    static func name(of id: ID<Alongside.Category>, among categories: [Alongside.Category], _ visit: Visit) -> String {
        categories.first { $0.id == id }?.name(in: visit.say.language, group: visit.group) ?? visit.say("ask.kind.other")
    }
}

/// Zones and their pods by name; "not sure" is always there.
struct ZoneSelect: Component {
    let zones: [Zone]
    let chosen: String?
    let problem: String?
    let say: Wording

    var html: HTML {
        let choices = [Choice("", say("ask.form.zone.unsure"))] + zones.map { Choice($0.id.text, $0.isPod ? "– " + $0.name : $0.name) }
        return Select("zone", label: say("ask.form.zone"), choices: choices, chosen: chosen, hint: say("ask.form.zone.hint"), problem: problem).html
    }
}
