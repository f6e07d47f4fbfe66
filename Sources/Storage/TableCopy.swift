import Dispatch
import Synchronization

/// Copies every row of one database into another one, which has the same tables and nothing in them, and compares both afterwards, row by row.
///
/// All of it is read over one state of the source, so that it may go on being written meanwhile.
public struct TableCopy: Sendable {
    /// What was copied.
    public struct Report: Hashable, Sendable {
        public var tables = 0
        public var rows = 0
    }

    /// Rows that are read, written and compared at once.
    private static let chunk = 500

    private let tables: [TableShape]

    /// - Throws: `StorageFault.mistake` when two tables name each other.
    public init(_ tables: [TableShape]) throws(StorageFault) { self.tables = try TableShape.ordered(tables) }

    /// - Throws: `StorageFault.mistake` when there is a row in the target already, or when a row there is another one afterwards.
    @discardableResult
    public func run(from source: any Database, to target: any Database) async throws -> Report {
        let tables = tables
        for table in tables where try await target.read({ try $0.exists("SELECT 1 FROM \(table.quoted) LIMIT 1") }) {
            throw StorageFault.mistake("there are rows in \(table.name) already")
        }
        return try await source.read { connection in
            var report = Report()
            for table in tables {
                report.rows += try copy(table, connection, to: target)
                report.tables += 1
            }
            for table in tables { try compare(table, connection, with: target) }
            return report
        }
    }

    // MARK: - One table

    /// Rows that name others of their own table come last, each after the one that it names.
    private func copy(_ table: TableShape, _ source: any Connection, to target: any Database) throws -> Int {
        var count = 0
        var naming = NamingRows(table)
        try Self.chunks(of: table, source) { rows in
            count += rows.count
            try Self.write(naming.ready(rows), to: table, target)
        }
        for run in try naming.rest() {
            for start in stride(from: 0, to: run.count, by: Self.chunk) {
                try Self.write(Array(run[start..<min(start + Self.chunk, run.count)]), to: table, target)
            }
        }
        return count
    }

    private func compare(_ table: TableShape, _ source: any Connection, with target: any Database) throws {
        var last: [Value]?
        func next() throws -> [[Value]] {
            let from = last
            return try Self.waiting { try await target.read { try table.rows(after: from, limit: Self.chunk, $0) } }
        }
        try Self.chunks(of: table, source) { rows in
            guard try next() == rows else { throw StorageFault.mistake("a row of \(table.name) is another one after it was copied") }
            last = rows.last.map { table.keyValues(of: $0) }
        }
        guard try next().isEmpty else { throw StorageFault.mistake("there are more rows of \(table.name) after it was copied") }
    }

    // MARK: - Rows

    private static func chunks(of table: TableShape, _ connection: any Connection, _ body: ([[Value]]) throws -> Void) throws {
        var last: [Value]?
        while true {
            let rows = try table.rows(after: last, limit: chunk, connection)
            guard let end = rows.last else { return }
            try body(rows)
            last = table.keyValues(of: end)
        }
    }

    private static func write(_ rows: [[Value]], to table: TableShape, _ target: any Database) throws {
        guard !rows.isEmpty else { return }
        try waiting { try await target.write { try table.insert(rows, $0) } }
    }

    /// Blocks until the work is done. Only where a reading closure runs: on the engine's own thread, which has nothing else to do meanwhile.
    @discardableResult
    private static func waiting<Output: Sendable>(_ work: @escaping @Sendable () async throws -> Output) throws -> Output {
        let kept = Kept<Output>()
        let isDone = DispatchSemaphore(value: 0)
        Task.detached {
            let result: Result<Output, any Error>
            do { result = .success(try await work()) } catch { result = .failure(error) }
            kept.answer.withLock { $0 = result }
            isDone.signal()
        }
        isDone.wait()
        guard let result = kept.answer.withLock({ $0 }) else { throw StorageFault.mistake("work ended without an answer") }
        return try result.get()
    }

    private final class Kept<Output: Sendable>: Sendable {
        let answer = Mutex<Result<Output, any Error>?>(nil)
    }
}
