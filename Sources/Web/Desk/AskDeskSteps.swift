import Alongside
import Engine
import Kernel
import Markup
import Words

/// What to do next with an ask: its thread, triage, suggestions, and what a helper says on the phone.
struct AskDeskSteps: Component {
    let model: AskDesk.Model
    let typed: Typed
    /// Of the forms for somebody on the phone.
    let phone: Typed
    let visit: Visit

    /// Where a page begins after triage.
    static let anchor = "who-helps"

    var html: HTML {
        let say = visit.say
        guard model.face != nil else { return .empty }
        let thread = AskThread(steps, label: say("desk.thread"), dense: true, say: say)
        switch model.ask.state {
        case .new: return "\(thread)\(triage(open: true))"
        case .open: return "\(late)\(suggestions)\(thread)\(triage(open: false))"
        case .offered, .accepted, .underWay: return "\(thread)\(current)\(late)\(triage(open: false))"
        case .done, .closed: return thread.html
        }
    }

    private var steps: [AskThread.Step] {
        let say = visit.say
        let ask = model.ask
        func at(_ instant: Instant?) -> String? { instant.map { say.dayAndTime($0, zone: visit.zone, now: visit.now) } }
        let winner = model.matches.last { $0.state.isPromise || $0.state == .done }
        var steps: [AskThread.Step] = [
            .init(say("desk.step.asked"), .done, at(ask.createdAt)),
            .init(say("desk.step.triaged"), ask.triagedAt == nil ? .current : .done, at(ask.triagedAt)),
        ]
        let matched = winner != nil
        let who = (winner ?? model.current).map { model.name($0.helper, say) }
        steps.append(
            .init(
                who.map { say(matched ? "desk.step.accepted" : "desk.step.offered", ["name": .text($0)]) } ?? say("desk.step.match"),
                matched ? .done : ask.triagedAt == nil ? .coming : .current, at(winner?.acceptedAt)
            )
        )
        let isDone = ask.state == .done || ask.closing == .met
        steps.append(.init(say("desk.step.done"), isDone ? .done : matched ? .current : .coming, at(winner?.state == .done ? winner?.endedAt : nil)))
        if let closing = ask.closing { steps.append(.init(say.family("board.closing", closing.rawValue), .done, at(ask.closedAt))) }
        return steps
    }

    // MARK: Triage

    private func triage(open: Bool) -> HTML {
        let say = visit.say
        guard visit.actor.may(.triage) else { return .empty }
        let ask = model.ask
        let removed = model.zone.flatMap { zone in model.list.zones.contains { $0.id == zone.id } ? nil : Choice(zone.id.text, zone.name) }
        let zones =
            [Choice("", say("desk.triage.unplaced"))] + [removed].compactMap { $0 }
            + model.list.zones.map {
                Choice($0.id.text, $0.isPod ? say("board.place.pod", ["pod": .text($0.name)]) : $0.name)
            }
        let form = Form(
            to: visit.fromBoard(to: .askDo(ask.id.text, .triage)), hidden: visit.hidden,
            """
            \(RadioCards(
                "urgency", legend: say("desk.triage.urgency"),
                choices: Ask.Urgency.allCases.map { Choice($0.rawValue, say.family("desk.urgency", $0.rawValue)) },
                chosen: Set(typed.chosen("urgency", else: [(ask.urgency ?? ask.wantedUrgency(at: visit.now, zone: visit.zone)).rawValue])), problem: typed.problem("urgency", visit)
            ))\(HTML.when(zones.count > 1 || typed.problem("zone", visit) != nil) {
                Select(
                    "zone", label: say("desk.triage.zone"), choices: zones, chosen: typed.value("zone", else: ask.zone?.text) ?? "",
                    problem: typed.problem("zone", visit)
                ).html
            })\(Select(
                "cost", label: say("desk.triage.cost"), choices: Ask.CostPath.allCases.map { Choice($0.rawValue, say.family("desk.costPath", $0.rawValue)) },
                chosen: typed.value("cost", else: ask.costPath.rawValue) ?? "", problem: typed.problem("cost", visit)
            ))\(MoneyField(
                "cap", label: say("desk.triage.cap"), value: typed.value("cap", else: ask.capMinor.map { plain($0) }) ?? "",
                currency: visit.group.currency, hint: say("desk.triage.cap.hint", ["cap": .made(say.money(visit.group.cap))]),
                problem: typed.problem("cap", visit)
            ))\(AskDeskScope(model: model, typed: typed, visit: visit))\
            \(Button(say("desk.triage.save"), open ? .primary : .secondary, key: "t"))
            """
        )
        let isRefused = ["urgency", "zone", "cost", "cap", "who"].contains { typed.problem($0, visit) != nil }
        return open
            ? "<section><h3>\(say("desk.triage.title"))</h3>\(form)</section>"
            : Disclosure(say("desk.triage.again"), open: isRefused, form.html).html
    }

    private func plain(_ minor: Int64) -> String {
        let digits = visit.group.currency.fractionDigits
        guard digits > 0 else { return String(minor) }
        let unit = (0..<digits).reduce(Int64(1)) { value, _ in value * 10 }
        let fraction = String(minor % unit)
        return "\(minor / unit).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
    }

    // MARK: Matching

