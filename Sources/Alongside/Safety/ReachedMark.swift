public import Kernel
public import Storage

/// How far the data has come, as it says itself.
public struct ReachedMark: Sendable, Hashable {
    /// A count that every program of the installation raises.
    public var mark: Int
    /// The count that this node alone raises; nil where the installation has one program. Others raise the first one also after the data went back.
    public var own: Int?
    /// When data that had gone back was settled last, by whichever program; nil when it never was.
    public var restoredAt: Instant?

    public init(mark: Int, own: Int? = nil, restoredAt: Instant? = nil) {
        self.mark = mark
        self.own = own
        self.restoredAt = restoredAt
    }

    /// What this connection sees. `seat` is the node's own.
    public static func read(_ seat: NodeSeat?, _ connection: any Connection) throws -> ReachedMark {
        ReachedMark(
            mark: try InstallationStore.mark(connection), own: try seat.flatMap { try NodeStore.mark(of: $0.id, connection) },
            restoredAt: try InstallationStore.restored(connection)?.at
        )
    }

    /// Raises both counts by one, and above what was seen. Several programs may do so at once.
    public static func raise(_ seat: NodeSeat?, above seen: SeenMark?, _ transaction: any Transaction) throws -> ReachedMark {
        _ = try InstallationStore.raiseMark(above: seen?.mark ?? 0, transaction)
        if let seat { try NodeStore.raiseMark(of: seat.id, above: seen?.own(of: seat.id) ?? 0, transaction) }
        return try read(seat, transaction)
    }
}
