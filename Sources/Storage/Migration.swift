/// One numbered step of the schema. Steps only go forward, and a step that was released is never changed.
public struct Migration: Sendable {
    public let number: Int
    /// What it brings, in a few words, for `docs/schema.sql` and for the log.
    public let name: String
    /// Statements separated by `;` at the end of a line. Column types are `INTEGER64`, `BYTES`, `BOOLEAN`, `REAL64` and `TEXT`, which each engine
    /// turns into its own; on SQLite every table becomes STRICT.
    public let sql: String
    /// Whether programs of the release before may go on over it: it only adds what they need not know, such as a column that may be empty or an index. On a
    /// server with several nodes any other step waits until all of them have stopped (docs/nodes.md).
    public let isBorneByOlder: Bool

    public init(_ number: Int, _ name: String, isBorneByOlder: Bool = false, sql: String) {
        self.number = number
        self.name = name
        self.isBorneByOlder = isBorneByOlder
        self.sql = sql
    }

    /// The statements one by one.
    public var statements: [String] {
        sql.split(separator: ";\n", omittingEmptySubsequences: true)
            .map { $0.trimming() }
            .filter { !$0.isEmpty }
    }
}

extension Substring {
    fileprivate func trimming() -> String {
        var part = self
        while let first = part.first, first.isWhitespace { part.removeFirst() }
        while let last = part.last, last.isWhitespace || last == ";" { part.removeLast() }
        return String(part)
    }
}
