import Alongside
import Kernel
import Markup
import Storage
import Words

/// Everybody who helps: how much they have this week against what they wanted, who rests, how far each is known.
struct HelperList: Page {
    struct Model: Sendable {
        let rows: [Row]
    }

    struct Row: Sendable {
        let helper: Helper
        let alias: String
        let tasks: Int
        let zone: String?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group)
        let helpers = try HelperStore.all(in: group.id, connection)
        let cards = try PersonStore.cards(of: helpers.map(\.id), in: house, group: group.id, connection)
        let counts = try HelperStore.taskCounts(since: group.weekStart(at: visit.now), in: group.id, connection)
        let zones = Dictionary(try ZoneStore.all(in: group.id, connection).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let rows = helpers.map { helper in
            Row(
                helper: helper, alias: cards[helper.id]?.alias ?? visit.say("members.forgotten"), tasks: counts[helper.id] ?? 0,
                zone: helper.zone.flatMap { zones[$0] }
            )
        }
        return Model(
            rows: rows.sorted { ($0.helper.isActive(at: visit.now) ? 0 : 1, $0.alias) < ($1.helper.isActive(at: visit.now) ? 0 : 1, $1.alias) })
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let content: HTML =
            model.rows.isEmpty
            ? EmptyState(
                title: say("helpers.empty.title"), say("helpers.empty"), action: ButtonLink(say("helpers.offers"), to: visit.to(.offers)).html
            ).html
            : "<ul class=\"stack\">\(HTML.each(model.rows) { row in "<li>\(line(row, visit))</li>" })</ul>"
        return Sheet(
            say("helpers.title"), frame: .desk, layout: .settings,
            content: "<h1>\(say("helpers.title"))</h1><p class=\"lead\">\(say("helpers.lead"))</p>\(content)"
        )
    }

    private func line(_ row: Row, _ visit: Visit) -> HTML {
        let say = visit.say
        let load = say("helpers.load", ["count": .count(row.tasks), "limit": .number(row.helper.weeklyLimit)])
        return PersonLine(
            row.alias, [row.zone, load].compactMap { $0 }.joined(separator: " · "), to: visit.to(.helper(row.helper.id.text)),
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
