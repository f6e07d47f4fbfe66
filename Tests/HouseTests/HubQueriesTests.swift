import Testing

/// `docs/hub-queries.md` names every statement that crosses groups, and what it costs where groups lie apart.
@Suite struct HubQueriesTests {
    private static let page = "docs/hub-queries.md"

    @Test("every statement that crosses groups is in docs/hub-queries.md with what it costs, and no other")
    func named() throws {
        let found = try Set(Self.crossing.map(\.name))
        let listed = try Set(Self.listed())
        let missing = try Self.crossing.filter { !listed.contains($0.name) }.map { "\($0.place): \($0.name)" }
        #expect(missing.isEmpty, Comment(rawValue: advice("Name the group, or add a row to \(Self.page):", missing)))
        #expect(
            listed.subtracting(found).isEmpty, Comment(rawValue: advice("Take these rows out of \(Self.page):", listed.subtracting(found).sorted())))
        #expect(found.contains("Jobs.claim") && found.contains("GroupStore.named"))
    }

    @Test("every row of the list says what it is for, how often, and what it costs")
    func whole() throws {
        let rows = try Self.rows()
        #expect(rows.count > 10 && rows.allSatisfy { $0.count == 4 && $0.allSatisfy { !$0.isEmpty } })
        #expect(Set(rows.map { $0[0] }).count == rows.count)
    }

    // MARK: What there is

    private static var crossing: [(name: String, place: String)] {
        get throws {
            try Repository.sources.filter { $0.name.hasSuffix("+hub.swift") || $0.module == "Storage" }.flatMap { file in
                let ofHub = file.name.hasSuffix("+hub.swift")
                return try StatementTests.statements(of: file)
                    .filter { $0.reads && (ofHub || !$0.text.contains(/\bgroup_id = \$\d/)) }
                    .map { (name(at: $0.line, in: file), "\(file.path):\($0.line)") }
            }
        }
    }

    /// The type and the function around a line. A private function that only puts rows together belongs to who calls it, and holds no statement.
    private static func name(at line: Int, in file: SourceFile) -> String {
        let above = file.lines.prefix(line)
        let type = above.compactMap { $0.firstMatch(of: /^(?:public )?(?:extension|enum|struct) (\w+)/)?.1 }.last ?? ""
        let function = above.compactMap { $0.firstMatch(of: /\bfunc (\w+)/)?.1 }.last ?? ""
        return "\(type).\(function)"
    }

    // MARK: What is listed

    private static func rows() throws -> [[String]] {
        let text = try #require(Repository.files.first { $0.path == page }).text
        return text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.split(separator: "|").map { $0.drop { $0 == " " } }.map { String($0.reversed().drop { $0 == " " }.reversed()) }
        }
    }

    private static func listed() throws -> [String] { try rows().map { String($0[0].dropFirst().dropLast()) } }
}
