import Alongside
import Kernel
import Markup
import Storage
import Words

/// Money in hand before shopping, so that nobody must front their own: who carries how much, giving, and taking back.
struct AdvancesPage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let pots: PotsHeld
        let floats: [HeldFloat]
        /// Those who help now, by the name they use here.
        let helpers: [(id: ID<Person>, name: String)]
        let names: [ID<Person>: String]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group.id)
        let floats = try LedgerStore.floats(in: group, connection)
        let helpers = try HelperStore.all(in: group, connection).map(\.id)
        let names = try PersonStore.cards(of: floats.map(\.holder) + helpers, in: house, group: group, connection).mapValues(\.alias)
        return Model(
            pots: try PotsHeld.load(visit, connection), floats: floats,
            helpers: helpers.compactMap { id in names[id].map { (id, $0) } }.sorted { Folding.fold($0.name) < Folding.fold($1.name) }, names: names
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let returns = typed.form?["do"] == "return"
        let limit = say.money(visit.group.approvalLimit)
        let give: HTML =
            model.helpers.isEmpty
            ? EmptyState(title: say("money.advance.empty.title"), say("money.advance.empty")).html
            : giveForm(model, returns ? Typed() : typed, visit)
        return Sheet(
            say("money.advance.title"), frame: .desk, layout: .settings,
            content: """
                \(MoneyParts.back(visit))<h1>\(say("money.advance.title"))</h1>\
                <p class="lead">\(say("money.advance.lead", ["limit": .made(limit)]))</p>\(Problems.summary(typed, visit))\(give)\
                \(HTML.when(model.floats.contains { $0.minorUnits > 0 }) {
                    "<h2>\(say("money.advance.return.title"))</h2>\(returnForm(model, returns ? typed : Typed(), visit))"
                })
                """
        )
    }

    private func giveForm(_ model: Model, _ typed: Typed, _ visit: Visit) -> HTML {
        let say = visit.say
        let helpers = model.helpers.filter { $0.id != visit.person }.map { Choice($0.id.text, $0.name) }
        let content: HTML = """
            \(Select("holder", label: say("money.advance.holder"), choices: helpers, chosen: typed.value("holder"), problem: typed.problem("holder", visit)))\
            \(MoneyParts.amountField(typed, visit))\(MoneyParts.pots(model.pots, typed, visit))\(MoneyParts.methods(typed, visit))\
            \(MoneyParts.overdraw(typed, visit))\(Button(say("money.advance.button")))
            """
        return Form(to: visit.to(DeskSite.ledgerDo(.advance)), hidden: visit.hidden, content).html
    }

    private func returnForm(_ model: Model, _ typed: Typed, _ visit: Visit) -> HTML {
        let say = visit.say
        let held = model.floats.filter { $0.minorUnits > 0 && $0.holder != visit.person }.map { float in
            Choice(
                "\(float.holder.text).\(float.pot.text)",
                say(
                    "money.advance.held",
                    [
                        "name": .text(model.names[float.holder] ?? say("money.somebody")), "pot": .text(model.pots.name(float.pot)),
                        "amount": .made(say.money(Money(minorUnits: float.minorUnits, currency: visit.group.currency))),
                    ]
                )
            )
        }
        let methods = PaymentMethod.allCases.filter { $0 != .advance }.map { Choice($0.rawValue, say.family("money.method", $0.rawValue)) }
        let content: HTML = """
            \(Select("float", label: say("money.advance.return.from"), choices: held, chosen: typed.value("float"), problem: typed.problem("float", visit) ?? typed.problem("holder", visit)))\
            \(MoneyField("amount", label: say("money.field.amount"), value: typed.value("amount") ?? "", currency: visit.group.currency, problem: typed.problem("amount", visit), id: "return-amount"))\
            \(Select("method", label: say("money.field.method"), choices: methods, chosen: typed.value("method"), problem: typed.problem("method", visit), id: "return-method"))\
            \(Button(say("money.advance.return.button"), .secondary))
            """
        return Form(to: visit.to(DeskSite.ledgerDo(.advance)), hidden: visit.hidden + [(name: "do", value: "return")], content).html
    }
}

/// Gives an advance, or takes back what was not spent.
struct AdvanceWrite: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let amount = try MoneyParts.amount(form, visit)
        let method = try MoneyParts.method(form)
        if form["do"] == "return" {
            let ids = form["float"].split(separator: ".").map(String.init)
            guard ids.count == 2, let holder = ID<Person>(text: ids[0]), let pot = ID<Pot>(text: ids[1]) else {
                throw Problem.invalid("float", "problem.choice")
            }
            let input = ReturnAdvance.Input(holder: holder, pot: pot, amount: amount, method: method)
            try await MoneyParts.once(form, visit) { try ReturnAdvance(input).run($0, in: house, group: group, by: actor) }
        } else {
            guard let holder = ID<Person>(text: form["holder"]) else { throw Problem.invalid("holder", "problem.choice") }
            let input = GiveAdvance.Input(
                holder: holder, pot: try MoneyParts.pot(form), amount: amount, method: method, overdraw: form.has("overdraw")
            )
            try await MoneyParts.once(form, visit) { try GiveAdvance(input).run($0, in: house, group: group, by: actor) }
        }
        return .go(visit.to(DeskSite.ledger))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        problem.kind == .forbidden ? nil : AdvancesPage(typed: Typed(form, problem))
    }
}
