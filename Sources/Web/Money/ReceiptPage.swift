import Alongside
import Kernel
import Markup
import Storage
import Words

/// One receipt: the picture, the total, the cap and the ask's code word, and what the reader may do with it.
struct ReceiptPage: Page {
    let id: String
    var typed = Typed()
    /// How to repay, just opened.
    var opened: String?

    struct Model: Sendable {
        let face: ReceiptFace
        let rule: RepaymentRule
        /// The earlier receipt that looks the same.
        let twin: ReceiptFace?
        let approver: String?
        let payer: String?
        let pots: PotsHeld
        /// What the payee holds of each pot.
        let floats: [HeldFloat]
        /// What came of the shopping list.
        let bought: BoughtForReceipt?
        /// How to repay, where the reader opened it a moment ago.
        let stillOpen: String?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group)
        let receipt = try ReceiptStore.existing(visit.id(id), in: group.id, connection)
        let categories = try visit.house.categories.all(in: group, activeOnly: false, connection)
        func alias(_ person: ID<Person>?) throws -> String? {
            try person.flatMap { try PersonStore.with(id: $0, in: house, group: group.id, connection)?.card?.alias }
        }
        let twin = try receipt.duplicateOf.flatMap { try ReceiptStore.with(id: $0, in: group.id, connection) }
        return Model(
            face: try ReceiptFace.load(receipt, categories, visit, connection), rule: try RepaymentRule.of(receipt, in: group, connection),
            twin: try twin.map { try ReceiptFace.load($0, categories, visit, connection) }, approver: try alias(receipt.approvedBy),
            payer: try alias(receipt.paidBy), pots: try PotsHeld.load(visit, connection),
            floats: try LedgerStore.floats(of: receipt.payee, in: group.id, connection),
            bought: try BoughtForReceipt.of(receipt, in: house, group: group.id, connection), stillOpen: try stillOpen(receipt, visit, connection)
        )
    }

    /// Whoever opened how to repay and then was told that something in their form is wrong reads it on: that they opened it is noted already.
    private func stillOpen(_ receipt: Receipt, _ visit: Visit, _ connection: any Connection) throws -> String? {
        guard typed.problem != nil, let match = receipt.match, let person = visit.person else { return nil }
        let seen = try Reveal.of(receipt.payee.subject, in: visit.group.id, connection).contains {
            $0.field == .repayment && $0.person == person && $0.match == match && visit.now - $0.at <= Undo.window
        }
        return seen ? try ReceiptStore.sealed(of: receipt.id, in: visit.house, group: visit.group.id, connection)?.repayment : nil
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let receipt = model.face.receipt
        let title = say("money.receipt.title", ["amount": .made(say.money(receipt.amount)), "name": .text(model.face.payeeName(say))])
        return Sheet(
            title, frame: .desk, layout: .settings,
            content: """
                <p><a href="\(href: visit.to(DeskSite.receipts))">\(say("money.queue.back"))</a></p>\
                <h1>\(title)</h1>\(Problems.summary(typed, visit))\
                <p>\(Pill(say.family("money.receipt.state", receipt.state.rawValue), receipt.state == .paid ? .spruce : .marigold))</p>\
                \(model.face.picture(visit))\(overCap(model, visit))\(DefinitionList(facts(model, visit)))\(words(model, visit))\
                \(ReceiptPots(model: model, visit: visit))\(ReceiptRepayment(model: model, opened: opened ?? model.stillOpen, visit: visit))\
                \(ReceiptSteps(model: model, typed: typed, visit: visit))
                """
        )
    }

    private func facts(_ model: Model, _ visit: Visit) -> [DefinitionList.Row] {
        let say = visit.say
        let receipt = model.face.receipt
        var rows = model.face.facts(visit)
        if let cap = model.face.cap { rows.append(.init(say("money.receipt.cap"), say.money(cap))) }
        if model.rule.minorUnits != receipt.amount.minorUnits {
            let together = Money(minorUnits: model.rule.minorUnits, currency: receipt.amount.currency)
            rows.append(.init(say("money.receipt.together"), say.money(together)))
        }
        if let bought = model.bought { rows.append(.init(say("money.receipt.list"), html: Self.list(bought, say))) }
        if let approvedAt = receipt.approvedAt {
            rows.append(.init(say("money.receipt.approved"), said(model.approver, approvedAt, visit)))
        }
        if let paidAt = receipt.paidAt {
            rows.append(.init(say("money.receipt.paid"), said(model.payer, paidAt, visit)))
            rows.append(.init(say("money.field.method"), say.family("money.method", (receipt.method ?? .other).rawValue)))
            if let pot = receipt.pot { rows.append(.init(say("money.field.pot"), model.pots.name(pot))) }
        }
        return rows
    }

    /// Counts, and that nothing is missing from them.
    private static func list(_ bought: BoughtForReceipt, _ say: Wording) -> HTML {
        "<bdi>\(counts(bought, say))</bdi> <span class=\"detail\">\(say("money.receipt.list.note"))</span>"
    }

    private static func counts(_ bought: BoughtForReceipt, _ say: Wording) -> String {
        let counts = [("instead", bought.instead), ("none", bought.none), ("extra", bought.extra)]
        let got = bought.all > 0 ? [say("money.receipt.list.got", ["got": .number(bought.got), "count": .count(bought.all)])] : []
        let rest = counts.filter { $0.1 > 0 }.map { say.family("money.receipt.list", $0.0, ["count": .count($0.1)]) }
        return (got + rest).joined(separator: " · ")
    }

    private func said(_ name: String?, _ at: Instant, _ visit: Visit) -> String {
        visit.say(
            "money.receipt.byWhom",
            ["name": .text(name ?? visit.say("money.somebody")), "when": .made(visit.say.dayAndTime(at, zone: visit.zone, now: visit.now))]
        )
    }

    private func overCap(_ model: Model, _ visit: Visit) -> HTML {
        guard let cap = model.face.cap, model.rule.minorUnits > cap.minorUnits, model.face.receipt.state.isWaiting else { return .empty }
        return Notice(.waiting, visit.say("money.receipt.overCap", ["cap": .made(visit.say.money(cap))])).html
    }

    private func words(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard let sealed = model.face.sealed else { return Notice(.info, say("money.receipt.forgotten")).html }
        let parts: [(String, String?)] = [
            (say("money.receipt.note"), sealed.note), (say("money.receipt.asked"), sealed.question),
            (say("money.receipt.answer"), sealed.answer), (say("money.receipt.reason"), sealed.reason),
        ]
        return HTML.each(parts) { title, text in
            text.map { Card(title: title, Paragraphs($0).html).html } ?? .empty
        }
    }
}
