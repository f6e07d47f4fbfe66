/// Whole rows of a table, without knowing what they mean.
extension TableShape {
    /// Values that one statement binds at most; both engines take more.
    private static let mostValues = 8_000

    var quoted: String { "\"\(name)\"" }
    var list: String { columns.map { "\"\($0)\"" }.joined(separator: ", ") }

    /// Rows in the order of the primary key, from the one behind `last` on, which holds the values of the key. `owner` narrows them to one value of the key's first
    /// column, which `last` holds too.
    public func rows(after last: [Value]?, of owner: Value? = nil, limit: Int, _ connection: any Connection) throws -> [[Value]] {
        let ordered = key.map { "\"\($0)\"" }.joined(separator: ", ")
        let start = last ?? owner.map { [$0] } ?? []
        let numbers = start.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        var conditions: [String] = []
        // The owner's value stands first among those of `last`.
        if owner != nil { conditions.append("\"\(key[0])\" = $1") }
        if last != nil { conditions.append("(\(ordered)) > (\(numbers))") }
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let sql = "SELECT \(list) FROM \(quoted) \(condition) ORDER BY \(ordered) LIMIT \(limit)"
        return try connection.all(sql, start) { row in (0..<row.count).map { row.value($0) } }
    }

    /// How many rows belong to `owner`, by the first column of the primary key.
    public func count(of owner: Value, _ connection: any Connection) throws -> Int {
        try connection.number("SELECT count(*) FROM \(quoted) WHERE \"\(key[0])\" = $1", [owner]) ?? 0
    }

    /// Writes whole rows, many with one statement.
    public func insert(_ rows: [[Value]], _ transaction: any Transaction) throws {
        let width = columns.count
        let most = max(1, Self.mostValues / width)
        for start in stride(from: 0, to: rows.count, by: most) {
            let part = rows[start..<min(start + most, rows.count)]
            let places = part.indices.map { row in
                "(" + (1...width).map { "$\((row - start) * width + $0)" }.joined(separator: ", ") + ")"
            }
            try transaction.execute("INSERT INTO \(quoted) (\(list)) VALUES \(places.joined(separator: ", "))", Array(part.joined()))
        }
    }

    /// The values of the primary key in a row.
    public func keyValues(of row: [Value]) -> [Value] { places(of: key).map { row[$0] } }
}

/// Holds back rows that name others of their own table until those are there.
public struct NamingRows: Sendable {
    private let table: TableShape
    private var late: [[Value]] = []

    public init(_ table: TableShape) { self.table = table }

    /// The rows that can be written now; the others are kept.
    public mutating func ready(_ rows: [[Value]]) -> [[Value]] {
        var free: [[Value]] = []
        for row in rows {
            if table.named(by: row).isEmpty { free.append(row) } else { late.append(row) }
        }
        return free
    }

    /// Those that were kept, in runs of which each names only rows of the runs before it.
    ///
    /// - Throws: `StorageFault.mistake` when they name each other in a circle.
    public mutating func rest() throws(StorageFault) -> [[[Value]]] {
        let rows = late
        late = []
        var places: [[Value]: [Int]] = [:]
        for (index, row) in rows.enumerated() { for name in table.names(of: row) { places[name, default: []].append(index) } }
        // For each row, how many it waits for, and which wait for it.
        var waits = [Int](repeating: 0, count: rows.count)
        var waiting = [[Int]](repeating: [], count: rows.count)
        for (index, row) in rows.enumerated() {
            for parent in Set(table.named(by: row).flatMap { places[$0] ?? [] }) {
                waits[index] += 1
                waiting[parent].append(index)
            }
        }
        var runs: [[[Value]]] = []
        var run = rows.indices.filter { waits[$0] == 0 }
        var count = 0
        while !run.isEmpty {
            runs.append(run.map { rows[$0] })
            count += run.count
            var next: [Int] = []
            for index in run {
                for child in waiting[index] {
                    waits[child] -= 1
                    if waits[child] == 0 { next.append(child) }
                }
            }
            run = next.sorted()
        }
        guard count == rows.count else { throw .mistake("rows of \(table.name) name each other in a circle") }
        return runs
    }
}

extension TableShape {
    /// What names of other rows stand in a row, one a reference that is not empty.
    fileprivate func named(by row: [Value]) -> [[Value]] {
        references.map { places(of: $0.columns).map { row[$0] } }.filter { !$0.contains(.null) }
    }

    /// By what other rows may name this one.
    fileprivate func names(of row: [Value]) -> [[Value]] { references.map { places(of: $0.names).map { row[$0] } } }
}
