import Alongside
import Foundation
import Kernel
import Markup
import Words

/// The rules of the group as one form, in sections that are folded until somebody wants one or something in it is to be mended.
struct RulesForm {
    let group: Group
    let hasMoneyMoved: Bool
    let typed: Typed
    /// In a new group the rules are out of the way.
    let isFolded: Bool

    func html(_ visit: Visit) -> HTML {
        let say = visit.say
        let sections: [(title: String, fields: Set<String>, content: HTML)] = [
            (
                say("settings.rules.group"), ["name", "zone", "weekday", "country", "main-language", "languages", "phone", "crisis"], about(visit)
            ),
            (say("settings.rules.help"), ["urgent", "normal", "night", "weekly", "depot", "silence"], helping(visit)),
            (say("settings.rules.money"), ["currency", "cap", "approval"], money(visit)),
            (say("settings.rules.forget"), ["retention"], forgetting(visit)),
        ]
        let wrong = typed.problem.map { Set($0.each.compactMap(\.field)) }
        // What was typed too late is to be seen as a whole.
        let content = HTML.each(sections) { section in
            Disclosure(section.title, open: wrong.map { $0.isEmpty || !$0.isDisjoint(with: section.fields) } ?? false, section.content).html
        }
        let shown = ShownVersion.of(group.ruleFields)
        let form = Form(
            to: SettingsParts.here(visit), hidden: SettingsParts.hidden(visit, do: "rules", shown: shown), id: "rules-form",
            "\(content)\(Button(say("settings.save"), wide: false))"
        )
        guard isFolded else { return Card(title: say("settings.rules.title"), "\(changed(visit))\(form)").html }
        return Disclosure(say("settings.rules.folded"), open: typed.problem != nil, "\(changed(visit))\(form)").html
    }

    // MARK: Sections

    private func about(_ visit: Visit) -> HTML {
        let say = visit.say
        let languages = Offered.languages(visit.house, with: group.languages)
        let chosen = typed.form == nil ? Set(group.languages.map(\.text)) : Set(typed.chosen("languages"))
        let main = typed.value("main-language") ?? group.mainLanguage.text
        let cards = RadioCards(
            "languages", legend: say("settings.languages"), choices: languages.map { Choice($0.text, say.languageName($0)) }, chosen: chosen,
            several: true,
            hint: say("settings.languages.hint"), problem: typed.problem("languages", visit)
        )
        return """
            \(text("name", visit, label: say("settings.name"), stored: group.name, most: 80))\
            \(select("zone", visit, label: say("settings.zone"), Offered.timeZones(with: group.timeZone), stored: group.timeZone.identifier))\
            \(select("weekday", visit, label: say("settings.weekday"), Offered.weekdays(say), stored: String(group.firstWeekday)))\
            \(select(
                "country", visit, label: say("settings.country"), Offered.countries(say), stored: group.country, hint: say("settings.country.hint")
            ))\
            \(select(
                "main-language", visit, label: say("settings.main"), languages.map { Choice($0.text, say.languageName($0)) }, stored: main,
                hint: say("settings.main.hint")
            ))\
            \(cards)\
            \(text(
                "phone", visit, label: say("settings.phone"), stored: group.groupPhone ?? "", hint: say("settings.phone.hint"), most: 40,
                kind: .telephone
            ))\
            \(text(
                "crisis", visit, label: say("settings.crisis"), stored: group.crisisNumber ?? "", hint: say("settings.crisis.hint"), most: 40,
                kind: .telephone
            ))
            """
    }

    private func helping(_ visit: Visit) -> HTML {
        let say = visit.say
        let night = TimeWindowFields(
            "night", legend: say("settings.night"), from: typed.value("night-from") ?? LocalDate.clock(group.nightFrom),
            until: typed.value("night-until") ?? LocalDate.clock(group.nightTo), hint: say("settings.night.hint"),
            problem: typed.problem("night", visit), say: say
        )
        return """
            \(number("urgent", visit, label: say("settings.urgent"), stored: group.urgentHoldMinutes, hint: say("settings.urgent.hint")))\
            \(number("normal", visit, label: say("settings.normal"), stored: group.normalHoldMinutes, hint: say("settings.normal.hint")))\
            \(night)\
            \(number("weekly", visit, label: say("settings.weekly"), stored: group.weeklyLimit, hint: say("settings.weekly.hint")))\
            \(text("depot", visit, label: say("settings.depot"), stored: group.depot ?? "", hint: say("settings.depot.hint"), most: TextLimit.place))\
            \(number("silence", visit, label: say("settings.silence"), stored: group.silenceHours, hint: say("settings.silence.hint")))
            """
    }

