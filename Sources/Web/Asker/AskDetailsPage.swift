import Alongside
import Kernel
import Markup
import Storage
import Words

/// The second page, which nobody has to fill in: cost, list, needs, days at home, for somebody else, what the helper may know.
struct AskDetailsPage: Page {
    var typed = Typed()
    /// The lines of the list while they are edited; nil for those that stand in the ask.
    var lines: [ListEditor.Line]?

    struct Model: Sendable {
        let ask: Ask
        let details: AskDetails
        let category: Alongside.Category?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let ask = try OwnLink.ask(visit, connection)
        return Model(
            ask: ask, details: try OwnLink.sealed(of: ask, visit, connection).details,
            category: try visit.house.categories.with(id: ask.category, in: visit.group, connection)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        // Who asks for somebody else came here to say that: then it stands first.
        let isForSomebody = ForSomebody.isMeant(visit, typed)
        let (first, later) = isForSomebody ? (somebody(model, visit, open: true), HTML.empty) : (HTML.empty, somebody(model, visit))
        let form = Form(
            to: visit.to(LinkSite.details), hidden: visit.hidden + (isForSomebody ? [ForSomebody.mark] : []),
            """
            \(saveFirst(visit.say))\(first)\(list(model, visit))\(cost(model, visit))\(HTML.when(hasList(model)) { diet(model, visit) })\(needs(model, visit))\(home(model, visit))\(later)\
            \(contact(model, visit))\(Button(say("ask.details.save")))\(WhoSees.disclosure(visit))
            """
        )
        return Sheet(
            say("ask.details.title"),
            content: """
                \(Problems.summary(typed, visit))<h1>\(say("ask.details.title"))</h1><p class="lead">\(say("ask.details.lead"))</p>\(form)\
                <p><a href="\(href: visit.to(LinkSite.page))">\(say("ask.details.back"))</a></p>
                """
        )
    }

    /// The button that the Enter key presses, so that it never takes a line away.
    private func saveFirst(_ say: Wording) -> HTML {
        "<button type=\"submit\" class=\"unseen\" tabindex=\"-1\" aria-hidden=\"true\">\(say("ask.details.save"))</button>"
    }

    // MARK: Parts

    private func hasList(_ model: Model) -> Bool { model.category?.kind == .shopping || !model.details.lines.isEmpty }

    /// What most people pass over is folded; open where something is said in it, or to be mended.
    private func fold(_ title: String, _ fields: [String], isSaid: Bool, _ visit: Visit, _ content: HTML) -> HTML {
        let isTyped = fields.contains { typed.problem($0, visit) != nil || typed.form?.all($0).contains { !$0.isEmpty } == true }
        return Disclosure(title, open: typed.form == nil ? isSaid : isTyped, content).html
    }

    private func diet(_ model: Model, _ visit: Visit) -> HTML {
        text("diet", visit.say("ask.details.diet"), model.details.diet, visit.say("ask.details.diet.hint"), visit)
    }

    private func list(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard hasList(model) else { return .empty }
        let stored = model.details.lines.map { ListEditor.Line($0.written, note: $0.instead ?? "", must: $0.mustHave) }
        let editor = ListEditor(
            "line", legend: say("ask.details.list"), lines: lines ?? (stored.isEmpty ? [ListEditor.Line()] : stored),
            hint: say("ask.details.list.hint"),
            maxlength: TextLimit.line, say: say
        )
        // None is chosen for them: what nobody said must not come back as something that they told us.
        let chosen = typed.chosen("substitutions", else: [model.details.substitutions?.rawValue].compactMap { $0 })
        return """
            \(editor)\(RadioCards(
                "substitutions", legend: say("ask.details.substitutions"),
                choices: AskDetails.Substitutions.allCases.map { Choice($0.rawValue, say.family("ask.substitutions", $0.rawValue)) },
                chosen: Set(chosen), problem: typed.problem("substitutions", visit)
            ))\(text("store", say("ask.details.store"), model.details.store, say("ask.details.store.hint"), visit))
            """
    }

    private func cost(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        return RadioCards(
            "cost", legend: say("ask.details.cost"), choices: Ask.CostPath.allCases.map { Choice($0.rawValue, say.family("ask.cost", $0.rawValue)) },
            chosen: Set(typed.chosen("cost", else: [model.ask.costPath.rawValue])), hint: say("ask.details.cost.hint"),
            problem: typed.problem("cost", visit)
        ).html
    }

