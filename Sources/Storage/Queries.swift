extension Connection {
    /// All rows, each turned into a value.
    public func all<Element>(_ sql: String, _ values: [Value] = [], _ make: (any Row) throws -> Element) throws -> [Element] {
        var out: [Element] = []
        try forEach(sql, values) { out.append(try make($0)) }
        return out
    }

    /// The first row as a value; nil when there is none. The statement says LIMIT 1 or asks by a key.
    public func first<Element>(_ sql: String, _ values: [Value] = [], _ make: (any Row) throws -> Element) throws -> Element? {
        var out: Element?
        try forEach(sql, values) { row in
            if out == nil { out = try make(row) }
        }
        return out
    }

    /// The first column of the first row as a number; nil when there is no row or it is NULL.
    public func number(_ sql: String, _ values: [Value] = []) throws -> Int? {
        try first(sql, values) { $0.intIfAny(0) } ?? nil
    }

    /// Whether there is any row at all.
    public func exists(_ sql: String, _ values: [Value] = []) throws -> Bool {
        try first(sql, values) { _ in true } ?? false
    }
}

extension Transaction {
    @discardableResult
    public func execute(_ sql: String) throws -> Int { try execute(sql, []) }
}
