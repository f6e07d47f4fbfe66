import Alongside
import Kernel
import Markup
import Words

/// The rest of an ask at the desk: what waits to be sent, what went wrong, what was done, who opened what, and the rarer steps.
struct AskDeskMore: Component {
    let model: AskDesk.Model
    let typed: Typed
    let visit: Visit

    var html: HTML {
        let say = visit.say
        let waiting: HTML = HTML.when(!model.waiting.isEmpty && visit.actor.may(.send)) {
            "<p>\(ButtonLink(waitingWords, to: visit.to(DeskSite.messages), .secondary))</p>"
        }
        return """
            \(waiting)\(attempts)\(steps)\(seen)\(Disclosure(say("desk.history"), history))
            """
    }

    /// What rests cannot be sent yet, and says until when.
    private var waitingWords: String {
        let say = visit.say
        let rests = model.waiting.map { $0.restsUntil(at: visit.now, in: visit.group) }
        let count = Argument.count(model.waiting.count)
        guard let first = rests.compactMap({ $0 }).min(), !rests.contains(nil) else { return say("desk.waiting", ["count": count]) }
        return say("desk.waiting.rest", ["count": count, "time": .made(say.dayAndTime(first, zone: visit.zone, now: visit.now))])
    }

    private var attempts: HTML {
        let say = visit.say
        guard !model.attempts.isEmpty else { return .empty }
        let rows = HTML.each(model.attempts) { attempt in
            """
            <li>\(say.dayAndTime(attempt.at, zone: visit.zone, now: visit.now)): \(say.family("desk.failure", attempt.failure.rawValue)) \
            \(say.family("desk.next", attempt.next.rawValue))\(HTML.when(model.places[attempt.id]) { " <bdi>\($0)</bdi>" })</li>
            """
        }
        return "<section><h3>\(say("desk.attempts"))</h3><ul>\(rows)</ul></section>"
    }

    private var seen: HTML {
        let say = visit.say
        guard !model.reveals.isEmpty else { return .empty }
        let rows = HTML.each(model.reveals) { reveal in
            """
            <li>\(say("desk.seen.row", [
                "name": .text(model.name(reveal.person, say)), "field": .made(say.family("desk.field", reveal.field.rawValue)),
                "time": .made(say.dayAndTime(reveal.at, zone: visit.zone, now: visit.now)),
            ]))</li>
            """
        }
        return Disclosure(say("desk.seen"), "<ul>\(rows)</ul>").html
    }

    private var history: HTML {
        let say = visit.say
        return """
            <ol>\(HTML.each(model.events) { event in
                """
                <li>\(say.dayAndTime(event.at, zone: visit.zone, now: visit.now)) · \(say.family("history", event.verb.rawValue))\
                \(HTML.when(event.person.flatMap { model.names[$0] }) { " · <bdi>\($0)</bdi>" })\
                \(HTML.when(event.detail) { Paragraphs($0).html })</li>
                """
            })</ol>
            """
    }

    private var steps: HTML {
        guard visit.actor.may(.triage), model.ask.forgottenAt == nil else { return .empty }
        return model.ask.state == .closed ? reopen : "\(contact)\(newLink)\(close)"
    }

    private var contact: HTML {
        Form(
            to: visit.fromBoard(to: .askDo(model.ask.id.text, .contact)), hidden: visit.hidden,
            Button(visit.say("desk.contact.noted"), .secondary, wide: false).html
        ).html
    }

    private var newLink: HTML {
        let say = visit.say
        return Disclosure(
            say("desk.link.lost"),
            Form(
                to: visit.fromBoard(to: .askDo(model.ask.id.text, .link)), hidden: visit.hidden,
                """
                <p>\(say("desk.link.hint"))</p>\
                \(TextField("code-word", label: say("desk.link.word"), value: typed.value("code-word") ?? "", problem: typed.problem("code-word", visit)))\
                \(TextField("contact", label: say("desk.link.contact"), value: typed.value("contact") ?? ""))\(Button(say("desk.link.make"), .secondary))
                """
            ).html
        ).html
    }

    private var close: HTML {
        let say = visit.say
        return Disclosure(
            say("desk.close"),
            Form(
                to: visit.fromBoard(to: .askDo(model.ask.id.text, .close)), hidden: visit.hidden,
                """
                \(RadioCards(
                    "reason", legend: say("desk.close.why"), choices: CloseAsk.reasons.map { Choice($0.rawValue, say.family("board.closing", $0.rawValue)) },
                    chosen: Set(typed.chosen("reason")), problem: typed.problem("reason", visit)
                ))\(Button(say("desk.close.button"), .danger))
                """
            ).html
        ).html
    }

    private var reopen: HTML {
        Form(to: visit.fromBoard(to: .askDo(model.ask.id.text, .reopen)), hidden: visit.hidden, Button(visit.say("desk.reopen"), .secondary).html)
            .html
    }
}
