import Alongside
import Kernel
import Markup
import Words

/// A task that was promised: what to do, when the place opens, the list, the code word; and the way out without a reason.
struct TaskPromise: Component {
    let model: TaskModel
    let typed: Typed
    let opened: TaskPage.Opened?
    let visit: Visit

    private var say: Wording { visit.say }

    var html: HTML {
        """
        <p class="lead">\(lead)</p>\(TaskCompanion(model: model, visit: visit))\(TaskGoods(model: model, visit: visit))\(AskThread(steps, label: say("helping.thread"), say: say))\
        \(places)\(words)\(TaskList(model: model, typed: listTyped, visit: visit))\(codeWord)\(steppingOn)\(otherTime)\(handBack)
        """
    }

    // Several forms stand on this page: each gets back what was typed into it, and shows else what is stored.

    private var listTyped: Typed {
        typed(where: { name in name == "list" || ["got-", "price-", "extra-"].contains { name.hasPrefix($0) } })
    }

    private var windowTyped: Typed { typed(where: { $0 == "day" || $0.hasPrefix("when-") }) }

    private func typed(where isOwn: (String) -> Bool) -> Typed { typed.form?.names.contains(where: isOwn) == true ? typed : Typed() }

    private var name: String { model.face?.alias ?? say("asker.someone") }

    private var lead: String {
        if model.match.state == .atDoor { return say("helping.lead.atDoor", ["name": .text(name)]) }
        guard let from = model.match.windowFrom, let to = model.match.windowTo else { return say("helping.lead.noWindow", ["name": .text(name)]) }
        return say(
            "helping.lead.window",
            [
                "name": .text(name), "day": .made(say.day(from, zone: visit.zone, now: visit.now)), "from": .made(say.time(from, zone: visit.zone)),
                "to": .made(say.time(to, zone: visit.zone)),
            ]
        )
    }

    private var steps: [AskThread.Step] {
        let state = model.match.state
        func time(_ instant: Instant?) -> String? { instant.map { say.dayAndTime($0, zone: visit.zone, now: visit.now) } }
        var steps = [AskThread.Step(say("helping.step.yes"), .done, time(model.match.acceptedAt))]
        if model.needsReceipt {
            steps.append(.init(say("helping.step.shop"), state == .atDoor ? .done : .current))
        }
        let door = model.needsDoor ? say("helping.step.door") : say("helping.step.call")
        steps.append(
            .init(
                door, state == .atDoor ? .done : model.needsReceipt ? .coming : .current,
                state == .atDoor ? time(model.match.arrivedAt) : time(model.match.windowFrom)
            )
        )
        steps.append(.init(say("helping.step.done"), state == .atDoor ? .current : .coming))
        return steps
    }

    // MARK: Phone, street, door

    private var places: HTML {
        var fields: [Reveal.Field] = [.phone]
        if model.needsDoor { fields += model.hasDoorNotes ? [.street, .door] : [.street] }
        return Card(
            title: model.needsDoor ? say("helping.places") : say("helping.call"),
            HTML.each(fields) { field in
                "<div class=\"stack\"><h3>\(say.family("helping.field", field.rawValue))</h3>\(place(field))</div>"
            } + "<p class=\"detail\">\(say("helping.places.seen"))</p>"
        ).html
    }

    private func place(_ field: Reveal.Field) -> HTML {
        if let opened, opened.field == field { return shown(opened) }
        switch Staging.of(field, model.match, model.ask, at: visit.now, zone: visit.zone) {
        case .now:
            return Form(
                to: visit.to(LinkSite.open(field.rawValue)), hidden: visit.hidden, inline: true,
                Button(say.family("helping.open", field.rawValue), .secondary).html
            ).html
        case .from(let instant):
            return "<p>\(say("helping.opens", ["time": .made(say.dayAndTime(instant, zone: visit.zone, now: visit.now))]))</p>"
        case .afterWindow: return "<p>\(say("helping.opens.window"))</p>"
        case .dispatcherCalls:
            let call: HTML = visit.group.groupPhone.map { "<p>\(ButtonLink(say("helping.callGroup"), to: .telephone($0)))</p>" } ?? .empty
            return "<p>\(say("helping.dispatcherCalls"))</p>\(call)"
        case .never: return .empty
        }
    }

