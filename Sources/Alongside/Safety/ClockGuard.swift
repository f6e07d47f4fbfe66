public import Kernel
public import Storage

/// The database as the house uses it: while the clock is behind the newest time seen, nothing is written, since every time would be wrong and
/// what is sealed now would be forgotten too late.
public struct ClockGuard: Database {
    private let database: any Database
    private let time: TimeSource

    /// For the one thing that is written though the clock is behind: that it is right.
    var unguarded: any Database { database }

    public init(_ database: any Database, time: TimeSource) {
        self.database = database
        self.time = time
    }

    public var engine: Engine { database.engine }
    public var notices: Notices { database.notices }

    public func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await database.read(body)
    }

    @discardableResult
    public func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
        let time = time
        return try await database.write { transaction in
            if let reading = try ClockStore.reading(transaction), case .behind = ClockRule.verdict(reading, at: time.now) {
                throw Problem(.busy, "problem.clock.behind")
            }
            return try body(transaction)
        }
    }
}
