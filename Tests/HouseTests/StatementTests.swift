import Testing

/// Rules on SQL: the same on every engine, and one group at a time.
@Suite struct StatementTests {
    /// Statements of the product: the literals of its stores, each in one piece, what is interpolated left out. Not those of `Storage`, which knows
    /// nothing of groups but their column, nor of the engines.
    private static let stores = Repository.sources.filter { file in
        SourceRulesTests.mayHoldSQL(file) && !["Storage", "StorageSQLite", "StoragePostgres"].contains(file.module)
    }

    /// What SQLite alone says, or says in its own way. PostgreSQL is one more folder only as long as none of it stands in a store.
    private static let functions = [
        "zeroblob", "randomblob", "ifnull", "iif", "strftime", "julianday", "unixepoch", "datetime", "date", "time", "group_concat", "printf",
        "instr",
        "typeof", "hex", "unhex", "glob", "total", "changes", "last_insert_rowid", #"json_\w+"#,
    ]
    private static let words = [
        "rowid", "ROWID", "INSERT OR", "REPLACE INTO", "GLOB", "MATCH", "PRAGMA", "AUTOINCREMENT", "COLLATE", "INDEXED BY", "ATTACH", "VACUUM",
        "STRICT",
        "BLOB", "DATETIME",
    ]

