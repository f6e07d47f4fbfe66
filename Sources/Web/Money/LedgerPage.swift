import Alongside
import Kernel
import Markup
import Storage
import Words

/// The ledger: what each pot holds, the rows, and totals each of which opens into its rows.
struct LedgerPage: Page {
    struct Model: Sendable {
        let choice: LedgerChoice
        let pots: PotsHeld
        let totals: [LedgerTotal]
        let rows: [(entry: LedgerEntry, reversed: Bool)]
        let categories: [Category]
        let months: [Instant]
        /// Empty for those who do not keep the ledger: nobody else sees who carries what.
        let floats: [HeldFloat]
        let names: [ID<Person>: String]
        let findings: [LedgerCheck.Finding]

        var count: Int { totals.reduce(0) { $0 + $1.count } }
    }

    static let pageLength = 50

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group.id)
        let keeps = visit.actor.may(.keepLedger)
        let choice = LedgerChoice(visit)
        let filter = choice.filter(visit.zone)
        let floats = keeps ? try LedgerStore.floats(in: group, connection) : []
        let rows = try LedgerStore.page(
            filter, from: (choice.page - 1) * Self.pageLength, limit: Self.pageLength, in: group, connection
        )
        let holders = keeps ? floats.map(\.holder) + rows.compactMap(\.entry.holder) + [choice.holder].compactMap { $0 } : []
        let names = try PersonStore.cards(of: holders, in: house, group: group, connection).mapValues(\.alias)
        let first = try LedgerStore.firstAt(in: group, connection)
        return Model(
            choice: choice, pots: try PotsHeld.load(visit, connection), totals: try LedgerStore.totals(filter, in: group, connection), rows: rows,
            categories: try visit.house.categories.all(in: visit.group, activeOnly: false, connection),
            months: first.map { Months.starts(from: $0, to: visit.now, in: visit.zone).reversed() } ?? [], floats: floats, names: names,
            findings: keeps ? try LedgerCheck.problems(in: group, connection) : []
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let isEmpty = model.months.isEmpty
        let rows: HTML =
            isEmpty
            ? EmptyState(title: say("money.ledger.empty.title"), say("money.ledger.empty")).html
            : "\(filterForm(model, visit))\(totals(model, visit))\(LedgerRows(model: model, visit: visit))\(pager(model, visit))"
        return Sheet(
            say("money.ledger.title"), frame: .desk, layout: .settings,
            content: """
                <h1>\(say("money.ledger.title"))</h1><p class="lead">\(say("money.ledger.lead"))</p>\(findings(model, visit))\
                \(keeping(visit))\(pots(model, visit))\(LedgerFloats(model: model, visit: visit))\(rows)\
                <p><a href="\(href: visit.to(GroupSite.openBooks))">\(say("money.books.link"))</a></p>
                """
        )
    }

    private func findings(_ model: Model, _ visit: Visit) -> HTML {
        HTML.each(model.findings) { finding in
            Notice(.danger, visit.say.family("money.check", finding.fault.rawValue, ["count": .count(finding.count)])).html
        }
    }

    private func keeping(_ visit: Visit) -> HTML {
        guard visit.actor.may(.keepLedger) else { return .empty }
        let say = visit.say
        return """
            <div class="actions">\(ButtonLink(say("money.entry.title"), to: visit.to(DeskSite.ledgerDo(.entry))))\
            \(ButtonLink(say("money.advance.title"), to: visit.to(DeskSite.ledgerDo(.advance))))\
            \(ButtonLink(say("money.pots.title"), to: visit.to(DeskSite.ledgerDo(.pot))))</div>
            """
    }

    private func pots(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let shown = model.pots.pots.filter { $0.active || model.pots.balances[$0.id, default: 0] != 0 }
        guard !shown.isEmpty else { return .empty }
        let rows: [[HTML]] = shown.map { pot in
            [
                "<bdi>\(pot.name)</bdi>",
                "<a href=\"\(href: LedgerChoice().link(visit) { $0.pot = pot.id })\"><bdi>\(model.pots.written(pot, visit))</bdi></a>",
            ]
        }
        let all = shown.reduce(Int64(0)) { $0 + model.pots.balances[$1.id, default: 0] }
        return DataTable(
            say("money.ledger.pots"), columns: [.init(say("money.field.pot")), .init(say("money.ledger.holds"), number: true)], rows: rows,
            foot: [HTML(text: say("money.ledger.sum")), "<a href=\"\(href: LedgerChoice().link(visit))\">\(MoneyParts.signed(all, visit))</a>"]
        ).html
    }

    private func totals(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard !model.totals.isEmpty else { return "<p>\(say("money.ledger.none"))</p>" }
        let rows: [[HTML]] = model.totals.map { total in
            [
                HTML(text: say.family("money.kind", total.kind.rawValue)), HTML(text: say.number(total.count)),
                "<a href=\"\(href: model.choice.link(visit) { $0.kind = total.kind })\">\(MoneyParts.signed(total.minorUnits, visit))</a>",
            ]
        }
        let all = model.totals.reduce(Int64(0)) { $0 + $1.minorUnits }
        return DataTable(
            say("money.ledger.totals"),
            columns: [
                .init(say("money.field.kind")), .init(say("money.ledger.count"), number: true), .init(say("money.field.amount"), number: true),
            ],
            rows: rows, foot: [HTML(text: say("money.ledger.sum")), HTML(text: say.number(model.count)), MoneyParts.signed(all, visit)]
        ).html
    }

    /// A form that only chooses: its fields stand in the address.
    private func filterForm(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let all = Choice("", say("money.filter.all"))
        let pots = [all] + model.pots.pots.map { Choice($0.id.text, $0.name) }
        let months = [all] + model.months.map { Choice(Months.name(of: $0, in: visit.zone), say.month($0, zone: visit.zone)) }
        let kinds = [all] + LedgerEntry.Kind.allCases.map { Choice($0.rawValue, say.family("money.kind", $0.rawValue)) }
        let language: HTML = HTML.when(visit.languageChosen) { "<input type=\"hidden\" name=\"in\" value=\"\(say.language.text)\">" }
        let fields: HTML = """
            \(Select("pot", label: say("money.field.pot"), choices: pots, chosen: model.choice.pot?.text))\
            \(Select("month", label: say("money.filter.month"), choices: months, chosen: model.choice.month.map { Months.name(of: $0, in: visit.zone) }))\
            \(Select("kind", label: say("money.field.kind"), choices: kinds, chosen: model.choice.kind?.rawValue))\
            \(Button(say("money.filter.show"), .secondary))
            """
        return Disclosure(
            say("money.filter.title"), open: model.choice != LedgerChoice(),
            "<form method=\"get\" action=\"\(href: DeskAddress(visit: visit))\">\(language)\(fields)</form>"
        ).html
    }

    private func pager(_ model: Model, _ visit: Visit) -> HTML {
        let pages = PageNumber.pages(of: model.count, size: Self.pageLength)
        guard pages > 1 else { return .empty }
        let choice = model.choice
        return Pager(page: choice.page, of: pages, count: visit.say("money.ledger.rows", ["count": .count(model.count)]), say: visit.say) { number in
            choice.link(visit) { $0.page = number }
        }.html
    }
}

/// The ledger's address without a query: a form adds its own.
private struct DeskAddress: Link {
    let visit: Visit
    var path: String { Site.group(visit.group.slug, .desk(.ledger)).path }
}
