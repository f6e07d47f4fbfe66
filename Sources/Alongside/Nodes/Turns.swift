public import Kernel
import Storage

/// Whose turn a chore is, where several nodes have the same list: the first one to take it does it, and nobody else before its time comes round again. What
/// nodes do is right without it, since every chore may run twice; this spares them the work of meeting each other.
public enum Turns {
    /// Takes the turn until `end`, again where it is this node's already; false when another one has it. One that would last longer than `longest` from now was taken by a clock
    /// that was ahead, and keeps nobody away; nil for as long as it says.
    public static func take(_ name: String, until end: Instant, atMost longest: Span? = nil, in house: House) async throws -> Bool {
        guard let seat = house.seat else { return true }
        let now = house.now
        let latest = longest.map { now + $0 + ClockRule.tolerance }
        return try await house.database.write { try TurnStore.take(name, by: seat.id, at: now, until: end, unlessPast: latest, $0) }
    }
}
