import Alongside
import Kernel
import Markup
import Storage
import Words

/// What came in and what it was spent on, for everybody: by month, without names.
struct OpenBooksPage: Page {
    struct Model: Sendable {
        let books: OpenBooks
        let categories: [Category]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        Model(
            books: try OpenBooks.load(visit.group, at: visit.now, connection),
            categories: try visit.house.categories.all(in: visit.group, activeOnly: false, connection)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let months: HTML =
            model.books.months.isEmpty
            ? EmptyState(title: say("money.books.empty.title"), say("money.books.empty")).html
            : HTML.each(model.books.months) { month($0, model, visit) }
        let held: HTML = HTML.when(model.books.holdsBack && !model.books.months.isEmpty) { "<p class=\"soft\">\(say("money.books.held"))</p>" }
        return Sheet(
            say("money.books.title"),
            content: """
                <h1>\(say("money.books.title"))</h1><p class="lead">\(say("money.books.lead"))</p>\(months)\(held)\
                \(Disclosure(say("money.books.how"), "<p>\(say("money.books.how.text", ["count": .count(SmallCells.fewest)]))</p>"))\
                <p><a href="\(href: visit.to(.welcome))">\(say("problem.page.home", ["group": .text(visit.group.name)]))</a></p>
                """
        )
    }

    private func month(_ month: OpenBooks.Month, _ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let tables = HTML.each(OpenBooks.Line.Side.allCases) { side in
            let lines = month.lines.filter { $0.side == side }
            guard !lines.isEmpty else { return .empty }
            let rows: [[HTML]] = lines.map { line in
                [name(line, model, visit), HTML(text: say.number(line.rows)), amount(line.minorUnits, side, visit)]
            }
            return DataTable(
                say.family("money.books.side", side.rawValue),
                columns: [
                    .init(say("money.field.what")), .init(say("money.ledger.count"), number: true), .init(say("money.field.amount"), number: true),
                ],
                rows: rows,
                foot: [
                    HTML(text: say("money.ledger.sum")), HTML(text: say.number(lines.reduce(0) { $0 + $1.rows })),
                    amount(lines.reduce(Int64(0)) { $0 + $1.minorUnits }, side, visit),
                ]
            ).html
        }
        return "<h2>\(say.month(month.start, zone: visit.zone))</h2>\(tables)"
    }

    private func name(_ shown: OpenBooks.Shown, _ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let since: HTML = HTML.when(shown.since) { start in
            " <span class=\"detail\">\(say("money.books.since", ["month": .made(say.month(start, zone: visit.zone))]))</span>"
        }
        guard let line = shown.line else { return "\(say("money.books.other"))\(since)" }
        let category: HTML = HTML.when(model.categories.first { $0.id == line.category }) { category in
            " · \(category.emoji) <bdi>\(category.name(in: say.language, group: visit.group))</bdi>"
        }
        return "\(say.family("money.books.line", line.kind.rawValue))\(category)\(since)"
    }

    /// Without a sign: the side says which way it went.
    private func amount(_ minorUnits: Int64, _ side: OpenBooks.Line.Side, _ visit: Visit) -> HTML {
        MoneyParts.signed(side == .income ? minorUnits : -minorUnits, visit)
    }
}
