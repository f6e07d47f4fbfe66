import Alongside
import Kernel
import Markup
import Storage
import Words

/// A row that was a mistake, before its opposite is written.
struct LedgerReversePage: Page {
    var typed = Typed()

    struct Model: Sendable {
        /// Nil when no row was chosen.
        let entry: LedgerEntry?
        let together: [LedgerEntry]
        let reversed: Bool
        let pots: PotsHeld
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let pots = try PotsHeld.load(visit, connection)
        guard let text = typed.form?.text("entry") ?? visit.request.query["entry"] else {
            return Model(entry: nil, together: [], reversed: false, pots: pots)
        }
        guard let entry = try LedgerStore.with(id: visit.id(text), in: visit.group.id, connection) else { throw Problem.missing() }
        return Model(
            entry: entry, together: try LedgerStore.together(with: entry, in: visit.group.id, connection),
            reversed: try LedgerStore.isReversed(entry.id, in: visit.group.id, connection), pots: pots
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            say("money.reverse.title"), frame: .desk, layout: .settings,
            content: """
                \(MoneyParts.back(visit))<h1>\(say("money.reverse.title"))</h1>\(Problems.summary(typed, visit))\
                \(model.entry.map { form($0, model, visit) } ?? "<p>\(say("money.reverse.choose"))</p>")
                """
        )
    }

    private func form(_ entry: LedgerEntry, _ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let rows = HTML.each(model.together) { one in
            DefinitionList([
                .init(say("money.field.day"), say.dayAndTime(one.at, zone: visit.zone, now: visit.now)),
                .init(say("money.field.kind"), say.family("money.kind", one.kind.rawValue)),
                .init(say("money.field.amount"), html: MoneyParts.signed(one.amount.minorUnits, visit)),
                .init(say("money.field.pot"), model.pots.name(one.pot)),
            ]).html
        }
        if model.reversed { return rows + Notice(.info, say("money.problem.reverse.twice")).html }
        let repaid: HTML = HTML.when(model.together.contains { $0.kind == .repayment }) { "<p>\(say("money.reverse.receipt"))</p>" }
        return """
            <p class="lead">\(say("money.reverse.lead"))</p>\(rows)\(repaid)\
            \(Form(
                to: visit.to(DeskSite.ledgerDo(.reverse)), hidden: visit.hidden + [(name: "entry", value: entry.id.text)],
                "\(MoneyParts.overdraw(typed, visit))\(Button(say("money.reverse.button"), .danger))"
            ))
            """
    }
}

/// Writes the opposite of a row.
struct LedgerReverse: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let reverse = ReverseEntry(try visit.id(form["entry"]), overdraw: form.has("overdraw"))
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await MoneyParts.once(form, visit) { try reverse.run($0, in: house, group: group, by: actor) }
        return .go(visit.to(DeskSite.ledger))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        problem.kind == .forbidden ? nil : LedgerReversePage(typed: Typed(form, problem))
    }
}
