public import Kernel
public import Storage

/// Moves a kind of help one place up or down in the order in which people read them.
public struct MoveCategory: Sendable {
    public enum Way: String, Sendable, CaseIterable { case up, down }

    public let category: ID<Category>
    public let way: Way

    public init(_ category: ID<Category>, _ way: Way) {
        self.category = category
        self.way = way
    }

    public func run(_ transaction: any Transaction, in house: House, group id: ID<Group>, by actor: Actor) throws {
        try actor.must(.setRules)
        var active = try CategoryStore.all(in: id, transaction)
        guard let index = active.firstIndex(where: { $0.id == category }) else { throw Problem.missing() }
        let other = way == .up ? index - 1 : index + 1
        guard active.indices.contains(other) else { return }

        active.swapAt(index, other)
        for (position, category) in active.enumerated() where category.position != position {
            try CategoryStore.set(position: position, of: category.id, in: id, transaction)
        }
        try History.record(.categoryChanged, "category", category.named(), by: actor, in: house, group: id, transaction)
    }
}
