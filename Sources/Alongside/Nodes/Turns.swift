public import Kernel
import Storage

/// Whose turn a chore is, where several nodes have the same list: the first one to take it does it, and nobody else before its time comes round again. What
/// nodes do is right without it, since every chore may run twice; this spares them the work of meeting each other.
public enum Turns {
    /// Takes the turn until `end`, again where it is this node's already; false when another one has it.
    public static func take(_ name: String, until end: Instant, in house: House) async throws -> Bool {
        guard let seat = house.seat else { return true }
        let now = house.now
        return try await house.database.write { try TurnStore.take(name, by: seat.id, at: now, until: end, $0) }
    }
}
