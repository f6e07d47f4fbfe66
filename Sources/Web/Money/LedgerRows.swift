import Alongside
import Kernel
import Markup
import Words

/// The rows of the ledger, the newest first.
struct LedgerRows: Component {
    let model: LedgerPage.Model
    let visit: Visit

    var html: HTML {
        let say = visit.say
        guard !model.rows.isEmpty else { return .empty }
        var columns: [DataTable.Column] = [
            .init(say("money.field.day")), .init(say("money.field.kind")), .init(say("money.field.amount"), number: true),
            .init(say("money.field.what")), .init(say("money.field.pot")), .init(say("money.field.method")),
        ]
        if visit.actor.may(.keepLedger) { columns.append(.init(say("money.field.correct"))) }
        return DataTable(say("money.ledger.all"), columns: columns, rows: model.rows.map { row($0.entry, reversed: $0.reversed) }).html
    }

    private func row(_ entry: LedgerEntry, reversed: Bool) -> [HTML] {
        let say = visit.say
        var cells: [HTML] = [
            HTML(text: say.shortDate(entry.at, zone: visit.zone, now: visit.now)), HTML(text: say.family("money.kind", entry.kind.rawValue)),
            amount(entry), what(entry), "<bdi>\(model.pots.name(entry.pot))</bdi>", HTML(text: say.family("money.method", entry.method.rawValue)),
        ]
        if visit.actor.may(.keepLedger) { cells.append(correct(entry, reversed: reversed)) }
        return cells
    }

    /// A repayment opens its receipt, for those who may see it.
    private func amount(_ entry: LedgerEntry) -> HTML {
        let amount = MoneyParts.signed(entry.amount.minorUnits, visit)
        guard let receipt = entry.receipt, visit.actor.may(.seeReceipts) else { return amount }
        return "<a href=\"\(href: visit.to(DeskSite.receipt(receipt.text)))\">\(amount)</a>"
    }

    private func what(_ entry: LedgerEntry) -> HTML {
        var parts: [HTML] = []
        if let category = model.categories.first(where: { $0.id == entry.category }) {
            parts.append("\(category.emoji) <bdi>\(category.name(in: visit.say.language, group: visit.group))</bdi>")
        }
        if let holder = entry.holder, visit.actor.may(.keepLedger) {
            parts.append("<bdi>\(model.names[holder] ?? visit.say("money.somebody"))</bdi>")
        }
        return parts.joined(separator: " · ")
    }

    private func correct(_ entry: LedgerEntry, reversed: Bool) -> HTML {
        let say = visit.say
        if reversed { return Pill(say("money.reverse.done"), .plain).html }
        if entry.kind == .correction { return .empty }
        let link = QueryLink(here: visit.to(DeskSite.ledgerDo(.reverse)), query: [(name: "entry", value: entry.id.text)])
        return "<a href=\"\(href: link)\">\(say("money.reverse.link"))</a>"
    }
}

/// Who carries money of the group, for those who keep the ledger; each total opens into its rows.
struct LedgerFloats: Component {
    let model: LedgerPage.Model
    let visit: Visit

    var html: HTML {
        let say = visit.say
        guard !model.floats.isEmpty else { return .empty }
        let rows: [[HTML]] = model.floats.map { float in
            let link = LedgerChoice().link(visit) { choice in
                choice.holder = float.holder
                choice.pot = float.pot
            }
            return [
                "<bdi>\(model.names[float.holder] ?? say("money.somebody"))</bdi>", "<bdi>\(model.pots.name(float.pot))</bdi>",
                "<a href=\"\(href: link)\">\(MoneyParts.signed(float.minorUnits, visit))</a>",
            ]
        }
        let all = model.floats.reduce(Int64(0)) { $0 + $1.minorUnits }
        return DataTable(
            say("money.float.title"),
            columns: [.init(say("money.float.who")), .init(say("money.field.pot")), .init(say("money.float.carries"), number: true)], rows: rows,
            foot: [HTML(text: say("money.ledger.sum")), .empty, MoneyParts.signed(all, visit)]
        ).html
    }
}
