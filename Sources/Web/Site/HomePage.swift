import Alongside
import Kernel
import Markup
import Storage
import Words

/// The groups of this installation: what each says of itself, and the way to its door.
struct HomePage: Page {
    /// One group and its own words.
    struct Door: Sendable {
        let group: Group
        let texts: [GroupText]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> [Door] {
        try GroupStore.everyGroup(connection).map { Door(group: $0, texts: try GroupTextStore.all(in: $0.id, connection)) }
    }

    func view(_ groups: [Door], _ visit: Visit) -> Sheet {
        let say = visit.say
        let content: HTML =
            groups.isEmpty
            ? EmptyState(title: say("front.home.empty.title"), say("front.home.empty")).html
            : HTML.each(groups) { card($0, visit) }
        return Sheet(say("front.home.title"), content: "<h1>\(say("front.home.title"))</h1>\(content)")
    }

    private func card(_ door: Door, _ visit: Visit) -> HTML {
        let say = visit.say
        let language = visit.languageChosen ? say.language : nil
        func way(_ site: GroupSite) -> Here { Here(.group(door.group.slug, site), language: language) }
        return """
            <section class="card"><div class="card-head"><h2><a href="\(href: way(.welcome))"><bdi>\(door.group.name)</bdi></a></h2></div>\
            \(WelcomeWords.html(door.texts, of: door.group, say))<div class="actions">\(ButtonLink(say("welcome.ask"), to: way(.ask), .primary))\
            \(ButtonLink(say("welcome.offer"), to: way(.offer), .secondary))</div></section>
            """
    }
}
