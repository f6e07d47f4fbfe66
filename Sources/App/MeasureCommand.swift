import Alongside
import Foundation
import Kernel
import Storage
import StoragePostgres
import StorageSQLite

/// `alongside measure`: what a durable write of one row and a read of one row cost on an engine, alone and from sixty-four callers at once. For
/// `bin/bench --engines`, which says how to read it.
public struct MeasureCommand: Sendable {
    /// A new SQLite file, or the address of an empty database on a PostgreSQL server.
    public var place: String
    /// How long each way is measured.
    public var seconds: Int

    public init(place: String, seconds: Int) {
        self.place = place
        self.seconds = seconds
    }

    /// Callers at once.
    static let many = 64

    /// Says one line of JSON: how many a second.
    public func run(_ console: Console) async throws {
        let database: any KeptDatabase =
            place.hasPrefix("postgres")
            ? try PostgresDatabase.open(migrations: Schema.migrations, options: PostgresOptions(url: place))
            : try SQLiteDatabase.open(path: place, migrations: Schema.migrations)
        let random = SystemRandomness()
        // The narrowest row that the product writes: that a form was sent.
        let group = ID<Group>.random(by: random)
        let (known, now) = (OnceKey.random(by: random), TimeSource.system.now)
        try await database.write { try Once.remember("measured", of: known, in: group, at: now, $0) }
        let write: @Sendable () async throws -> Void = {
            try await database.write { try Once.remember("measured", of: .random(by: random), in: group, at: now, $0) }
        }
        let read: @Sendable () async throws -> Void = {
            _ = try await database.read { try Once.result(of: known, in: group, $0) }
        }
        var found: [String: Int] = [:]
        // One after the other, each waits for its own sync; from many at once they share it.
        found["writes_alone"] = try await aSecond(callers: 1, write)
        found["writes_of_many"] = try await aSecond(callers: Self.many, write)
        found["reads_alone"] = try await aSecond(callers: 1, read)
        found["reads_of_many"] = try await aSecond(callers: Self.many, read)
        try database.close()
        console.say(String(decoding: try JSONSerialization.data(withJSONObject: found, options: [.sortedKeys]), as: UTF8.self))
    }

    private func aSecond(callers: Int, _ work: @escaping @Sendable () async throws -> Void) async throws -> Int {
        let clock = ContinuousClock()
        let (begin, end) = (clock.now, clock.now + .seconds(seconds))
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<callers {
                group.addTask {
                    var done = 0
                    while clock.now < end {
                        try await work()
                        done += 1
                    }
                    return done
                }
            }
            return try await group.reduce(0, +)
        }
        let took = (clock.now - begin).components
        return Int(Double(done) / (Double(took.seconds) + Double(took.attoseconds) / 1e18))
    }
}