    private func money(_ visit: Visit) -> HTML {
        let say = visit.say
        let currency: HTML =
            hasMoneyMoved
            ? "<p class=\"detail\">\(say("settings.currency.fixed", ["currency": .code(group.currency.code)]))</p>"
            : select(
                "currency", visit, label: say("settings.currency"), Offered.currencies(say, with: group.currency), stored: group.currency.code,
                hint: say("settings.currency.hint")
            ).html
        return """
            \(currency)\
            \(MoneyField(
                "cap", label: say("settings.cap"), value: typed.value("cap") ?? Self.plain(group.cap), currency: group.currency,
                hint: say("settings.cap.hint"), problem: typed.problem("cap", visit)
            ))\
            \(MoneyField(
                "approval", label: say("settings.approval"), value: typed.value("approval") ?? Self.plain(group.approvalLimit),
                currency: group.currency, hint: say("settings.approval.hint"), problem: typed.problem("approval", visit)
            ))
            """
    }

    private func forgetting(_ visit: Visit) -> HTML {
        let say = visit.say
        return "\(number("retention", visit, label: say("settings.retention"), stored: group.retentionDays, hint: say("settings.retention.hint")))"
    }

    // MARK: Fields

    private func text(
        _ name: String, _ visit: Visit, label: String, stored: String, hint: String? = nil, most: Int, kind: TextField.Kind = .text
    ) -> TextField {
        TextField(
            name, label: label, value: typed.value(name) ?? stored, hint: hint, problem: typed.problem(name, visit), kind: kind, maxlength: most
        )
    }

    private func number(_ name: String, _ visit: Visit, label: String, stored: Int, hint: String) -> TextField {
        TextField(
            name, label: label, value: typed.value(name) ?? String(stored), hint: hint, problem: typed.problem(name, visit), inputmode: "numeric",
            maxlength: 6
        )
    }

    private func select(_ name: String, _ visit: Visit, label: String, _ choices: [Choice], stored: String, hint: String? = nil) -> Select {
        Select(name, label: label, choices: choices, chosen: typed.value(name) ?? stored, hint: hint, problem: typed.problem(name, visit))
    }

    /// What somebody else has written meanwhile, when this form came too late.
    private func changed(_ visit: Visit) -> HTML {
        guard typed.problem?.kind == .conflict, let form = typed.form else { return .empty }
        let say = visit.say
        let now: [(String, String, String)] = [
            ("name", say("settings.name"), group.name), ("retention", say("settings.retention"), String(group.retentionDays)),
            ("urgent", say("settings.urgent"), String(group.urgentHoldMinutes)), ("normal", say("settings.normal"), String(group.normalHoldMinutes)),
            ("night-from", say("settings.night"), LocalDate.clock(group.nightFrom)),
            ("night-until", say("settings.night"), LocalDate.clock(group.nightTo)),
            ("weekly", say("settings.weekly"), String(group.weeklyLimit)), ("silence", say("settings.silence"), String(group.silenceHours)),
            ("cap", say("settings.cap"), Self.plain(group.cap)), ("approval", say("settings.approval"), Self.plain(group.approvalLimit)),
            ("phone", say("settings.phone"), group.groupPhone ?? ""), ("depot", say("settings.depot"), group.depot ?? ""),
            ("crisis", say("settings.crisis"), group.crisisNumber ?? ""),
            ("zone", say("settings.zone"), group.timeZone.identifier), ("main-language", say("settings.main"), say.languageName(group.mainLanguage)),
        ]
        let differing = now.filter { form.has($0.0) && form[$0.0] != $0.2 && $0.0 != "main-language" }
        guard !differing.isEmpty else { return .empty }
        return Notice(
            .waiting, title: say("settings.changed.title"), html: "\(DefinitionList(differing.map { .init($0.1, $0.2.isEmpty ? "–" : $0.2) }))"
        ).html
    }

    /// An amount as a field shows it: `80.00`, always with a point.
    static func plain(_ money: Money) -> String {
        let digits = money.currency.fractionDigits
        guard digits > 0 else { return String(money.minorUnits) }
        let unit = (0..<digits).reduce(Int64(1)) { total, _ in total * 10 }
        let fraction = String(money.minorUnits % unit)
        return "\(money.minorUnits / unit)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
