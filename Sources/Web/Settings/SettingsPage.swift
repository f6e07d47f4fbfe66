import Alongside
import Kernel
import Markup
import Storage
import Words

/// The first page of the settings: the first steps of a new group, the scope dial, and the group's rules.
struct SettingsPage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let group: Group
        let steps: FirstSteps
        let keeper: String?
        let texts: [GroupText]
        let hasMoneyMoved: Bool
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        // Read anew: after a conflict the visit still holds the group as it was.
        guard let group = try GroupStore.with(id: visit.group.id, connection) else { throw Problem.missing() }
        let steps = try FirstStepsStore.load(of: group.id, session: visit.session?.token, in: visit.house, connection)
        return Model(
            group: group, steps: steps, keeper: try RecoveryCodeParts.keeper(steps.recovery, visit, connection),
            texts: try GroupTextStore.all(in: group.id, connection), hasMoneyMoved: try GroupStore.hasMoneyMoved(in: group.id, connection)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        // Each form gets back what was typed in it, and nothing of another button.
        func given(_ form: String) -> Typed { typed.form?["do"] == form ? typed : Typed() }
        let scope = ScopeForm(group: model.group, texts: model.texts, typed: given("scope"), isFolded: !model.steps.isDone)
        let rules = RulesForm(
            group: model.group, hasMoneyMoved: model.hasMoneyMoved, typed: given("rules"), isFolded: !model.steps.isDone)
        return Sheet(
            say("settings.title"), frame: .desk, layout: .settings, scripts: ["copy.js"],
            content: """
                \(SettingsParts.done(visit))<h1>\(say("settings.title"))</h1>\(SettingsParts.tabs(visit, .settings))\
                \(Problems.summary(typed, visit))\
                \(model.steps.isDone ? "\(scope.html(visit))\(rules.html(visit))" : begin(model, scope, rules, visit))
                """
        )
    }
}

extension SettingsPage {
    /// A new group reads its first steps; all that can be set is folded below them.
    private func begin(_ model: Model, _ scope: ScopeForm, _ rules: RulesForm, _ visit: Visit) -> HTML {
        """
        \(FirstStepsCard(steps: model.steps, keeper: model.keeper, group: model.group, visit: visit).html)\(Card("\(scope.html(visit))\(rules.html(visit))").html)
        """
    }
}

/// Changes the rules, turns the scope dial, or notes where the recovery code is.
struct SettingsAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if let answer = try await SettingsParts.undo(form, visit) { return answer }
        let house = visit.house
        let group = visit.group.id
        let shown = ShownVersion(text: form["shown"])
        let undo: ID<Undo>
        switch form["do"] {
        case "scope":
            let input = try ScopeForm.input(form, visit.group, zone: visit.zone)
            undo = try await SettingsParts.once(form, visit) { transaction in
                try SetScope(input, shown: shown).run(transaction, in: house, group: group, by: visit.actor)
            }
        case "rules":
            let input = try RulesForm.input(form, visit.group)
            undo = try await SettingsParts.once(form, visit) { transaction in
                try ChangeRules(input, shown: shown).run(transaction, in: house, group: group, by: visit.actor)
            }
        default:
            guard try await RecoveryCodeParts.act(form, visit) else { throw Problem.missing() }
            return .go(visit.to(.settings))
        }
        return SettingsParts.saved(visit, .settings, undo: undo)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        form["do"] == "undo" ? nil : SettingsPage(typed: Typed(form, problem))
    }
}
