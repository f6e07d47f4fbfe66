import Alongside
import Kernel
import Markup
import Storage
import Words

/// The groups of this installation, each a link to its door.
struct HomePage: Page {
    func load(_ visit: Visit, _ connection: any Connection) throws -> [Group] { try GroupStore.everyGroup(connection) }

    func view(_ groups: [Group], _ visit: Visit) -> Sheet {
        let say = visit.say
        let list = HTML.each(groups) { group in
            "<li>\(PersonLine(group.name, to: Here(.group(group.slug, .welcome), language: visit.languageChosen ? say.language : nil)))</li>"
        }
        let content: HTML =
            groups.isEmpty
            ? "\(EmptyState(title: say("front.home.empty.title"), say("front.home.empty")))"
            : "<ul class=\"stack\">\(list)</ul>"
        return Sheet(say("front.home.title"), content: "<h1>\(say("front.home.title"))</h1>\(content)")
    }
}
