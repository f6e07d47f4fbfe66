/// A table as copying has to know it.
public struct TableShape: Hashable, Sendable {
    /// Columns of a row that name another row of the same table, and the columns there.
    public struct Reference: Hashable, Sendable {
        public var columns: [String]
        public var names: [String]

        public init(columns: [String], names: [String]) {
            self.columns = columns
            self.names = names
        }
    }

    public var name: String
    public var columns: [String]
    /// The columns of the primary key, in its order.
    public var key: [String]
    /// The other tables whose rows it names.
    public var refersTo: Set<String>
    public var references: [Reference]

    public init(name: String, columns: [String], key: [String], refersTo: Set<String> = [], references: [Reference] = []) {
        self.name = name
        self.columns = columns
        self.key = key
        self.refersTo = refersTo
        self.references = references
    }

    /// The places of some columns in a row.
    public func places(of names: [String]) -> [Int] { names.compactMap { columns.firstIndex(of: $0) } }

    /// The tables, each after those that it names.
    ///
    /// - Throws: `StorageFault.mistake` when two tables name each other.
    public static func ordered(_ tables: [TableShape]) throws(StorageFault) -> [TableShape] {
        var out: [TableShape] = []
        var left = tables
        while !left.isEmpty {
            let waiting = Set(left.map(\.name))
            let ready = left.filter { $0.refersTo.isDisjoint(with: waiting.subtracting([$0.name])) }
            guard !ready.isEmpty else { throw .mistake("tables name each other in a circle: \(waiting.sorted().joined(separator: ", "))") }
            out += ready
            left.removeAll { ready.contains($0) }
        }
        return out
    }
}
