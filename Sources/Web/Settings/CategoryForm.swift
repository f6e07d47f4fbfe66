import Alongside
import Kernel
import Markup
import Words

/// The fields of a kind of help: new, or as it stands.
struct CategoryForm {
    let group: Group
    let category: Category?
    let typed: Typed

    func html(_ visit: Visit, to page: Here, do verb: String) -> HTML {
        let say = visit.say
        let names = HTML.each(group.languages) { language in
            TextField(
                "name-\(language.text)", label: say("settings.category.name", ["language": .made(say.languageNameHere(language))]),
                value: typed.value("name-\(language.text)") ?? category?.names[language] ?? "",
                problem: typed.problem("name-\(language.text)", visit),
                maxlength: 60, required: language == group.mainLanguage
            ).html
        }
        let kinds = Category.Kind.allCases.map { Choice($0.rawValue, say.family("settings.category.kind", $0.rawValue)) }
        let minutes = typed.value("minutes") ?? String(category?.minutes ?? 60)
        let active: HTML = HTML.when(category != nil) {
            CheckboxRow(
                "active", label: say("settings.category.active"), checked: typed.isOn("active", else: category?.active ?? true),
                hint: say("settings.category.active.hint"), problem: typed.problem("active", visit)
            ).html
        }
        let content: HTML = """
            \(names)\
            \(TextField(
                "emoji", label: say("settings.category.emoji"), value: typed.value("emoji") ?? category?.emoji ?? "",
                hint: say("settings.category.emoji.hint"), problem: typed.problem("emoji", visit), maxlength: 8
            ))\
            \(Select(
                "kind", label: say("settings.category.kind"), choices: kinds,
                chosen: typed.value("kind") ?? category?.kind.rawValue ?? Category.Kind.errand.rawValue, hint: say("settings.category.kind.hint"),
                problem: typed.problem("kind", visit)
            ))\
            \(TextField(
                "minutes", label: say("settings.category.minutes"), value: minutes, hint: say("settings.category.minutes.hint"),
                problem: typed.problem("minutes", visit), inputmode: "numeric", maxlength: 4
            ))\
            \(CheckboxRow(
                "essential", label: say("settings.category.essential"), checked: typed.isOn("essential", else: category?.essential ?? false),
                hint: say("settings.category.essential.hint")
            ))\
            \(active)\(Button(category == nil ? say("settings.category.add") : say("settings.save"), wide: false))
            """
        return Form(to: page, hidden: SettingsParts.hidden(visit, do: verb, shown: category.map { ShownVersion.of($0.fields) }), content).html
    }

    static func input(_ form: Submission, _ group: Group, id: ID<Category>?) throws -> SaveCategory.Input {
        guard let kind = Category.Kind(rawValue: form["kind"]) else { throw Problem.invalid("kind", "problem.choice") }
        guard let minutes = TypedNumber.read(form["minutes"]) else {
            throw Problem.invalid("minutes", "problem.number.unclear", ["example": "60"])
        }
        var names: [LanguageTag: String] = [:]
        for language in group.languages { names[language] = form["name-\(language.text)"] }
        return SaveCategory.Input(
            id: id, names: names, emoji: form["emoji"], kind: kind, essential: form.has("essential"), minutes: minutes,
            active: id == nil || form.has("active")
        )
    }
}
