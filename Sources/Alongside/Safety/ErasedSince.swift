public import Kernel
public import Storage

/// Who was erased early since a day. A copy that lies beside the data for a while must not open them either: their wrapped keys stand in it, under the key of a day that is still
/// to come.
public struct ErasedSince: Sendable {
    private let rows: [Endings.Row]

    public init(_ day: Day, _ connection: any Connection) throws { rows = try EndingsStore.erasures(since: day, connection) }

    public var isEmpty: Bool { rows.isEmpty }

    /// Takes their keys out of a copy, whatever schema it has. Their rows stay, for whoever erases them again should the copy become the data. Returns how many keys went.
    @discardableResult
    public func dropKeys(from copy: any Transaction) throws -> Int {
        try rows.reduce(0) { try $0 + ForgettingStore.dropKeys(of: $1.id, in: $1.group, copy) }
    }
}
