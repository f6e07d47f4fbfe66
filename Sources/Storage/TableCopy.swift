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
    /// Values that one statement binds at most; both engines take more.
    private static let mostValues = 8_000

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
        var late: [[Value]] = []
        try Self.chunks(of: table, source) { rows in
            count += rows.count
            let (free, naming) = rows.reduce(into: ([[Value]](), [[Value]]())) { parts, row in
                if table.named(by: row).isEmpty { parts.0.append(row) } else { parts.1.append(row) }
            }
            late += naming
            try Self.write(free, to: table, target)
        }
        while !late.isEmpty {
            let waiting = Set(late.map { table.names(of: $0) }.joined())
            let ready = late.filter { waiting.isDisjoint(with: table.named(by: $0)) }
            guard !ready.isEmpty else { throw StorageFault.mistake("rows of \(table.name) name each other in a circle") }
            for start in stride(from: 0, to: ready.count, by: Self.chunk) {
                try Self.write(Array(ready[start..<min(start + Self.chunk, ready.count)]), to: table, target)
            }
            late.removeAll { waiting.isDisjoint(with: table.named(by: $0)) }
        }
        return count
    }

    private func compare(_ table: TableShape, _ source: any Connection, with target: any Database) throws {
        var last: [Value]?
        func next() throws -> [[Value]] {
            let from = last
            return try Self.waiting { try await target.read { try Self.rows(of: table, after: from, $0) } }
        }
        try Self.chunks(of: table, source) { rows in
            guard try next() == rows else { throw StorageFault.mistake("a row of \(table.name) is another one after it was copied") }
            last = rows.last.map(table.keyValues)
        }
        guard try next().isEmpty else { throw StorageFault.mistake("there are more rows of \(table.name) after it was copied") }
    }

    // MARK: - Rows

    private static func chunks(of table: TableShape, _ connection: any Connection, _ body: ([[Value]]) throws -> Void) throws {
        var last: [Value]?
        while true {
            let rows = try rows(of: table, after: last, connection)
            guard let end = rows.last else { return }
            try body(rows)
            last = table.keyValues(of: end)
        }
    }

    private static func rows(of table: TableShape, after last: [Value]?, _ connection: any Connection) throws -> [[Value]] {
        let key = table.key.map { "\"\($0)\"" }.joined(separator: ", ")
        let numbers = table.key.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let condition = last == nil ? "" : "WHERE (\(key)) > (\(numbers))"
        let sql = "SELECT \(table.list) FROM \(table.quoted) \(condition) ORDER BY \(key) LIMIT \(chunk)"
        return try connection.all(sql, last ?? []) { row in (0..<row.count).map { row.value($0) } }
    }

    private static func write(_ rows: [[Value]], to table: TableShape, _ target: any Database) throws {
        guard !rows.isEmpty else { return }
        let width = table.columns.count
        let most = max(1, mostValues / width)
        try waiting {
            try await target.write { transaction in
                for start in stride(from: 0, to: rows.count, by: most) {
                    let part = rows[start..<min(start + most, rows.count)]
                    let places = part.indices.map { row in
                        "(" + (1...width).map { "$\((row - start) * width + $0)" }.joined(separator: ", ") + ")"
                    }
                    try transaction.execute(
                        "INSERT INTO \(table.quoted) (\(table.list)) VALUES \(places.joined(separator: ", "))", Array(part.joined()))
                }
            }
        }
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

extension TableShape {
    fileprivate var quoted: String { "\"\(name)\"" }
    fileprivate var list: String { columns.map { "\"\($0)\"" }.joined(separator: ", ") }

    fileprivate func keyValues(of row: [Value]) -> [Value] { places(of: key).map { row[$0] } }

    /// What names of other rows stand in a row, one a reference that is not empty.
    fileprivate func named(by row: [Value]) -> [[Value]] {
        references.map { places(of: $0.columns).map { row[$0] } }.filter { !$0.contains(.null) }
    }

    /// By what other rows may name this one.
    fileprivate func names(of row: [Value]) -> [[Value]] { references.map { places(of: $0.names).map { row[$0] } } }
}
