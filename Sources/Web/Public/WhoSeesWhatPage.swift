import Alongside
import Kernel
import Markup
import Storage
import Words

/// "Who sees what?", written from the group's settings as they are now, and what it could hand over today, counted from the living database.
struct WhoSeesWhatPage: Page {
    struct Model: Sendable {
        let holdings: Holdings
        let categories: Int
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        Model(
            holdings: try Holdings.count(in: visit.group.id, at: visit.now, connection),
            categories: try visit.house.categories.all(in: visit.group, connection).count
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let days: [String: Argument] = ["days": .count(visit.group.retentionDays)]
        let roles = HTML.each(Self.readers) { reader in
            "<h3>\(say.family("whoSees.role", reader))</h3><p>\(say.family("whoSees.sees", reader))</p>"
        }
        let held = Holdings.Kind.allCases.map { kind in
            DefinitionList.Row(say.family("whoSees.held", kind.rawValue), say.number(model.holdings.counts[kind] ?? 0))
        }
        let never = HTML.each(Self.never) { thing in "<li>\(say.family("whoSees.never", thing))</li>" }
        return Sheet(
            say("whoSees.title"),
            content: """
                <h1>\(say("whoSees.title"))</h1><p class="lead">\(say("whoSees.lead"))</p>\
                <h2>\(say("whoSees.people"))</h2>\(roles)\
                <h2>\(say("whoSees.forgetting"))</h2><p>\(say("whoSees.forgetting.asks", days))</p><p>\(say("whoSees.forgetting.how"))</p>\
                <h2>\(say("whoSees.never.title"))</h2><ul>\(never)</ul>\
                <h2>\(say("whoSees.held.title"))</h2><p>\(say("whoSees.held.lead"))</p>\(DefinitionList(held))\
                <p><a href="\(href: visit.to(.welcome))">\(say("problem.page.home", ["group": .text(visit.group.name)]))</a></p>
                """
        )
    }

    /// Who reads anything of an ask, from those who read least.
    private static let readers = ["public", "helper", "intake", "dispatcher", "treasurer", "organiser"]
    /// What is never asked and never kept.
    private static let never = ["papers", "belief", "health", "device", "ratings"]
}
