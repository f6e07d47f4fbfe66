import Alongside
import Exchange
import Kernel
import Storage
import Words

/// The columns are right: the sheet is brought in. A small one is done when the next page comes; a large one goes on by itself. With "Look again" they are
/// kept as they were corrected, and the page comes with what would come of it.
struct ImportConfirm: Action {
    let id: String

    /// How long a request may work.
    private static let patience = Duration.seconds(3)

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let batch: ID<ImportBatch> = try visit.id(id)
        let looks = form.has("look")
        if looks || form["do"] == "confirm" {
            try await visit.house.database.write { transaction in
                _ = try ImportStore.existing(batch, in: visit.group.id, transaction)
                let source = try ImportStore.source(of: batch, in: visit.house, group: visit.group.id, transaction)
                let plan = try Self.plan(form, source)
                guard !looks else {
                    return try CorrectColumns(batch, plan: plan).run(transaction, in: visit.house, group: visit.group, by: visit.actor)
                }
                try ConfirmImport(batch, plan: plan, again: form.has("again")).run(transaction, in: visit.house, group: visit.group, by: visit.actor)
            }
        }
        guard !looks else { return .go(visit.to(.importBatch(id))) }
        let clock = ContinuousClock()
        let end = clock.now + Self.patience
        try await ImportSheet(batch).run(in: visit.house, group: visit.group, by: visit.actor, stop: { clock.now >= end })
        return .go(visit.to(.importBatch(id)))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        problem.kind == .invalid ? ImportPage(id: id, typed: Typed(form, problem)) : nil
    }

    /// The plan that was chosen; a column that the form does not name stays as it was guessed.
    static func plan(_ form: Submission, _ source: ImportSource?) throws -> ImportPlan {
        guard let source, var plan = ImportPlan(text: source.plan) else { throw Problem.conflict("problem.changed") }
        for column in plan.columns.indices where form.has("column-\(column)") {
            let field = ImportField(rawValue: form["column-\(column)"])
            guard form["column-\(column)"].isEmpty || field?.isKept == true else { throw Problem.invalid("column-\(column)", "problem.choice") }
            plan.columns[column] = field
        }
        if let rows = form.text("rows") {
            guard let rows = ColumnGuess.Rows(rawValue: rows) else { throw Problem.invalid("rows", "problem.choice") }
            plan.rows = rows
        }
        if let order = form.text("order") {
            guard let order = SheetDates.Order(rawValue: order) else { throw Problem.invalid("order", "problem.choice") }
            plan.order = order
        }
        return plan
    }
}

/// Takes a whole sheet back, or throws away one that nothing was made of.
struct ImportUndo: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let batch: ID<ImportBatch> = try visit.id(id)
        let found = try await visit.house.database.read { try ImportStore.existing(batch, in: visit.group.id, $0) }
        guard found.state == .reading || found.state == .waiting else {
            try await UndoImport(batch).run(in: visit.house, group: visit.group, by: visit.actor)
            return .go(visit.to(.importBatch(id)))
        }
        try await visit.house.database.write { transaction in
            try DropSheet(batch).run(transaction, in: visit.house, group: visit.group, by: visit.actor)
        }
        return .go(visit.to(.imports))
    }
}

/// The rows that could not be taken come down as a sheet: a form and not a link, because each opening is noted.
struct ImportProblems: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let batch: ID<ImportBatch> = try visit.id(id)
        let opened = try await visit.house.database.write { transaction in
            try OpenProblemRows(batch).run(transaction, in: visit.house, group: visit.group, by: visit.actor)
        }
        guard let source = opened.source else { throw Problem.missing("problem.forgotten") }
        return .file(type: "text/csv; charset=utf-8", name: "problems.csv", ProblemSheet(source).bytes(opened.rows, visit.say))
    }
}
