import Testing

/// Sentences of what is wrong in a form, which stand beside their field and once more in the list at the head of the page.
@Suite struct FieldSentencesTests {
    /// These stand beside several fields and say themselves which one they mean.
    static let clear: Set<String> = [
        "ask.problem.date.far", "helping.problem.window.far", "helping.problem.window.long", "helping.problem.window.order",
        "helping.problem.window.past", "money.problem.amount", "money.problem.amount.large", "money.problem.currency", "money.problem.pot",
        "money.problem.words", "problem.contact.unclear", "problem.email", "problem.form.expired", "signIn.problem.short", "zones.problem.taken",
    ]

    /// Every `.invalid(field, "key", ...)` of the product, with what follows it.
    private static let calls: [(field: String, key: String, rest: String, file: String)] = Repository.sources.flatMap { file in
        file.text.split(separator: ".invalid(").dropFirst().compactMap { call in
            let arguments = call.prefix(260).split(separator: ",", maxSplits: 2)
            guard arguments.count > 1, let start = arguments[1].firstIndex(of: "\"") else { return nil }
            let key = arguments[1][start...].dropFirst().prefix { $0 != "\"" }
            return (String(arguments[0]), String(key), arguments.count > 2 ? String(arguments[2]) : "", file.path)
        }
    }

    @Test("a sentence beside a field is given all that it names")
    func filled() throws {
        let catalog = try #require(Repository.files.first { $0.path == "Sources/Words/Catalogs/en.po" }).text
        var named: [String: Set<String>] = [:]
        for entry in catalog.split(separator: "\n\n") {
            let parts = entry.split(separator: "\nmsgstr", maxSplits: 1)
            guard parts.count == 2, let key = parts[0].split(separator: "msgid \"").last?.prefix(while: { $0 != "\"" }) else { continue }
            named[String(key)] = Set(parts[1].split(separator: "{").dropFirst().map { String($0.prefix { $0 != "}" }) })
        }
        #expect(named["problem.tooLong"] == ["limit"])
        let lacking = Self.calls.filter { call in named[call.key]?.contains { !call.rest.contains("\"\($0)\"") } == true }
        #expect(lacking.isEmpty, Comment(rawValue: advice("Say what stands in these sentences:", lacking.map { "\($0.file): \($0.key)" })))
    }

    @Test("a sentence that stands beside several fields names the one it means, or its question is put before it where it stands alone")
    func shared() throws {
        var fields: [String: Set<String>] = [:]
        for call in Self.calls { fields[call.key, default: []].insert(call.field) }
        let problems = try #require(Repository.sources.first { $0.name == "FieldProblems.swift" })
        let list = try #require(problems.text.split(separator: "fitsAnyField: Set<String> = [").last?.prefix { $0 != "]" })
        let fitting = Set(list.split(separator: "\"").filter { $0.contains(".") }.map(String.init))
        #expect(fitting.count > 9 && fields.count > 50)

        // A field that is handed in as an argument is any field.
        let shared = Set(fields.filter { $0.value.count > 1 || $0.value.contains { !$0.hasPrefix("\"") } }.keys)
        let undecided = shared.subtracting(fitting).subtracting(Self.clear).sorted()
        #expect(
            undecided.isEmpty,
            Comment(rawValue: advice("Say in these which field they mean, or add them to FieldProblems.fitsAnyField:", undecided)))
        let known = Set(fields.keys)
        #expect(fitting.subtracting(known).sorted() == [], "no problem says these any more: take them off FieldProblems.fitsAnyField")
        #expect(Self.clear.subtracting(shared).sorted() == [], "these stand beside one field alone: take them off this list")
    }
}
