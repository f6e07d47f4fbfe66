import Alongside
import Kernel
import Markup
import Storage

/// Says that a receipt is good to be paid.
struct ReceiptApprove: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let receipt: ID<Receipt> = try visit.id(id)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await MoneyParts.once(form, visit) { try ApproveReceipt(receipt).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(DeskSite.receipt(id)))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { ReceiptAgain.page(id, form, problem) }
}

/// Opens how to repay. A POST, because previews open links; what it shows stands on the answer only.
struct ReceiptOpen: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let receipt: ID<Receipt> = try visit.id(id)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let repayment = try await house.database.write { try OpenRepayment(receipt).run($0, in: house, group: group, by: actor) }
        return .page(ReceiptPage(id: id, opened: repayment))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { ReceiptAgain.page(id, form, problem) }
}

/// Pays a receipt out of a pot.
struct ReceiptPay: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let input = PayReceipt.Input(
            receipt: try visit.id(id), method: try MoneyParts.method(form), pot: try MoneyParts.pot(form), overdraw: form.has("overdraw")
        )
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await MoneyParts.once(form, visit) { try PayReceipt(input).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(DeskSite.receipts))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { ReceiptAgain.page(id, form, problem) }
}

/// Asks the payee something about a receipt.
struct ReceiptQuestion: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let ask = AskAboutReceipt(try visit.id(id), words: form["question"])
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await MoneyParts.once(form, visit) { try ask.run($0, in: house, group: group, by: actor) }
        return .go(visit.to(DeskSite.receipt(id)))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { ReceiptAgain.page(id, form, problem) }
}

/// Turns a receipt down, with the reason.
struct ReceiptReject: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let reject = RejectReceipt(try visit.id(id), reason: form["reason"])
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await MoneyParts.once(form, visit) { try reject.run($0, in: house, group: group, by: actor) }
        return .go(visit.to(DeskSite.receipts))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { ReceiptAgain.page(id, form, problem) }
}

/// Says whether two receipts that look the same are one.
struct ReceiptSettle: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard let same = ["yes": true, "no": false][form["same"]] else { throw Problem.invalid("same", "problem.choice") }
        let settle = SettleDuplicate(try visit.id(id), same: same)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await MoneyParts.once(form, visit) { try settle.run($0, in: house, group: group, by: actor) }
        return .go(visit.to(same ? DeskSite.receipts : DeskSite.receipt(id)))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { ReceiptAgain.page(id, form, problem) }
}

/// The receipt once more, with what was typed and what is wrong.
private enum ReceiptAgain {
    static func page(_ id: String, _ form: Submission, _ problem: Problem) -> (any Page)? {
        problem.kind == .forbidden ? nil : ReceiptPage(id: id, typed: Typed(form, problem))
    }
}
