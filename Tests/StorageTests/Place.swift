import Foundation
import Kernel
import Storage
import Synchronization
import Testing

@testable import StorageSQLite

/// A folder that is there for one test, with a database of notes in it.
final class Place: Sendable {
    let folder: String
    var path: String { folder + "/data.sqlite" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/storage-\(SystemRandomness().next())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record("left behind: \(folder)") }
    }

    static let notes = Migration(
        1,
        "notes",
        sql: """
            CREATE TABLE shelf (id INTEGER64 PRIMARY KEY);
            CREATE TABLE note (
                id INTEGER64 PRIMARY KEY,
                text TEXT UNIQUE CHECK (length(text) < 1000000),
                shelf INTEGER64 REFERENCES shelf (id),
                body BYTES
            );
            """
    )

    /// Batches are not cut short by a slow machine: the stopwatch stands still unless the test brings its own. The folder stays while the database is
    /// in use.
    func open(_ migrations: [Migration] = [notes], options: SQLiteOptions = SQLiteOptions(stopwatch: Place.standing)) throws -> SQLiteDatabase {
        var options = options
        options.aroundCommit = { [inner = options.aroundCommit] in
            try inner($0)
            withExtendedLifetime(self) {}
        }
        return try SQLiteDatabase.open(path: path, migrations: migrations, options: options)
    }

    static let standing = TimeSource { Instant(milliseconds: 0) }
}

extension Database {
    func add(_ id: Int64, _ text: String? = nil) async throws {
        try await write { try $0.execute("INSERT INTO note (id, text) VALUES ($1, $2)", [.integer(id), Value(text)]) }
    }

    func notes() async throws -> [Int64] {
        try await read { try $0.all("SELECT id FROM note ORDER BY id") { $0.integer(0) } }
    }
}

/// What happened, in order, from any thread.
final class Events: Sendable {
    private let list = Mutex<[String]>([])
    var all: [String] { list.withLock { $0 } }
    func add(_ event: String) { list.withLock { $0.append(event) } }
    func count(of event: String) -> Int { all.count { $0 == event } }
}

/// A closure that keeps the writer busy until it is let go, so that others queue up behind it in one batch.
struct Hold: Sendable {
    private let door = DispatchSemaphore(value: 0)
    private let work: Task<Void, any Error>

    init(_ database: SQLiteDatabase, _ body: @escaping @Sendable (any Transaction) throws -> Void = { _ in }) async {
        let events = Events()
        let door = door
        work = Task {
            try await database.write { transaction in
                try body(transaction)
                if events.all.isEmpty {
                    events.add("runs")
                    door.wait()
                }
            }
        }
        await until { !events.all.isEmpty }
    }

    func letGo() async throws {
        door.signal()
        try await work.value
    }
}

/// Gives way until `condition` holds.
func until(_ condition: @Sendable () -> Bool) async {
    while !condition() { await Task.yield() }
}

extension SQLiteDatabase {
    /// Starts a write and returns when it stands in the queue.
    func queued<Output: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Output) async -> Task<Output, any Error> {
        let before = waitingWrites
        let task = Task { try await self.write(body) }
        await until { self.waitingWrites > before }
        return task
    }

    func queuedNote(_ id: Int64, size: Int = 0) async -> Task<Int, any Error> {
        await queued { try $0.execute("INSERT INTO note (id, body) VALUES ($1, $2)", [.integer(id), .bytes([UInt8](repeating: 7, count: size))]) }
    }
}

extension DispatchSemaphore {
    /// Waits for the signal without holding one of the few threads on which all tests run: two that are held there stop everything.
    func heard() async {
        await withCheckedContinuation { heard in
            DispatchQueue.global().async {
                self.wait()
                heard.resume()
            }
        }
    }
}
