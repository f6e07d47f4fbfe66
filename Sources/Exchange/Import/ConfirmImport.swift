public import Alongside
public import Kernel
public import Storage

/// Somebody looked at the columns of a sheet and says yes to it.
public struct ConfirmImport: Sendable {
    public let batch: ID<ImportBatch>
    public let plan: ImportPlan
    /// The same file was brought in before, and shall be once more.
    public let again: Bool

    public init(_ batch: ID<ImportBatch>, plan: ImportPlan, again: Bool = false) {
        self.batch = batch
        self.plan = plan
        self.again = again
    }

    /// Nothing happens when it was confirmed already: a second click. Throws `import.problem.same`, and what
    /// `ImportPlan.checked(for:)` does.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.importSheet)
        var found = try ImportStore.existing(batch, in: group.id, transaction)
        guard found.state != .running, found.state != .done else { return }
        guard found.state == .waiting, var source = try ImportStore.source(of: batch, in: house, group: group.id, transaction) else {
            throw Problem.conflict("problem.changed")
        }
        let plan = try plan.checked(for: source)
        if !again, try Self.earlier(than: found, source, in: house, group: group.id, transaction) != nil {
            throw Problem.invalid("again", "import.problem.same")
        }
        found.state = .running
        source.plan = plan.text
        try ImportStore.update(found, in: group.id, transaction)
        try ImportStore.set(source, of: batch, in: house, group: group.id, transaction)
        try History.record(.imported, "import", batch.subject, by: actor, in: house, group: group.id, transaction)
        // The page goes on with it too; whoever is quicker takes the next rows.
        try ImportJob.ask(for: found, in: house, group: group.id, due: house.now + .seconds(5), transaction)
    }

    /// When the same file was brought in before and not taken back; only as long as that sheet is remembered.
    public static func earlier(than batch: ImportBatch, _ source: ImportSource, in house: House, group: ID<Group>, _ connection: any Connection)
        throws
        -> ImportBatch?
    {
        for other in try ImportStore.all(in: group, limit: 30, connection)
        where other.id != batch.id && (other.state == .running || other.state == .done) {
            let fingerprint = try ImportStore.source(of: other.id, in: house, group: group, connection)?.fingerprint
            if fingerprint == source.fingerprint { return other }
        }
        return nil
    }
}
