import Alongside
import Kernel
import Markup
import Storage
import Words

/// What somebody did lately, each with what became of it: receipts and thanks in a few words. No name, which is closed again, and no street.
struct PromisesOver: Component {
    struct Ended: Sendable {
        let row: PromisesPage.Row
        let receipts: [Receipt]
        let isThanked: Bool

        /// Nil for what ended in nothing: handed back, or taken back, and nothing bought.
        init?(_ match: Match, _ row: (Match) throws -> PromisesPage.Row, _ visit: Visit, _ connection: any Connection) throws {
            receipts = try ReceiptStore.of(match: match.id, in: visit.group.id, connection).filter { $0.state != .cancelled }
            guard match.state == .done || !receipts.isEmpty else { return nil }
            let thanks = try ThanksStore.of(match.ask, in: visit.group.id, connection)
            isThanked = thanks?.match == match.id && thanks?.state == .passed
            self.row = try row(match)
        }
    }

    /// How many are shown.
    static let shown = 10

    let ended: [Ended]
    let visit: Visit

    var html: HTML {
        guard !ended.isEmpty else { return .empty }
        let say = visit.say
        let rows = HTML.each(ended.prefix(Self.shown)) { one in
            """
            <li>\(PersonLine(one.row.kind, detail(one), trailing: Form(
                to: visit.to(LinkSite.page), hidden: visit.hidden + [(name: "match", value: one.row.match.id.text)], inline: true,
                Button(say("helping.mine.open"), .quiet, about: one.row.kind).html
            ).html))</li>
            """
        }
        return Card(title: say("helping.mine.over"), "<ul class=\"stack\">\(rows)</ul>").html
    }

    private func detail(_ one: Ended) -> String {
        let say = visit.say
        let day = one.row.match.endedAt.map { say.day($0, zone: visit.zone, now: visit.now) }
        let receipts = one.receipts.map { say.family("helping.mine.receipt", $0.state.rawValue, ["amount": .made(say.money($0.amount))]) }
        let thanks = one.isThanked ? say("helping.mine.thanked") : nil
        return ([say.apart(one.row.place), day] + receipts + [thanks]).compactMap { $0 }.joined(separator: " · ")
    }
}