    private var suggestions: HTML {
        let say = visit.say
        guard let found = model.suggestions else { return .empty }
        let cards = HTML.each(Array(found.best.enumerated())) { index, candidate in
            let reasons = candidate.words(say, for: model.ask)
            return Card(
                title: candidate.alias, level: 3,
                action: Form(
                    to: visit.fromBoard(to: .askDo(model.ask.id.text, .match)),
                    hidden: visit.hidden + [(name: "helper", value: candidate.helper.text)],
                    inline: true,
                    Button(say("desk.match.offer"), index == 0 ? .primary : .secondary, key: String(index + 1), about: candidate.alias, wide: false)
                        .html
                ).html,
                chosen: index == 0, "<p class=\"detail\">\(reasons)</p>"
            ).html
        }
        let order = OrderForm(model: model, found: found, typed: typed, visit: visit)
        let nobody: HTML = HTML.when(found.best.isEmpty) { found.excluded.isEmpty ? noHelpers : nobodyFits(found) }
        return "<section><h3>\(say("desk.match.title"))</h3>\(nobody)\(cards)\(others(found))\(order)\(why(found))</section>"
    }

    /// Whoever fits too: a dispatcher may know better than any order.
    private func others(_ found: Suggestions) -> HTML {
        let say = visit.say
        guard !found.others.isEmpty else { return .empty }
        let rows = HTML.each(found.others) { candidate in
            let form = Form(
                to: visit.fromBoard(to: .askDo(model.ask.id.text, .match)), hidden: visit.hidden + [(name: "helper", value: candidate.helper.text)],
                inline: true, Button(say("desk.match.offer"), .secondary, about: candidate.alias, wide: false).html
            )
            return "<li>\(PersonLine(candidate.alias, candidate.words(say, for: model.ask), trailing: form.html))</li>"
        }
        return Disclosure(
            "\(say("desk.match.others")) (\(say.number(found.othersCount)))", "<ul class=\"stack\">\(rows)</ul>"
        ).html
    }

    /// Where it is only that they are new here, a dispatcher meets them and says so on their page: neither another day nor another place would help.
    private func nobodyFits(_ found: Suggestions) -> HTML {
        let say = visit.say
        guard visit.actor.may(.guideHelpers), let new = found.excluded[.trust], !new.isEmpty else {
            return EmptyState(title: say("desk.match.nobody.title"), say("desk.match.nobody")).html
        }
        let links = HTML.each(Array(new.prefix(3))) { helper in
            var there = visit.fromBoard(to: .helper(helper.text))
            there.marks.append((name: "ask", value: model.ask.id.text))
            return ButtonLink(model.name(helper, say), to: there, .secondary).html
        }
        return EmptyState(
            title: say("desk.match.nobody.title"), say("desk.match.nobody.new", ["count": .count(new.count)]), action: links
        ).html
    }

    /// In a new group there is nobody to leave out either: those who founded it begin.
    private var noHelpers: HTML {
        let say = visit.say
        return EmptyState(
            title: say("desk.match.none.title"), say("desk.match.none"),
            action: ButtonLink(say("desk.match.none.button"), to: visit.to(.offer), .secondary).html
        ).html
    }

    /// Why not the others: each number opens into its names.
    private func why(_ found: Suggestions) -> HTML {
        let say = visit.say
        let groups = Exclusion.allCases.compactMap { exclusion in found.excluded[exclusion].map { (exclusion, $0) } }
        guard !groups.isEmpty else { return .empty }
        let rows = HTML.each(groups) { exclusion, people in
            """
            <dt>\(say.family("desk.excluded", String(describing: exclusion))) (\(say.number(people.count)))</dt>\
            <dd>\(say.list(people.prefix(12).map { model.name($0, say) }))</dd>
            """
        }
        return Disclosure(say("desk.match.why"), "<dl>\(rows)</dl>").html
    }

    /// Who did not answer in time may still say yes while nobody else has.
    private var late: HTML {
        guard visit.actor.may(.match), !model.matches.contains(where: { $0.state.isPromise || $0.state == .done }) else { return .empty }
        return HTML.each(model.matches.filter { $0.state == .lapsed }) { match in
            AskDeskPhone(match: match, model: model, typed: phone, visit: visit).html
        }
    }

    /// Who is being asked or on it, with what they may say on the phone.
    private var current: HTML {
        let say = visit.say
        guard let match = model.current else { return .empty }
        let name = model.name(match.helper, say)
        let next = model.matches.filter { $0.state == .planned }.sorted { $0.position < $1.position }.map { model.name($0.helper, say) }
        var sentences = [say.family("desk.current", match.state.rawValue, ["name": .text(name)])]
        if match.state == .proposed {
            sentences.append(
                match.holdUntil.map { say("desk.current.hold", ["time": .made(say.dayAndTime($0, zone: visit.zone, now: visit.now))]) }
                    ?? say("desk.current.untold")
            )
        }
        if let from = match.windowFrom, let to = match.windowTo {
            sentences.append(
                say(
                    "desk.current.window",
                    [
                        "day": .made(say.day(from, zone: visit.zone, now: visit.now)), "from": .made(say.time(from, zone: visit.zone)),
                        "to": .made(say.time(to, zone: visit.zone)),
                    ]
                )
            )
        }
        if match.state.isUnheard(until: match.windowTo, at: visit.now) { sentences.append(say("desk.current.unheard")) }
        if !next.isEmpty { sentences.append(say("desk.current.next", ["names": .made(say.list(next))])) }
        let later: HTML = HTML.when(match.state == .proposed && !next.isEmpty && visit.actor.may(.match)) {
            Form(
                to: visit.fromBoard(to: .askDo(model.ask.id.text, .next)), hidden: visit.hidden, inline: true,
                Button(say("desk.current.askNext", ["name": .text(next[0])]), .secondary, wide: false).html
            ).html
        }
        let concern: HTML =
            model.concern.map { Notice(.waiting, say.family("desk.concern", $0.reason.rawValue, ["name": .text(name)])).html } ?? .empty
        return Card(
            title: name, level: 3, chosen: true,
            "\(concern)<p>\(sentences.joined(separator: " "))</p>\(later)\(AskDeskPhone(match: match, model: model, typed: phone, visit: visit))"
        ).html
    }
}
