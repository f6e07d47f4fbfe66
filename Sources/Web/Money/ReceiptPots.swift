import Alongside
import Kernel
import Markup
import Words

/// Which pots hold too little for this receipt, said before anybody opens how to repay: money that is not there cannot be sent.
struct ReceiptPots: Component {
    let model: ReceiptPage.Model
    let visit: Visit

    var html: HTML {
        let receipt = model.face.receipt
        guard let person = visit.person, model.rule.problemPaying(person) == nil else { return .empty }
        let active = model.pots.pots.filter(\.active)
        let short = active.filter { (model.pots.balances[$0.id] ?? 0) < receipt.amount.minorUnits }
        // Who holds an advance is repaid out of what they carry.
        guard !short.isEmpty, !model.floats.contains(where: { $0.minorUnits >= receipt.amount.minorUnits }) else { return .empty }
        let say = visit.say
        let amount = Argument.made(say.money(receipt.amount))
        guard short.count == active.count else {
            let names = Argument.made(say.list(short.map { say.apart($0.name) }))
            return Notice(.info, say("money.steps.short.some", ["amount": amount, "pots": names])).html
        }
        return Notice(
            .waiting,
            html:
                "<p>\(say("money.steps.short", ["amount": amount]))</p>\(ButtonLink(say("money.steps.short.fill"), to: visit.to(DeskSite.ledgerDo(.entry)), .secondary))"
        ).html
    }
}
