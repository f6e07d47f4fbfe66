import Alongside
import Kernel
import Markup
import Words

/// How the helper wants their money: a button that opens it, or what was opened. For whoever may decide on the receipt, while it waits.
struct ReceiptRepayment: Component {
    let model: ReceiptPage.Model
    let opened: String?
    let visit: Visit

    var html: HTML {
        let say = visit.say
        guard let sealed = model.face.sealed, let person = visit.person, model.rule.problemDeciding(person) == nil else { return .empty }
        if let opened {
            return Notice(
                .info, title: say("money.receipt.repayment"), live: true,
                html: "<p><bdi>\(opened)</bdi></p><p class=\"detail\">\(say("desk.opened.noted"))</p>"
            ).html
        }
        guard sealed.repayment != nil else { return "<p class=\"detail\">\(say("money.receipt.repayment.none"))</p>" }
        return Form(
            to: visit.to(DeskSite.receiptDo(model.face.receipt.id.text, .open)), hidden: visit.hidden, inline: true,
            Button(say("money.receipt.repayment.open"), .secondary).html
        ).html
    }
}
