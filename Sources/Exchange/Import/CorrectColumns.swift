public import Alongside
public import Kernel
public import Storage

/// Somebody corrects how a sheet that waits is read, to see what would come of it then. Nothing is made of it yet.
public struct CorrectColumns: Sendable {
    public let batch: ID<ImportBatch>
    public let plan: ImportPlan

    public init(_ batch: ID<ImportBatch>, plan: ImportPlan) {
        self.batch = batch
        self.plan = plan
    }

    /// Nothing happens when the sheet was confirmed meanwhile. Throws what `ImportPlan.checked(for:)` does.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.importSheet)
        let found = try ImportStore.existing(batch, in: group.id, transaction)
        guard found.state != .running, found.state != .done else { return }
        guard found.state == .waiting, var source = try ImportStore.source(of: batch, in: house, group: group.id, transaction) else {
            throw Problem.conflict("problem.changed")
        }
        source.plan = try plan.checked(for: source).text
        try ImportStore.set(source, of: batch, in: house, group: group.id, transaction)
    }
}

extension ImportPlan {
    /// The plan as it may be used for a sheet: a column that is never read stays unread. Throws `import.problem.what` beside `columns`, and
    /// `import.problem.resend` beside `file` when rows that were not kept would be read otherwise now.
    func checked(for source: ImportSource) throws -> ImportPlan {
        var plan = self
        guard plan.columns.count == source.headings.count else { throw Problem.conflict("problem.changed") }
        for column in source.forbidden.keys where plan.columns.indices.contains(column) { plan.columns[column] = nil }
        guard plan.saysWhat else { throw Problem.invalid("columns", "import.problem.what") }
        if source.past > 0, plan.endings != ImportPlan(text: source.plan)?.endings { throw Problem.invalid("file", "import.problem.resend") }
        return plan
    }
}
