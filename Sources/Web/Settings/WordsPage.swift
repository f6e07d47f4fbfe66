import Alongside
import Kernel
import Markup
import Storage
import Words

/// The words that the group writes itself, in each of its languages: what stands on its first page, what is said during a pause, its rules.
struct WordsPage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let group: Group
        let texts: [GroupText]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        guard let group = try GroupStore.with(id: visit.group.id, connection) else { throw Problem.missing() }
        return Model(group: group, texts: try GroupTextStore.all(in: group.id, connection))
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let cards = HTML.each(GroupText.Name.allCases) { name in
            let forms = HTML.each(model.group.languages) { form(name, $0, model, visit) }
            return Card(
                title: say.family("settings.words", name.rawValue), detail: say.family("settings.words.hint", name.rawValue), forms
            ).html
        }
        return Sheet(
            say("settings.words.title"), frame: .desk, layout: .settings,
            content: """
                \(SettingsParts.done(visit))<h1>\(say("settings.words.title"))</h1>\(SettingsParts.tabs(visit, .words))\
                \(Problems.summary(typed, visit))<p class="lead">\(say("settings.words.lead"))</p>\(cards)
                """
        )
    }

    private func form(_ name: GroupText.Name, _ language: LanguageTag, _ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let stored = model.texts.first { $0.name == name && $0.language == language }
        let isThis = typed.form?["words"] == name.rawValue && typed.form?["language"] == language.text
        let typed = isThis ? typed : Typed()
        let id = "\(name.rawValue)-\(language.text)"
        let pill =
            switch stored?.mark {
            case .human: Pill(say("settings.words.mark.human"), .spruce)
            case .machine: Pill(say("settings.words.mark.machine"), .marigold)
            case nil: Pill(say("settings.words.mark.missing"), .brick)
            }
        let area = TextArea(
            "text", label: say("settings.words.in", ["language": .made(say.languageNameHere(language))]),
            value: typed.value("text") ?? stored?.text ?? "",
            problem: typed.problem("text", visit), rows: 4, maxlength: GroupText.longest, id: isThis && typed.problem != nil ? "text" : id
        )
        let isMachine = CheckboxRow(
            "machine", label: say("settings.words.machine"), checked: typed.isOn("machine", else: stored?.mark == .machine), id: "\(id)-machine"
        )
        let save = Button(say("settings.words.save"), .secondary, about: say.languageNameHere(language), wide: false)
        let shown = ShownVersion.of(SaveWords.fields(stored))
        let hidden = SettingsParts.hidden(visit, do: "words", shown: shown, [("words", name.rawValue), ("language", language.text)])
        return """
            <div><p>\(pill)</p>\
            \(Form(to: visit.to(.words), hidden: hidden, "\(area)\(isMachine)\(save)"))</div>
            """
    }
}

/// Saves one text in one language.
struct WordsAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if let answer = try await SettingsParts.undo(form, visit) { return answer }
        guard let name = GroupText.Name(rawValue: form["words"]), let language = LanguageTag(form["language"]),
            visit.group.languages.contains(language)
        else { throw Problem.missing() }
        let input = SaveWords.Input(name: name, language: language, text: form["text"], mark: form.has("machine") ? .machine : .human)
        let shown = ShownVersion(text: form["shown"])
        let undo = try await SettingsParts.once(form, visit) { transaction in
            try SaveWords(input, shown: shown).run(transaction, in: visit.house, group: visit.group.id, by: visit.actor)
        }
        return SettingsParts.saved(visit, .words, undo: undo)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        form["do"] == "undo" ? nil : WordsPage(typed: Typed(form, problem))
    }
}
