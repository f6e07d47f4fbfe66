import Alongside
import Kernel
import Markup
import Storage
import Words

/// The group's own page: what it says of itself, how wide its door stands, how long things really take, and the two doors.
struct WelcomePage: Page {
    struct Model: Sendable {
        let categories: [Alongside.Category]
        let waits: [ID<Alongside.Category>: HonestWait]
        let texts: [GroupText]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        Model(
            categories: try visit.house.categories.all(in: visit.group, connection),
            waits: try HonestWait.all(at: visit.now, in: visit.group, connection),
            texts: try GroupTextStore.all(in: visit.group.id, connection)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let group = visit.group
        let welcome = WelcomeWords.html(model.texts, of: group, say) ?? "<p class=\"lead\">\(say("welcome.lead"))</p>"
        let rows = Waits.rows(model.waits, model.categories, visit)
        let waits: HTML = HTML.when(!rows.isEmpty) {
            "<h2>\(say("wait.title"))</h2><p class=\"detail\">\(say("wait.lead"))</p>\(DefinitionList(rows))"
        }
        let rules: HTML = HTML.when(model.texts.best(.rules, for: say.language, in: group)) {
            Disclosure(say("welcome.rules"), OwnWords($0).html).html
        }
        return Sheet(
            group.name,
            content: """
                <h1>\(group.name)</h1>\(welcome)\(ScopeNotice.html(scopeWords(model, visit), visit))\
                <div class="stack">\(ButtonLink(say("welcome.ask"), to: visit.to(.ask), .primary, wide: true))\
                \(ButtonLink(say("welcome.offer"), to: visit.to(.offer), .secondary, wide: true))</div>\(phone(visit))\(waits)\
                \(kinds(model, visit))\(rules)<p class="detail"><a href="\(href: visit.to(.signIn))">\(say("welcome.signIn"))</a></p>
                """
        )
    }

    private func scopeWords(_ model: Model, _ visit: Visit) -> GroupText? {
        visit.group.scope(at: visit.now).words.flatMap { model.texts.best($0, for: visit.say.language, in: visit.group) }
    }

    private func phone(_ visit: Visit) -> HTML {
        guard let number = visit.group.groupPhone else { return .empty }
        return "<p>\(ButtonLink(visit.say("welcome.call"), to: OutsideLink.telephone(number), .secondary, about: number, wide: true))</p>"
    }

    private func kinds(_ model: Model, _ visit: Visit) -> HTML {
        guard !model.categories.isEmpty else { return .empty }
        return """
            <h2>\(visit.say("welcome.kinds"))</h2><ul class="inline-list">\(HTML.each(Kinds.choices(model.categories, visit)) { choice in
                "<li>\(choice.emoji.map { "<span aria-hidden=\"true\">\($0)</span> " as HTML })\(choice.label)</li>"
            })</ul>
            """
    }
}