    private func shown(_ opened: TaskPage.Opened) -> HTML {
        guard let text = opened.text else { return Notice(.info, live: true, say.family("helping.opened.none", opened.field.rawValue)).html }
        if opened.field == .phone {
            return """
                <p class="lead"><span class="code" dir="ltr">\(text)</span></p>\
                <p class="actions">\(ButtonLink(say("helping.phone.call"), to: .telephone(text)))\(ButtonLink(say("helping.phone.text"), to: .message(to: text, text: "")))</p>
                """
        }
        return Notice(.info, live: true, html: "<p class=\"lead\"><bdi>\(text)</bdi></p>").html
    }

    // MARK: What it is

    private var words: HTML {
        guard let details = model.details else { return .empty }
        var rows: [DefinitionList.Row] = [.init(say("helping.words"), html: Paragraphs(details.words).html)]
        if let store = details.store { rows.append(.init(say("helping.store"), store)) }
        if !details.lines.isEmpty {
            let said = details.substitutions.map { say.family("ask.substitutions", $0.rawValue) }
            rows.append(.init(say("helping.instead"), said ?? say("helping.instead.unsaid")))
        }
        if let diet = details.diet { rows.append(.init(say("helping.diet"), diet)) }
        let needs = details.access.map { say.family("ask.access", $0.rawValue) } + [details.accessWords].compactMap { $0 }
        if !needs.isEmpty { rows.append(.init(say("helping.access"), needs.joined(separator: " · "))) }
        if let times = details.callTimes { rows.append(.init(say("helping.callTimes"), times)) }
        if let notes = details.notes { rows.append(.init(say("helping.notes"), notes)) }
        if details.isolating(at: visit.now) != nil { rows.append(.init(say("helping.isolating"), say("helping.isolating.how"))) }
        return DefinitionList(rows).html
    }

    private var codeWord: HTML {
        guard let face = model.face else { return .empty }
        let sentence = model.needsDoor ? say("helping.codeWord.door") : say("helping.codeWord.call")
        return CodeWordCard(face.codeWord, latin: face.codeWordLatin, sentence: sentence, say: say).html
    }

    // MARK: What to do

    private var steppingOn: HTML {
        let arrive: HTML = HTML.when(model.needsDoor && model.match.state != .atDoor) {
            Form(to: visit.to(LinkSite.arrive), hidden: visit.hidden, Button(say("helping.arrive"), .secondary, wide: true).html).html
        }
        return """
            <div class="stack">\(arrive)\(ButtonLink(say("helping.trouble"), to: visit.to(LinkSite.problem), .secondary, wide: true))\
            \(ButtonLink(say("helping.done"), to: visit.to(LinkSite.done), .primary))</div>
            """
    }

    private var otherTime: HTML {
        let window = model.match.windowFrom.flatMap { from in
            model.match.windowTo.flatMap { to in try? VisitWindow(from: from, to: to, at: min(visit.now, from), field: "when") }
        }
        return Disclosure(
            say("helping.otherTime"), open: model.match.windowFrom == nil || windowTyped.problem != nil,
            Form(
                to: visit.to(LinkSite.window), hidden: visit.hidden,
                "\(WindowFields(name: "when", legend: say("helping.when"), start: window, typed: windowTyped, visit: visit))\(Button(say("helping.otherTime.save"), .secondary))"
            ).html
        ).html
    }

    private var handBack: HTML {
        Disclosure(
            say("helping.handBack.title"),
            "<p>\(say("helping.handBack.lead"))</p>\(Form(to: visit.to(LinkSite.handBack), hidden: visit.hidden, Button(say("helping.handBack"), .secondary, wide: true).html))"
        ).html
    }
}
