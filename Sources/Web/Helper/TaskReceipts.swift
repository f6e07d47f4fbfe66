import Alongside
import Kernel
import Markup
import Words

/// What became of what the helper paid: handed in, found good, repaid, each with its day, and what comes next.
struct TaskReceipts: Component {
    let model: TaskModel
    let visit: Visit

    private var say: Wording { visit.say }

    var html: HTML {
        let receipts = model.receipts.filter { $0.state != .cancelled }
        guard !model.goesAlong, !receipts.isEmpty else { return .empty }
        return Card(
            title: say("helping.repaid"), "\(HTML.each(receipts) { thread($0) })<p class=\"detail\">\(say("helping.repaid.mine"))</p>"
        ).html
    }

    private func thread(_ receipt: Receipt) -> HTML {
        let amount: [String: Argument] = ["amount": .made(say.money(receipt.amount))]
        var steps = [AskThread.Step(say("helping.repaid.handedIn", amount), .done, at(receipt.submittedAt))]
        if let approvedAt = receipt.approvedAt, receipt.state != .rejected {
            steps.append(.init(say("helping.repaid.approved"), .done, at(approvedAt)))
        }
        switch receipt.state {
        case .submitted:
            steps.append(.init(say("helping.repaid.look"), .current, say("helping.repaid.look.next")))
            steps.append(.init(say("helping.repaid.paid", amount), .coming))
        case .needsInformation:
            steps.append(.init(say("helping.repaid.asked"), .current, say("helping.repaid.asked.next")))
            steps.append(.init(say("helping.repaid.paid", amount), .coming))
        case .approved: steps.append(.init(say("helping.repaid.paid", amount), .current, say("helping.repaid.paid.next")))
        case .paid: steps.append(.init(say("helping.repaid.paid", amount), .done, at(receipt.paidAt)))
        case .rejected: steps.append(.init(say("helping.repaid.rejected"), .done, say("helping.repaid.rejected.why")))
        case .cancelled: break
        }
        return AskThread(steps, label: say("helping.repaid"), say: say).html
    }

    private func at(_ instant: Instant?) -> String? { instant.map { say.dayAndTime($0, zone: visit.zone, now: visit.now) } }
}
