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
        return Card(
            title: say("settings.scope.title"), detail: say("settings.scope.detail"),
            """
            \(missing(visit))\
            \(Form(
                to: SettingsParts.here(visit), hidden: SettingsParts.hidden(visit, do: "scope", shown: shown), id: "scope-form",
                "\(dial)\(day)\(Button(say("settings.scope.button"), wide: false))"
            ))
            """
        ).html
    }

    /// In which languages a pause would have no words of its own.
    private func missing(_ visit: Visit) -> HTML {
        let say = visit.say
        let languages = SetScope.missingLanguages(group, texts: texts)
        guard !languages.isEmpty else { return .empty }
        let names = say.list(languages.map { say.languageNameHere($0) })
        let sentence: HTML = """
            <p>\(say("settings.scope.missing", ["languages": .made(names)])) \
            <a href="\(href: visit.to(.words))">\(say("settings.scope.write"))</a></p>
            """
        let kind: Notice.Kind = group.scope(at: visit.now) == .paused ? .waiting : .info
        return Notice(kind, html: sentence).html
    }

    static func input(_ form: Submission, zone: TimeZone) throws -> SetScope.Input {
        guard let scope = Group.Scope(rawValue: form["scope"]) else { throw Problem.invalid("scope", "problem.choice") }
        var until: Instant?
        if scope == .paused, let text = form.text("until") {
            guard let day = LocalDate.instant(text, in: zone) else {
                throw Problem.invalid("until", "problem.date.unclear", ["example": "2026-03-14"])
            }
            until = day
        }
        return SetScope.Input(scope: scope, pausedUntil: until)
    }
}