    private func needs(_ model: Model, _ visit: Visit) -> HTML {
        let (say, details) = (visit.say, model.details)
        let fields = ["diet", "access", "access-words"]
        let isSaid = !details.access.isEmpty || details.accessWords != nil || (details.diet != nil && !hasList(model))
        return fold(
            say("ask.details.needs"), hasList(model) ? Array(fields.dropFirst()) : fields, isSaid: isSaid, visit,
            """
            \(HTML.when(!hasList(model)) { diet(model, visit) })\(RadioCards(
                "access", legend: say("ask.details.access"),
                choices: AskDetails.AccessNeed.allCases.map { Choice($0.rawValue, say.family("ask.access", $0.rawValue)) },
                chosen: Set(typed.chosen("access", else: model.details.access.map(\.rawValue))), several: true, hint: say("ask.details.access.hint"),
                problem: typed.problem("access", visit)
            ))\(text("access-words", say("ask.details.access.words"), model.details.accessWords, nil, visit))
            """
        )
    }

    private func home(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let until = model.details.isolating(at: visit.now).map { CalendarDay.text(CalendarDay.of($0, zone: visit.zone)) }
        let today = CalendarDay.of(visit.now, zone: visit.zone)
        return fold(
            say("ask.details.home"), ["isolating", "door"], isSaid: until != nil || model.details.doorDetail != nil, visit,
            """
            \(DateField(
                "isolating", label: say("ask.details.isolating"), value: typed.value("isolating", else: until) ?? "", earliest: CalendarDay.text(today),
                latest: CalendarDay.text(today + WantedBy.furthest), hint: say("ask.details.isolating.hint"), problem: typed.problem("isolating", visit)
            ))\(text("door", say("ask.details.door"), model.details.doorDetail, say("ask.details.door.hint"), visit))
            """
        )
    }

    private func somebody(_ model: Model, _ visit: Visit, open: Bool = false) -> HTML {
        let (say, details) = (visit.say, model.details)
        let hint: HTML = HTML.when(!open) { "<p class=\"detail\">\(say("ask.details.proxy.hint"))</p>" }
        let content: HTML = """
            \(hint)\
            \(text("proxy-name", say("ask.details.proxy.name"), model.details.proxyName, nil, visit))\
            \(text("proxy-contact", say("ask.details.proxy.contact"), model.details.proxyContact, nil, visit))\
            \(text("safe-contact", say("ask.details.safeContact"), model.details.safeContact, say("ask.details.safeContact.hint"), visit))
            """
        let title = say("ask.details.proxy")
        guard !open else { return Disclosure(title, open: true, content).html }
        let isSaid = details.proxyName != nil || details.proxyContact != nil || details.safeContact != nil
        return fold(title, ["proxy-name", "proxy-contact", "safe-contact"], isSaid: isSaid, visit, content)
    }

    private func contact(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let phone: HTML = HTML.when(model.details.phone != nil) {
            CheckboxRow(
                "phone-allowed", label: say("ask.details.phoneAllowed"), checked: typed.isOn("phone-allowed", else: model.ask.phoneAllowed),
                hint: say("ask.details.phoneAllowed.hint")
            ).html
        }
        let isSaid = model.ask.phoneAllowed || model.ask.safeMode || model.details.callTimes != nil || model.details.notes != nil
        return fold(
            say("ask.details.contact"), ["phone-allowed", "safe-mode", "call-times", "notes"], isSaid: isSaid, visit,
            """
            \(phone)\
            \(CheckboxRow(
                "safe-mode", label: say("ask.details.safeMode"), checked: typed.isOn("safe-mode", else: model.ask.safeMode),
                hint: say("ask.details.safeMode.hint")
            ))\(text("call-times", say("ask.details.callTimes"), model.details.callTimes, say("ask.details.callTimes.hint"), visit))\
            \(TextArea(
                "notes", label: say("ask.details.notes"), value: typed.value("notes", else: model.details.notes) ?? "",
                problem: typed.problem("notes", visit), rows: 3, maxlength: TextLimit.note
            ))
            """
        )
    }

    private func text(_ name: String, _ label: String, _ stored: String?, _ hint: String?, _ visit: Visit) -> HTML {
        TextField(
            name, label: label, value: typed.value(name, else: stored) ?? "", hint: hint, problem: typed.problem(name, visit), autocomplete: "off",
            maxlength: TextLimit.note
        ).html
    }
}
