import Alongside
import Foundation
import Kernel
import Markup
import Words

/// The scope dial: how wide the door stands.
struct ScopeForm {
    let group: Group
    let texts: [GroupText]
    let typed: Typed
    /// In a new group the dial is out of the way.
    let isFolded: Bool

    func html(_ visit: Visit) -> HTML {
        let say = visit.say
        let choices = Group.Scope.allCases.map { scope in
            Choice(scope.rawValue, say.family("settings.scope", scope.rawValue), hint: say.family("settings.scope.hint", scope.rawValue))
        }
        let until = typed.value("until") ?? group.pausedUntil.map { LocalDate.text($0, in: group.timeZone) } ?? ""
        let tomorrow = LocalDate.text(visit.now + .days(1), in: group.timeZone)
        let dial = RadioCards(
            "scope", legend: say("settings.scope.legend"), choices: choices, chosen: [typed.value("scope") ?? group.scope(at: visit.now).rawValue],
            problem: typed.problem("scope", visit)
        )
        let day = DateField(
            "until", label: say("settings.scope.until"), value: until, earliest: tomorrow, hint: say("settings.scope.until.hint"),
            problem: typed.problem("until", visit)
        )
        let shown = ShownVersion.of(group.scopeFields)
        let content: HTML = """
            \(missing(visit))\
            \(Form(
                to: SettingsParts.here(visit), hidden: SettingsParts.hidden(visit, do: "scope", shown: shown), id: "scope-form",
                "\(dial)\(day)\(messages(visit))\(Button(say("settings.scope.button"), wide: false))"
            ))
            """
        guard isFolded else { return Card(title: say("settings.scope.title"), detail: say("settings.scope.detail"), content).html }
        let isOpen = typed.problem != nil || group.scope(at: visit.now) != .open
        return Disclosure(say("settings.scope.title"), open: isOpen, "<p>\(say("settings.scope.detail"))</p>\(content)").html
    }

    /// What is said during a pause, in every language of the group: as it stands, else as the program suggests it.
    private func messages(_ visit: Visit) -> HTML {
        let say = visit.say
        let missing = SetScope.missingLanguages(group, texts: texts)
        let fields = HTML.each(group.languages) { language in
            let field = SetScope.messageField(language)
            let stored = texts.first { $0.name == .paused && $0.language == language }
            let suggestion = stored == nil ? SetScope.suggestion(in: language, visit.house.catalogs) : nil
            let pill =
                switch stored?.mark ?? (suggestion == nil ? nil : .machine) {
                case .human: Pill(say("settings.words.mark.human"), .spruce)
                case .machine: Pill(say("settings.words.mark.machine"), .marigold)
                case nil: Pill(say("settings.words.mark.missing"), .brick)
                }
            return """
                <p>\(pill)</p>\(TextArea(
                    field, label: say("settings.scope.message", ["language": .made(say.languageNameHere(language))]),
                    value: typed.value(field) ?? stored?.text ?? suggestion ?? "", problem: typed.problem(field, visit), rows: 3,
                    maxlength: GroupText.longest
                ))
                """
        }
        let isWrong = group.languages.contains { typed.problem(SetScope.messageField($0), visit) != nil }
        return Disclosure(
            say("settings.scope.messages"), open: isWrong || !missing.isEmpty, "<p>\(say("settings.scope.messages.hint"))</p>\(fields)"
        ).html
    }

    /// In which languages the pause that stands has no words of its own. As long as nobody pauses, the field below shows what would be said.
    private func missing(_ visit: Visit) -> HTML {
        let say = visit.say
        let languages = SetScope.missingLanguages(group, texts: texts)
        guard !languages.isEmpty, group.scope(at: visit.now) == .paused else { return .empty }
        let names = say.list(languages.map { say.languageNameHere($0) })
        let sentence: HTML = """
            <p>\(say("settings.scope.missing", ["languages": .made(names)])) \
            <a href="#scope-form">\(say("settings.scope.write"))</a></p>
            """
        return Notice(.waiting, html: sentence).html
    }

    static func input(_ form: Submission, _ group: Group, zone: TimeZone) throws -> SetScope.Input {
        guard let scope = Group.Scope(rawValue: form["scope"]) else { throw Problem.invalid("scope", "problem.choice") }
        var until: Instant?
        if scope == .paused, let text = form.text("until") {
            guard let day = LocalDate.instant(text, in: zone) else {
                throw Problem.invalid("until", "problem.date.unclear", ["example": "2026-03-14"])
            }
            until = day
        }
        var messages: [LanguageTag: String] = [:]
        for language in group.languages where form.has(SetScope.messageField(language)) {
            messages[language] = form[SetScope.messageField(language)]
        }
        return SetScope.Input(scope: scope, pausedUntil: until, messages: messages)
    }
}
