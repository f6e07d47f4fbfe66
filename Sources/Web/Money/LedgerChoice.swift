import Alongside
import Foundation
import Kernel
import Markup

/// Which rows of the ledger are shown, as it stands in the address.
struct LedgerChoice: Hashable, Sendable {
    var pot: ID<Pot>?
    var kind: LedgerEntry.Kind?
    /// When the month begins.
    var month: Instant?
    /// Whose advances; only for those who keep the ledger.
    var holder: ID<Person>?
    var page = 1

    init() {}

    /// Anything that is not understood is left out.
    init(_ visit: Visit) {
        let query = visit.request.query
        pot = query["pot"].flatMap { ID<Pot>(text: $0) }
        kind = query["kind"].flatMap(LedgerEntry.Kind.init)
        month = query["month"].flatMap { Months.start(named: $0, in: visit.zone) }
        holder = visit.actor.may(.keepLedger) ? query["holder"].flatMap { ID<Person>(text: $0) } : nil
        page = PageNumber.of(query)
    }

    func filter(_ zone: TimeZone) -> LedgerFilter {
        LedgerFilter(pot: pot, kind: kind, from: month, until: month.map { Months.next($0, in: zone) }, holder: holder)
    }

    /// A link to the ledger with this choice changed.
    func link(_ visit: Visit, _ change: (inout LedgerChoice) -> Void = { _ in }) -> QueryLink {
        var choice = self
        choice.page = 1
        change(&choice)
        var query: [(name: String, value: String)] = []
        if let pot = choice.pot { query.append(("pot", pot.text)) }
        if let kind = choice.kind { query.append(("kind", kind.rawValue)) }
        if let month = choice.month { query.append(("month", Months.name(of: month, in: visit.zone))) }
        if let holder = choice.holder { query.append(("holder", holder.text)) }
        if choice.page != 1 { query.append(("page", String(choice.page))) }
        return QueryLink(here: visit.to(DeskSite.ledger), query: query)
    }
}
