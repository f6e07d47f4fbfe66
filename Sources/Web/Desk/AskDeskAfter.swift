import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// How it was, as the neighbour said it: did it come, what is wrong, again? What did not come waits here for a person, who looks for another way or closes
/// it with a reason.
struct AskDeskAfter: Component {
    struct Answer: Sendable {
        let followUp: FollowUp
        let words: String?

        /// Of the last time it was done.
        var isAmiss: Bool { followUp.isAmiss }

        /// Nil while nobody has answered.
        init?(of ask: Ask, key: SealingKey, _ visit: Visit, _ connection: any Connection) throws {
            guard let followUp = try FollowUpStore.of(ask.id, in: visit.group.id, connection), followUp.came != nil else { return nil }
            self.followUp = followUp
            words = try followUp.words(key: key, in: visit.house, group: visit.group.id)
        }
    }

    let answer: Answer
    let ask: Ask
    let visit: Visit

    var html: HTML {
        let say = visit.say
        guard let came = answer.followUp.came, let at = answer.followUp.answeredAt else { return .empty }
        let again: HTML = HTML.when(answer.followUp.again == true) { "<p>\(say("desk.after.again"))</p>" }
        return """
            <section><h3>\(say("desk.after.title"))</h3><p>\(say.family("desk.after.came", came.rawValue)) \
            <span class="detail">\(say.dayAndTime(at, zone: visit.zone, now: visit.now))</span></p>\
            \(HTML.when(answer.words) { "<blockquote>\(Paragraphs($0))</blockquote>" })\(again)\(steps)</section>
            """
    }

    private var steps: HTML {
        let say = visit.say
        guard answer.isAmiss, ask.state == .done, visit.actor.may(.triage) else { return .empty }
        return """
            <p>\(say("desk.after.next"))</p>\
            \(Form(
                to: visit.fromBoard(to: .askDo(ask.id.text, .reopen)), hidden: visit.hidden, Button(say("desk.after.retry"), .secondary, wide: false).html
            ))
            """
    }
}
