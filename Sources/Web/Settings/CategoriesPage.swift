import Alongside
import Kernel
import Markup
import Storage
import Words

/// The kinds of help in their order; one can be added, moved and opened to be changed.
struct CategoriesPage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let group: Group
        let categories: [Category]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        guard let group = try GroupStore.with(id: visit.group.id, connection) else { throw Problem.missing() }
        return Model(group: group, categories: try CategoryStore.all(in: group.id, activeOnly: false, connection))
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let active = model.categories.filter(\.active)
        let retired = model.categories.filter { !$0.active }
        let rows = HTML.each(Array(active.enumerated())) { index, category in
            let buttons = moves(category, isFirst: index == 0, isLast: index == active.count - 1, model.group, visit)
            return "<li>\(line(category, model.group, visit))\(buttons)</li>"
        }
        let old: HTML = HTML.when(!retired.isEmpty) {
            Disclosure(
                say("settings.categories.retired", ["count": .count(retired.count)]),
                "<ul class=\"stack\">\(HTML.each(retired) { "<li>\(line($0, model.group, visit))</li>" })</ul>"
            ).html
        }
        let form = CategoryForm(group: model.group, category: nil, typed: typed)
        return Sheet(
            say("settings.categories.title"), frame: .desk, layout: .settings,
            content: """
                \(SettingsParts.done(visit))<h1>\(say("settings.categories.title"))</h1>\(SettingsParts.tabs(visit, .categories))\
                \(Problems.summary(typed, visit))<p class="lead">\(say("settings.categories.lead"))</p><ul class="stack">\(rows)</ul>\(old)\
                \(Card(title: say("settings.categories.add"), form.html(visit, to: visit.to(.categories), do: "add")))
                """
        )
    }

    private func line(_ category: Category, _ group: Group, _ visit: Visit) -> PersonLine {
        let say = visit.say
        let missing = group.languages.filter { category.names[$0] == nil }
        let pills: [HTML] = [
            HTML.when(category.essential) { Pill(say("settings.category.essential.pill"), .sky).html },
            HTML.when(!missing.isEmpty) {
                Pill(say("settings.category.missing", ["languages": .made(say.list(missing.map { say.languageNameHere($0) }))]), .marigold).html
            },
        ]
        return PersonLine(
            "\(category.emoji) \(category.name(in: say.language, group: group))", say.duration(.minutes(category.minutes)),
            to: visit.to(.category(category.id.text)), trailing: "\(pills)"
        )
    }

    private func moves(_ category: Category, isFirst: Bool, isLast: Bool, _ group: Group, _ visit: Visit) -> HTML {
        let say = visit.say
        let name = category.name(in: say.language, group: group)
        let hidden = SettingsParts.hidden(visit, do: "move", [("category", category.id.text)])
        return Form(
            to: visit.to(.categories), hidden: hidden, inline: true,
            """
            <div class="actions">\
            \(Button(say("settings.category.up"), .quiet, name: "way", value: "up", about: name, wide: false, disabled: isFirst))\
            \(Button(say("settings.category.down"), .quiet, name: "way", value: "down", about: name, wide: false, disabled: isLast))</div>
            """
        ).html
    }
}

/// Adds a kind of help, or moves one.
struct CategoriesAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if let answer = try await SettingsParts.undo(form, visit) { return answer }
        let house = visit.house
        let group = visit.group.id
        switch form["do"] {
        case "add":
            let input = try CategoryForm.input(form, visit.group, id: nil)
            guard let once = OnceKey(form["once"]) else { throw Problem.invalid("name", "problem.form.expired") }
            let undo = try await house.database.write { transaction in
                try Once.run(once, in: group, at: house.now, transaction) {
                    try SaveCategory(input).run(transaction, in: house, group: group, by: visit.actor).undo.text
                }
            }
            return SettingsParts.saved(visit, .categories, undo: try visit.id(undo))
        case "move":
            let category: ID<Category> = try visit.id(form["category"])
            guard let way = MoveCategory.Way(rawValue: form["way"]) else { throw Problem.missing() }
            try await house.database.write { transaction in
                try MoveCategory(category, way).run(transaction, in: house, group: group, by: visit.actor)
            }
            return .go(visit.to(.categories))
        default: throw Problem.missing()
        }
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        form["do"] == "add" ? CategoriesPage(typed: Typed(form, problem)) : nil
    }
}
