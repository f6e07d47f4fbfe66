import Alongside
import Kernel
import Markup
import Storage
import Words

/// Receipts to be repaid: whoever has waited longest stands first.
struct ReceiptsPage: Page {
    struct Model: Sendable {
        let waiting: [ReceiptFace]
        let approved: [ReceiptFace]
        let asked: [ReceiptFace]
        let paid: [ReceiptFace]
        let pots: PotsHeld
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let group = visit.group.id
        let categories = try visit.house.categories.all(in: visit.group, activeOnly: false, connection)
        func faces(_ receipts: [Receipt]) throws -> [ReceiptFace] { try receipts.map { try ReceiptFace.load($0, categories, visit, connection) } }
        return Model(
            waiting: try faces(ReceiptStore.inStates([.submitted], in: group, connection)),
            approved: try faces(ReceiptStore.inStates([.approved], in: group, connection)),
            asked: try faces(ReceiptStore.inStates([.needsInformation], in: group, connection)),
            paid: try faces(ReceiptStore.settled(since: visit.now - .days(14), in: group, connection)),
            pots: try PotsHeld.load(visit, connection)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let isEmpty = model.waiting.isEmpty && model.approved.isEmpty && model.asked.isEmpty
        let empty: HTML = HTML.when(isEmpty) { EmptyState(title: say("money.queue.empty.title"), say("money.queue.empty")).html }
        return Sheet(
            say("money.queue.title"), frame: .desk, layout: .settings,
            content: """
                <h1>\(say("money.queue.title"))</h1><p class="lead">\(say("money.queue.lead"))</p>\(empty)\
                \(section(say("money.queue.waiting"), model.waiting, visit))\
                \(section(say("money.queue.approved"), model.approved, visit))\
                \(section(say("money.queue.asked"), model.asked, visit))\
                \(section(say("money.queue.paid"), model.paid, visit))
                """
        )
    }

    private func section(_ title: String, _ faces: [ReceiptFace], _ visit: Visit) -> HTML {
        guard !faces.isEmpty else { return .empty }
        return "<h2>\(title)</h2>\(RowList(faces.map { row($0, visit) }))"
    }

    private func row(_ face: ReceiptFace, _ visit: Visit) -> RowList.Row {
        let say = visit.say
        let isOwn = face.receipt.payee == visit.person
        let mark = face.receipt.duplicateOpen ? say("money.queue.twice") : isOwn ? say("money.queue.own") : ""
        return RowList.Row(
            face.pill(visit), say.money(face.receipt.amount), place: face.payeeName(say),
            detail: [face.kind(visit), face.codeWord].compactMap { $0 }.joined(separator: " · "), trailing: mark,
            to: visit.to(DeskSite.receipt(face.receipt.id.text)), isCurrent: false
        )
    }
}
