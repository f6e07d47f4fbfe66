public import Kernel
public import Storage

/// Closes what is done: when the asker has said that all of it came, or after seven days without an answer. What did not come is no such thing: it stays
/// before a dispatcher. The clock's work, once a night.
public struct SettleAsks: Sendable {
    /// How many at a time: a write is short.
    public static let batch = 50
    /// How long an answer is waited for.
    public static let wait = Span.days(7)

    public init() {}

    /// Returns how many were closed; run it again while that is `batch`.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group) throws -> Int {
        let due = try SettleStore.due(doneBefore: house.now - Self.wait, in: group.id, limit: Self.batch, transaction)
        for id in due { try Self.settle(id, in: house, group: group, transaction) }
        return due.count
    }

    /// Closes one that is due. That it is has to be known.
    public static func settle(_ id: ID<Ask>, in house: House, group: Group, _ transaction: any Transaction) throws {
        var ask = try AskStore.existing(id, in: group.id, transaction)
        try AskStore.apply(.settle, to: &ask, closing: .met, at: house.now)
        try AskStore.update(ask, in: group.id, transaction)
        try house.vault.close(ask.id.subject, in: group, at: house.now, transaction)
        try History.record(.closed, "ask", ask.id.subject, by: .system, in: house, group: group.id, transaction)
    }
}
