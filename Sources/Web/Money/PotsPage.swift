import Alongside
import Kernel
import Markup
import Storage
import Words

/// The pots: a name each, put away or taken up again, and a new one.
struct PotsPage: Page {
    var typed = Typed()

    func load(_ visit: Visit, _ connection: any Connection) throws -> PotsHeld { try PotsHeld.load(visit, connection) }

    func view(_ held: PotsHeld, _ visit: Visit) -> Sheet {
        let say = visit.say
        let wrong = typed.form?["pot"] ?? ""
        let pots = HTML.each(held.pots) { pot in
            let typed = wrong == pot.id.text ? self.typed : Typed()
            let content: HTML = """
                \(TextField("name", label: say("money.pots.name"), value: typed.value("name") ?? pot.name, problem: typed.problem("name", visit), maxlength: SavePot.nameLimit, id: wrong == pot.id.text ? "name" : "name-\(pot.id.text)"))\
                \(CheckboxRow("active", label: say("money.pots.active"), checked: typed.isOn("active", else: pot.active), problem: typed.problem("active", visit), id: wrong == pot.id.text ? "active" : "active-\(pot.id.text)"))\
                \(Button(say("money.pots.save"), .secondary, about: pot.name))
                """
            let form = Form(to: visit.to(DeskSite.ledgerDo(.pot)), hidden: visit.hidden + [(name: "pot", value: pot.id.text)], content)
            return Card(title: pot.name, detail: held.written(pot, visit), form.html).html
        }
        let fresh = wrong.isEmpty ? typed : Typed()
        let new: HTML = """
            \(TextField("name", label: say("money.pots.name"), value: fresh.value("name") ?? "", hint: say("money.pots.name.hint"), problem: fresh.problem("name", visit), maxlength: SavePot.nameLimit, id: wrong.isEmpty ? "name" : "name-new"))\
            \(Button(say("money.pots.add")))
            """
        return Sheet(
            say("money.pots.title"), frame: .desk, layout: .settings,
            content: """
                \(MoneyParts.back(visit))<h1>\(say("money.pots.title"))</h1><p class="lead">\(say("money.pots.lead"))</p>\
                \(Problems.summary(typed, visit))\(pots)<h2>\(say("money.pots.new"))</h2>\
                \(Form(to: visit.to(DeskSite.ledgerDo(.pot)), hidden: visit.hidden, new))
                """
        )
    }
}

/// Saves one pot, or makes one.
struct PotSave: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let pot: ID<Pot>? = try form.text("pot").map { try visit.id($0) }
        let input = SavePot.Input(pot: pot, name: form["name"], active: pot == nil || form.has("active"))
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await MoneyParts.once(form, visit) { try SavePot(input).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(DeskSite.ledgerDo(.pot)))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        problem.kind == .forbidden ? nil : PotsPage(typed: Typed(form, problem))
    }
}
