public import Kernel
import Storage

/// Takes a whole sheet back, whenever: everything that was made of it is erased at once, but for what somebody has worked on since.
public struct UndoImport: Sendable {
    /// How many rows one transaction erases.
    static let step = 20

    public let batch: ID<ImportBatch>

    public init(_ batch: ID<ImportBatch>) { self.batch = batch }

    /// May be run again after it was interrupted. What stays is found with `ImportStore.asks(of:)`.
    public func run(in house: House, group: Group, by actor: Actor) async throws {
        // Who may, and from now on nothing more is made of the sheet.
        try await house.database.write { [batch] transaction in
            try actor.must(.importSheet)
            var found = try ImportStore.existing(batch, in: group.id, transaction)
            let isFirst = found.state != .undone
            found.state = .undone
            found.undoneAt = found.undoneAt ?? house.now
            try ImportStore.update(found, in: group.id, transaction)
            guard isFirst else { return }
            try History.record(.importUndone, "import", batch.subject, by: actor, in: house, group: group.id, transaction)
        }
        for part in ImportErasure.Part.allCases {
            var isMore = true
            while isMore {
                isMore = try await house.database.write { [batch] transaction in
                    try ImportErasure.erase(part, of: batch, most: Self.step, in: house, group: group, transaction)
                }
            }
        }
        try await house.database.write { [batch] transaction in try ImportErasure.eraseBatch(batch, in: house, group: group.id, transaction) }
    }
}
