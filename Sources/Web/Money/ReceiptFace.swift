import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// What a treasurer sees of a receipt: who gets the money and which ask it was for, by its code word. Never who asked, nor where they live.
struct ReceiptFace: Sendable {
    let receipt: Receipt
    /// Nil once forgotten.
    let payee: String?
    let codeWord: String?
    let category: Category?
    let cap: Money?
    let sealed: ReceiptSealed?

    static func load(_ receipt: Receipt, _ categories: [Category], _ visit: Visit, _ connection: any Connection) throws -> ReceiptFace {
        let (house, group) = (visit.house, visit.group.id)
        let ask = try receipt.ask.flatMap { try AskStore.with(id: $0, in: group, connection) }
        return ReceiptFace(
            receipt: receipt,
            payee: try PersonStore.with(id: receipt.payee, in: house, group: group, connection)?.card?.alias,
            codeWord: try ask.flatMap { try codeWord(of: $0.id, house, group, connection) },
            category: categories.first { $0.id == receipt.category },
            cap: ask.map { $0.capMinor.map { Money(minorUnits: $0, currency: visit.group.currency) } ?? visit.group.cap },
            sealed: try ReceiptStore.sealed(of: receipt.id, in: house, group: group, connection)
        )
    }

    private static func codeWord(of ask: ID<Ask>, _ house: House, _ group: ID<Group>, _ connection: any Connection) throws -> String? {
        do {
            let key = try house.vault.key(of: ask.subject, in: group, connection)
            return try AskStore.sealed(of: ask, key: key, in: house, group: group, connection).face.codeWord
        } catch let problem as Problem where problem.kind == .missing {
            return nil
        }
    }

    func payeeName(_ say: Wording) -> String { payee ?? say("money.somebody") }

    /// "🧺 Groceries".
    func kind(_ visit: Visit) -> String? {
        category.map { "\($0.emoji) \($0.name(in: visit.say.language, group: visit.group))" }
    }

    /// The facts of one receipt.
    func facts(_ visit: Visit) -> [DefinitionList.Row] {
        let say = visit.say
        var rows: [DefinitionList.Row] = [
            .init(say("money.receipt.total"), say.money(receipt.amount)), .init(say("money.receipt.payee"), payeeName(say)),
        ]
        if let kind = kind(visit) { rows.append(.init(say("money.receipt.kind"), kind)) }
        if let codeWord { rows.append(.init(say("money.receipt.codeWord"), codeWord)) }
        rows.append(.init(say("money.receipt.when"), say.dayAndTime(receipt.submittedAt, zone: visit.zone, now: visit.now)))
        return rows
    }

    /// The small picture, which opens the large one.
    func picture(_ visit: Visit) -> HTML {
        let say = visit.say
        guard receipt.picture != nil, sealed != nil else { return "<p class=\"soft\">\(say("money.receipt.noPicture"))</p>" }
        let large = visit.to(DeskSite.receiptPicture(receipt.id.text))
        let small = QueryLink(here: large, query: [(name: "size", value: "small")])
        return """
            <p><a href="\(href: large)"><img src="\(href: small)" alt="\(say("money.receipt.picture.alt"))" width="240"></a></p>
            """
    }

    /// The state, and how long somebody has waited: late after a day, and too late after three (section 6).
    func pill(_ visit: Visit) -> Pill {
        let say = visit.say
        guard receipt.state.isWaiting else {
            return Pill(say.family("money.receipt.state", receipt.state.rawValue), receipt.state == .paid ? .spruce : .plain)
        }
        let waited = visit.now - receipt.submittedAt
        return Pill(say.shortDuration(waited), waited > .days(3) ? .brick : waited > .days(1) ? .marigold : .sky)
    }
}
