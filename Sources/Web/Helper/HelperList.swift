import Alongside
import Kernel
import Markup
import Storage
import Words

/// Everybody who helps: how much they have this week against what they wanted, who rests, how far each is known. Those who can be asked now come first,
/// each part in the order of names; a long list has pages, and a name can be looked for.
struct HelperList: Page {
    static let pageSize = 50

    struct Model: Sendable {
        let rows: [Row]
        /// How many there are, of what was looked for.
        let count: Int
        let page: Int
        let part: String

        var pages: Int { PageNumber.pages(of: count, size: HelperList.pageSize) }
    }

    struct Row: Sendable {
        let helper: Helper
        let alias: String
        let tasks: Int
        let zone: String?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group)
        let part = String((visit.request.query["find"] ?? "").prefix(60))
        var helpers = try HelperStore.all(in: group.id, connection)
        if !part.isEmpty {
            let named = Set(try house.lookups.people(named: part, in: house, group: group.id, connection))
            helpers = helpers.filter { named.contains($0.id) }
        }
        let count = helpers.count
        let page = PageNumber.of(visit.request.query, in: count, size: Self.pageSize)
        let shown = try Self.ordered(helpers, visit, connection).dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize)
        let cards = try PersonStore.cards(of: shown.map(\.id), in: house, group: group.id, connection)
        let counts = try HelperStore.taskCounts(since: group.weekStart(at: visit.now), in: group.id, connection)
        let zones = Dictionary(try ZoneStore.all(in: group.id, connection).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let rows = shown.map { helper in
            Row(
                helper: helper, alias: cards[helper.id]?.alias ?? visit.say("members.forgotten"), tasks: counts[helper.id] ?? 0,
                zone: helper.zone.flatMap { zones[$0] }
            )
        }
        return Model(rows: rows, count: count, page: page, part: part)
    }

    private static func ordered(_ helpers: [Helper], _ visit: Visit, _ connection: any Connection) throws -> [Helper] {
        let byID = Dictionary(helpers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let named = try visit.house.lookups.inNameOrder(helpers.map(\.id), in: visit.house, group: visit.group.id, connection).compactMap { byID[$0] }
        return named.filter { $0.isActive(at: visit.now) } + named.filter { !$0.isActive(at: visit.now) }
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let content: HTML =
            model.rows.isEmpty && model.part.isEmpty
            ? EmptyState(
                title: say("helpers.empty.title"), say("helpers.empty"), action: ButtonLink(say("helpers.offers"), to: visit.to(.offers)).html
            ).html
            : "\(HTML.when(model.pages > 1 || !model.part.isEmpty) { search(model, visit) })\(list(model, visit))"
        return Sheet(
            say("helpers.title"), frame: .desk, layout: .settings,
            content: "<h1>\(say("helpers.title"))</h1><p class=\"lead\">\(say("helpers.lead"))</p>\(content)"
        )
    }

    private func search(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let language: HTML = HTML.when(visit.languageChosen) { "<input type=\"hidden\" name=\"in\" value=\"\(say.language.text)\">" }
        return """
            <form method="get" action="\(href: Here(.group(visit.group.slug, .desk(.helpers)), language: nil))" role="search">\(language)\
            \(TextField("find", label: say("members.find"), value: model.part, kind: .search, maxlength: 60))\
            \(Button(say("members.find.button"), .secondary, wide: false))</form>
            """
    }

    private func list(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard model.count > 0 else { return "<p role=\"status\">\(say("members.find.nobody"))</p>" }
        let part = model.part
        let pager: HTML = HTML.when(model.pages > 1) {
            Pager(page: model.page, of: model.pages, count: say("helpers.count", ["count": .count(model.count)]), say: say) { number in
                FindLink(base: visit.to(.helpers), part: part, page: number)
            }.html
        }
        return "<ul class=\"stack\">\(HTML.each(model.rows) { row in "<li>\(line(row, visit))</li>" })</ul>\(pager)"
    }

    private func line(_ row: Row, _ visit: Visit) -> HTML {
        let say = visit.say
        let load = say("helpers.load", ["count": .count(row.tasks), "limit": .number(row.helper.weeklyLimit)])
        return PersonLine(
            row.alias, [row.zone, load].compactMap { $0 }.joined(separator: " – "), to: visit.to(.helper(row.helper.id.text)),
            trailing: HelperPills(helper: row.helper, visit: visit).html
        ).html
    }
}

/// The trust step, and a breather.
struct HelperPills: Component {
    let helper: Helper
    let visit: Visit

    var html: HTML {
        let say = visit.say
        let rest: HTML =
            helper.state == .left
            ? Pill(say("helpers.left"), .plain).html
            : helper.isActive(at: visit.now) ? .empty : Pill(say("helpers.resting"), .sky).html
        return "\(rest)\(Pill(say.family("helpers.trust", helper.trust.rawValue), helper.trust == .solo ? .spruce : .plain))"
    }
}
