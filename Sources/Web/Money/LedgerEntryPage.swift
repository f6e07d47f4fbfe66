import Alongside
import Kernel
import Markup
import Storage
import Words

/// Writing down money that came in, went out, or moved from one pot to another.
struct LedgerEntryPage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let pots: PotsHeld
        let categories: [Category]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        Model(pots: try PotsHeld.load(visit, connection), categories: try visit.house.categories.all(in: visit.group, connection))
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let moves = typed.form?["do"] == "move"
        let canMove = model.pots.pots.filter(\.active).count > 1
        return Sheet(
            say("money.entry.title"), frame: .desk, layout: .settings,
            content: """
                \(MoneyParts.back(visit))<h1>\(say("money.entry.title"))</h1>\(Problems.summary(typed, visit))\
                \(entryForm(model, moves ? Typed() : typed, visit))\
                \(HTML.when(canMove) { Disclosure(say("money.move.title"), open: moves, moveForm(model, moves ? typed : Typed(), visit)).html })
                """
        )
    }

    private func entryForm(_ model: Model, _ typed: Typed, _ visit: Visit) -> HTML {
        let say = visit.say
        let kinds = WriteEntry.Input.Kind.allCases.map { Choice($0.rawValue, say.family("money.kind", $0.rawValue)) }
        let categories =
            [Choice("", say("money.entry.noCategory"))]
            + model.categories.map { Choice($0.id.text, $0.name(in: say.language, group: visit.group), emoji: $0.emoji) }
        let content: HTML = """
            \(RadioCards("kind", legend: say("money.field.kind"), choices: kinds, chosen: Set(typed.chosen("kind")), problem: typed.problem("kind", visit)))\
            \(MoneyParts.amountField(typed, visit))\(MoneyParts.pots(model.pots, typed, visit))\(MoneyParts.methods(typed, visit))\
            \(Select("category", label: say("money.entry.category"), choices: categories, chosen: typed.value("category"), hint: say("money.entry.category.hint"), problem: typed.problem("category", visit)))\
            \(MoneyParts.overdraw(typed, visit))\(Button(say("money.entry.button")))
            """
        return Form(to: visit.to(DeskSite.ledgerDo(.entry)), hidden: visit.hidden, content).html
    }

    private func moveForm(_ model: Model, _ typed: Typed, _ visit: Visit) -> HTML {
        let say = visit.say
        let choices = model.pots.pots.filter(\.active).map {
            Choice($0.id.text, say("money.pot.choice", ["pot": .text($0.name), "amount": .made(model.pots.written($0, visit))]))
        }
        let content: HTML = """
            \(MoneyField("amount", label: say("money.field.amount"), value: typed.value("amount") ?? "", currency: visit.group.currency, problem: typed.problem("amount", visit), id: "move-amount"))\
            \(Select("pot", label: say("money.move.from"), choices: choices, chosen: typed.value("pot"), problem: typed.problem("pot", visit), id: "move-pot"))\
            \(Select("to", label: say("money.move.to"), choices: choices, chosen: typed.value("to") ?? choices.last?.value, problem: typed.problem("to", visit)))\
            \(MoneyParts.overdraw(typed, visit))\(Button(say("money.move.button"), .secondary))
            """
        return Form(to: visit.to(DeskSite.ledgerDo(.entry)), hidden: visit.hidden + [(name: "do", value: "move")], content).html
    }
}

/// Writes a row, or the two rows of a move between pots.
struct LedgerWrite: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        if form["do"] == "move" {
            let input = MoveMoney.Input(
                from: try MoneyParts.pot(form), to: try MoneyParts.pot(form, "to"), amount: try MoneyParts.amount(form, visit),
                overdraw: form.has("overdraw")
            )
            try await MoneyParts.once(form, visit) { try MoveMoney(input).run($0, in: house, group: group, by: actor) }
        } else {
            let input = try entry(form, visit)
            try await MoneyParts.once(form, visit) { try WriteEntry(input).run($0, in: house, group: group, by: actor) }
        }
        return .go(visit.to(DeskSite.ledger))
    }

    private func entry(_ form: Submission, _ visit: Visit) throws -> WriteEntry.Input {
        guard let kind = WriteEntry.Input.Kind(rawValue: form["kind"]) else { throw Problem.invalid("kind", "money.problem.kind") }
        let category = try form.text("category").map { text in
            guard let id = ID<Category>(text: text) else { throw Problem.invalid("category", "problem.choice") }
            return id
        }
        return WriteEntry.Input(
            kind: kind, pot: try MoneyParts.pot(form), amount: try MoneyParts.amount(form, visit), category: category,
            method: try MoneyParts.method(form), overdraw: form.has("overdraw")
        )
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        problem.kind == .forbidden ? nil : LedgerEntryPage(typed: Typed(form, problem))
    }
}
