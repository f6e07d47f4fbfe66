public import Kernel
public import Storage

/// Throws away a sheet that nothing was made of.
public struct DropSheet: Sendable {
    public let batch: ID<ImportBatch>

    public init(_ batch: ID<ImportBatch>) { self.batch = batch }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.importSheet)
        let found = try ImportStore.existing(batch, in: group.id, transaction)
        guard found.state == .reading || found.state == .waiting else { throw Problem.conflict("problem.changed") }
        try erase(in: house, group: group.id, transaction)
    }

    func erase(in house: House, group: ID<Group>, _ transaction: any Transaction) throws {
        try ImportErasure.eraseBatch(batch, in: house, group: group, transaction)
        try ImportStore.delete(batch, in: group, transaction)
    }
}
