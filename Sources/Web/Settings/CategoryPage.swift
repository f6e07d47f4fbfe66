import Alongside
import Kernel
import Markup
import Storage
import Words

/// One kind of help, to be renamed, changed, retired or taken up again.
struct CategoryPage: Page {
    let id: String
    var typed = Typed()

    struct Model: Sendable {
        let group: Group
        let category: Category
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        guard let group = try GroupStore.with(id: visit.group.id, connection),
            let category = try CategoryStore.with(id: visit.id(id), in: group.id, connection)
        else { throw Problem.missing() }
        return Model(group: group, category: category)
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let name = model.category.name(in: say.language, group: model.group)
        let form = CategoryForm(group: model.group, category: model.category, typed: typed)
        return Sheet(
            name, frame: .desk, layout: .settings,
            content: """
                \(SettingsParts.done(visit))<p><a href="\(href: visit.to(.categories))">\(say("settings.categories.back"))</a></p>\
                <h1>\(model.category.emoji) <bdi>\(name)</bdi></h1>\(Problems.summary(typed, visit))\
                \(form.html(visit, to: visit.to(.category(id)), do: "save"))
                """
        )
    }
}

struct CategoryAction: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if let answer = try await SettingsParts.undo(form, visit) { return answer }
        let input = try CategoryForm.input(form, visit.group, id: visit.id(id))
        let shown = ShownVersion(text: form["shown"])
        let undo = try await SettingsParts.once(form, visit) { transaction in
            try SaveCategory(input, shown: shown).run(transaction, in: visit.house, group: visit.group.id, by: visit.actor).undo
        }
        return SettingsParts.saved(visit, .category(id), undo: undo)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        form["do"] == "undo" ? nil : CategoryPage(id: id, typed: Typed(form, problem))
    }
}
