import Alongside
import Kernel
import Markup
import Storage
import Words

/// What the pages of the settings have in common: the way from one to the next, and what was just done with its undo.
enum SettingsParts {
    /// The pages of the settings, for whoever may change the rules.
    static func tabs(_ visit: Visit, _ here: DeskSite) -> HTML {
        let say = visit.say
        let pages: [(StaticString, DeskSite)] = [
            ("settings.tab.rules", .settings), ("settings.tab.words", .words), ("settings.tab.categories", .categories),
            ("settings.tab.zones", .zones), ("settings.tab.places", .places), ("settings.tab.checkup", .checkup),
        ]
        return SwitchTabs(
            label: say("settings.tabs"), tabs: pages.map { .init(say($0.0), visit.to($0.1), isCurrent: $0.1 == here) }
        ).html
    }

    /// "Saved", with the way back for ten minutes.
    static func done(_ visit: Visit) -> HTML {
        guard let text = visit.request.query["undo"], let id = ID<Undo>(text: text) else { return .empty }
        return UndoBar(
            visit.say("settings.saved"), to: here(visit), hidden: visit.hidden + [("do", "undo"), ("undo", id.text)], say: visit.say
        ).html
    }

    /// This page again.
    static func here(_ visit: Visit) -> Here { Here(visit.site, language: visit.languageChosen ? visit.say.language : nil) }

    /// This page with the bar that takes the last change back.
    static func saved(_ visit: Visit, _ page: DeskSite, undo: ID<Undo>, fragment: String? = nil) -> Answer {
        var there = visit.to(page)
        there.undo = undo.text
        there.fragment = fragment
        return .go(there)
    }

    /// Makes a change once for what its form says: a double click leads to the same way back, and not to one that leads nowhere.
    static func once(_ form: Submission, _ visit: Visit, _ work: @escaping @Sendable (any Transaction) throws -> ID<Undo>) async throws -> ID<Undo> {
        let key = form.contentKey()
        let (house, group) = (visit.house, visit.group.id)
        let undo = try await house.database.write { transaction in
            guard let key else { return try work(transaction).text }
            return try Once.run(key, in: group, at: house.now, transaction) { try work(transaction).text }
        }
        return try visit.id(undo)
    }

    /// Takes a change back when that is what the form asks for.
    static func undo(_ form: Submission, _ visit: Visit) async throws -> Answer? {
        guard form["do"] == "undo" else { return nil }
        let id: ID<Undo> = try visit.id(form["undo"])
        try await visit.house.database.write { transaction in
            try UndoSetting(id).run(transaction, in: visit.house, group: visit.group.id, by: visit.actor)
        }
        return .go(here(visit))
    }

    /// A form that is only a button.
    static func button(
        _ visit: Visit, _ label: String, _ kind: Button.Kind = .secondary, do verb: String, at page: Here, about: String? = nil,
        _ more: [(String, String)] = []
    ) -> HTML {
        Form(to: page, hidden: hidden(visit, do: verb, more), inline: true, "\(Button(label, kind, about: about, wide: false))").html
    }

    /// The hidden fields of a form that does one thing and remembers what was shown.
    static func hidden(_ visit: Visit, do verb: String, shown: ShownVersion? = nil, _ more: [(String, String)] = []) -> [(
        name: String, value: String
    )] {
        visit.hidden + [(name: "do", value: verb)] + (shown.map { [(name: "shown", value: $0.text)] } ?? []) + more.map { (name: $0.0, value: $0.1) }
    }
}

/// A whole number as people type it, in the digits of any script.
enum TypedNumber {
    static func read(_ text: String) -> Int? {
        let folded = Folding.fold(text)
        guard (1...9).contains(folded.utf8.count), folded.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(folded)
    }
}
