import Alongside
import Kernel
import Storage

/// What treasurers do.
extension TownLife {
    /// Decides on a receipt: pays it, or asks, says no, or approves it for somebody else to pay.
    mutating func repay(_ receipt: ID<Receipt>, _ index: Int) async throws {
        let (house, group) = (house, group)
        receipts += 1
        let (one, other) = (town.treasurers[receipts % 2], town.treasurers[(receipts + 1) % 2])
        let given = stories[index].present?.repayment
        if given == .leave { return }
        let question = MadeUpNotes.pick(MadeUpNotes.questions, by: random)
        let reason = MadeUpNotes.pick(MadeUpNotes.reasons, by: random)
        let draw = given == nil ? receipts % 16 : 0
        let method = chance(70) ? PaymentMethod.transfer : .cash
        let isOver = try await write { transaction in
            let found = try ReceiptStore.existing(receipt, in: group.id, transaction)
            let pot = try PotStore.all(in: group.id, transaction).first
            guard let pot, found.state.isWaiting else { return true }
            if given == .question || (draw == 5 && found.state == .submitted) {
                try AskAboutReceipt(receipt, words: question).run(transaction, in: house, group: group, by: one)
                return false
            }
            if given == .reject || draw == 9 {
                try RejectReceipt(receipt, reason: reason).run(transaction, in: house, group: group, by: one)
                return true
            }
            if given == .approve || (draw == 13 && found.state == .submitted) {
                try ApproveReceipt(receipt).run(transaction, in: house, group: group, by: one)
                return false
            }
            let needsTwo = found.amount.minorUnits > group.approvalLimit.minorUnits
            if needsTwo, found.state != .approved { try ApproveReceipt(receipt).run(transaction, in: house, group: group, by: one) }
            // Whoever has approved does not pay.
            let approver = try ReceiptStore.existing(receipt, in: group.id, transaction).approvedBy
            let payer = approver != nil && approver == other.person ? one : other
            try PayReceipt(.init(receipt: receipt, method: method, pot: pot.id)).run(transaction, in: house, group: group, by: payer)
            return true
        }
        queue.plan(.send, at: awake(20...200))
        if !isOver { planPast(.repay(receipt, index), of: index, at: awake(1_500...4_000)) }
    }

    /// Money that is not for receipts: how it came, the float of two helpers, what the group itself needed, and one slip that was put right.
    mutating func money(_ step: Int) async throws {
        let (house, group) = (house, group)
        let treasurer = town.treasurers[step % 2]
        let gift = Int64(1_000 + 500 * random.below(12))
        try await write { transaction in
            let pots = try PotStore.all(in: group.id, transaction)
            guard let fund = pots.first else { return }
            func amount(_ minor: Int64) -> Money { Money(minorUnits: minor, currency: group.currency) }
            func entry(_ kind: WriteEntry.Input.Kind, _ minor: Int64, _ method: PaymentMethod = .transfer) throws -> ID<LedgerEntry> {
                try WriteEntry(.init(kind: kind, pot: fund.id, amount: amount(minor), method: method))
                    .run(transaction, in: house, group: group, by: treasurer)
            }
            switch step {
            case 0: _ = try entry(.grant, 250_000)
            case 1:
                let warm = try SavePot(.init(name: "Winter warmth")).run(transaction, in: house, group: group, by: treasurer)
                try MoveMoney(.init(from: fund.id, to: warm, amount: amount(40_000))).run(transaction, in: house, group: group, by: treasurer)
            case 2, 3:
                let holders = try HelperStore.all(in: group.id, transaction).filter { $0.trust == .solo && !$0.remoteOnly }
                guard holders.count > 3 else { return }
                let holder = holders[step].id
                try GiveAdvance(.init(holder: holder, pot: fund.id, amount: amount(4_000), method: .cash))
                    .run(transaction, in: house, group: group, by: treasurer)
            case 4: _ = try entry(.cost, 1_850, .card)
            case 5:
                let slip = try entry(.donation, 200_000)
                try ReverseEntry(slip).run(transaction, in: house, group: group, by: treasurer)
            default: _ = try entry(.donation, gift, step % 3 == 0 ? .cash : .transfer)
            }
        }
    }
}