    private static func engineWords(in texts: [String]) throws -> [[String]] {
        let named = try Regex(#"\b(?:\#(functions.joined(separator: "|")))\(|\b(?:\#(words.joined(separator: "|")))\b"#)
        let marks = try Regex(#"==|\b[xX]'[0-9a-fA-F]*'|(?:^|[\s(,=])\?\d*(?=[\s,)]|$)"#)
        return texts.map { text in [named, marks].flatMap { text.matches(of: $0).map { String(text[$0.range]) } } }
    }

    @Test("stores and schema speak the SQL that every engine knows")
    func commonSubset() throws {
        let offences = try Self.stores.flatMap { file in
            let statements = try Self.statements(of: file)
            return try zip(statements, Self.engineWords(in: statements.map(\.text))).flatMap { statement, words in
                words.map { "\(file.path):\(statement.line): \($0)" }
            }
        }
        #expect(offences.isEmpty, Comment(rawValue: advice("Say this in SQL that PostgreSQL knows too, or bind a value:", offences)))
    }

    @Test("parameters appear in ascending order, as both engines number them")
    func ascending() throws {
        let offences = try Self.stores.flatMap { file in
            try Self.statements(of: file).filter { !$0.isPieced }.compactMap { statement -> String? in
                var seen: [Int] = []
                for match in statement.text.matches(of: /\$(\d+)/) {
                    if let number = Int(match.1), !seen.contains(number) { seen.append(number) }
                }
                return seen == Array(seen.indices.map { $0 + 1 }) ? nil : "\(file.path):\(statement.line): \(seen)"
            }
        }
        #expect(offences.isEmpty, Comment(rawValue: advice("Number the parameters in the order in which they first appear:", offences)))
    }

    @Test("PostgreSQL knows the type of every parameter, also of one that is NULL, and the name of every inner query")
    func typed() throws {
        let offences = try Self.stores.flatMap { file in
            try Self.statements(of: file).compactMap { Self.untold($0.text) ? "\(file.path):\($0.line)" : nil }
        }
        let words = "Compare a parameter before asking whether it IS NULL, and name a query in FROM with AS:"
        #expect(offences.isEmpty, Comment(rawValue: advice(words, offences)))
        #expect(Self.untold("SELECT 1 FROM ask WHERE ($1 IS NULL OR ask_id = $1)") && Self.untold("SELECT count(*) FROM ()\nWHERE 1 = 1"))
        #expect(!Self.untold("SELECT 1 FROM ask WHERE (ask_id = $1 OR $1 IS NULL)") && !Self.untold("SELECT count(*) FROM () AS paid"))
    }

    private static func untold(_ text: String) -> Bool {
        var seen: Set<Substring> = []
        for match in text.matches(of: /\$(\d+)(\s+IS\b)?/) where seen.insert(match.1).inserted && match.2 != nil { return true }
        return text.ranges(of: "FROM (").contains { !text[afterInner(from: $0.upperBound, in: text)...].contains(/^\s*AS\b/) }
    }

    /// Where the parenthesis closes that was opened before `start`.
    private static func afterInner(from start: String.Index, in text: String) -> String.Index {
        var depth = 1
        for index in text.indices[start...] {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" { depth -= 1 }
            if depth == 0 { return text.index(after: index) }
        }
        return text.endIndex
    }

    @Test("a statement asks for one group; those that cross groups stand in the files named ...Store+hub.swift, and nowhere else")
    func oneGroup() throws {
        let offences = try Self.stores.filter { !$0.name.hasSuffix("Store+hub.swift") }.flatMap { file in
            let statements = try Self.statements(of: file)
            // A condition that is put together in the same file begins with the group.
            let hasCondition = statements.contains { $0.text.contains(/^\s*(?:\w+\.)?group_id = \$1\b/) }
            return statements.compactMap { statement -> String? in
                guard statement.reads, !statement.text.contains(/\b(?:\w+\.)?group_id = \$\d/) else { return nil }
                if hasCondition, statement.isPieced, statement.text.contains(/\bWHERE\s*(?:$|ORDER|GROUP|LIMIT)/) { return nil }
                return "\(file.path):\(statement.line): \(statement.text.prefix(70))"
            }
        }
        #expect(
            offences.isEmpty,
            Comment(rawValue: advice("Name the group (group_id = $1), or move what has to cross groups to a file ...Store+hub.swift:", offences)))
        #expect(Self.stores.contains { $0.name.hasSuffix("Store+hub.swift") })
    }

    @Test("the rules see what they are there for")
    func eyes() throws {
        let bad = [
            "SELECT zeroblob(16)", "DELETE FROM ask WHERE at < datetime('now')", "INSERT OR IGNORE INTO ask VALUES ($1)",
            "UPDATE ask SET a = ? WHERE b = ?2", "SELECT json_extract(a, 'b')",
            "SELECT rowid FROM ask", "PRAGMA x", "SELECT 1 WHERE name GLOB 'a*'", "SELECT x'00'", "SELECT 1 WHERE a == b",
        ]
        for (text, words) in zip(bad, try Self.engineWords(in: bad)) { #expect(!words.isEmpty, "\(text)") }
        let good = "SELECT coalesce(sum(amount), 0) FROM ask WHERE group_id = $1 AND name LIKE $2 -- when?"
        #expect(try Self.engineWords(in: [good]) == [[]])
        let file = SourceFile(
            path: "Sources/X/XStore.swift",
            text: "let a = \u{22}SELECT \\(b) FROM ask\u{22}\nlet c = \u{22}\u{22}\u{22}\n    DELETE\n    FROM ask\n    \u{22}\u{22}\u{22}\n"
        )
        let found = try Self.statements(of: file)
        #expect(found.map(\.line) == [1, 2] && found.map(\.isPieced) == [true, false] && found.allSatisfy(\.reads))
        #expect(found.last?.text == "DELETE FROM ask")
    }

    // MARK: Reading

    struct Statement {
        let line: Int
        /// In one line, with one space between words.
        let text: String
        /// Whether something is interpolated.
        let isPieced: Bool

        /// Whether it looks at or changes rows that are there.
        var reads: Bool { text.contains(/^(?:WITH|SELECT|UPDATE|DELETE)\b/) }
    }

    /// The literals of a file. An interpolation may hold a literal of its own, as in `\(join(on: "ask.ask_id"))`.
    static func statements(of file: SourceFile) throws -> [Statement] {
        let inside = #"\\\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)"#
        let interpolation = try Regex(inside)
        let literal = try Regex(#"\u{22}{3}\n([\s\S]*?)\u{22}{3}|\u{22}((?:\#(inside)|\\.|[^\u{22}\\\n])*)\u{22}"#)
        return file.text.matches(of: literal).map { match in
            let raw = String(match.output[1].substring ?? match.output[2].substring ?? "")
            let bare = raw.replacing(interpolation, with: "")
            return Statement(
                line: file.text[..<match.range.lowerBound].count { $0 == "\n" } + 1,
                text: bare.split(whereSeparator: \.isWhitespace).joined(separator: " "), isPieced: bare != raw
            )
        }
    }
}
