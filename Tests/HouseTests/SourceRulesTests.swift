import Testing

/// Rules that the compiler cannot hold.
@Suite struct SourceRulesTests {
    /// The files that may hold SQL: a noun's store, what extends one (`MessageStore+receipts.swift`), the schema and its migrations, and the engines
    /// themselves. The one list of them.
    static func mayHoldSQL(_ file: SourceFile) -> Bool {
        ["Storage", "StorageSQLite", "StoragePostgres"].contains(file.module)
            || isStore(file) || file.name.hasSuffix("Schema.swift")
            || file.name.contains("Migration")
            || file.path.contains("/Schema/")
    }

    private static func isStore(_ file: SourceFile) -> Bool { file.name.hasSuffix("Store.swift") || file.name.contains("Store+") }

    /// Columns that no table has (DESIGN: what people may never find here).
    static let neverStored: Set<String> = [
        "ip", "ip_address", "remote_address", "user_agent", "browser", "device", "fingerprint", "rating", "score", "points", "streak", "nationality",
        "citizenship", "immigration_status", "date_of_birth", "birth_date", "birthday", "id_number", "passport", "income", "diagnosis", "religion",
    ]

    @Test("SQL is written in stores and in the schema, nowhere else")
    func sqlInStores() {
        let offences = Repository.sources.filter { !Self.mayHoldSQL($0) && $0.mentions("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE") }.flatMap {
            file in
            file.places(in: file.swift.literals) { text in
                text.contains(
                    /\b(SELECT\s|INSERT\s+INTO|INSERT\s+OR\s|UPDATE\s+\w+(\s+SET|$)|DELETE\s+FROM|CREATE\s+(UNIQUE\s+)?(TABLE|INDEX|VIEW|TRIGGER)\b)/
                )
                    || text.contains(/^\s*SELECT$/)
            }
        }
        #expect(offences.isEmpty, Comment(rawValue: advice("Move this SQL to the store of its noun (a file that ends in Store.swift):", offences)))
    }

    @Test("a file that is named a store declares that store, or extends the noun before its plus sign, and holds nothing else")
    func trueNames() {
        let offences = Repository.sources.filter(Self.isStore).flatMap { file -> [String] in
            let name = file.name.dropLast(".swift".count)
            let noun = name.split(separator: "+")[0]
            let declared = file.swift.code.compactMap { line in
                line.text.firstMatch(of: /^(?:public |final )*(?:enum|struct|class|actor|extension) (\w+)/).map { String($0.1) }
            }
            return declared.allSatisfy { $0 == noun || $0.hasSuffix("Store") } && declared.contains(String(noun)) ? [] : ["\(file.path): \(declared)"]
        }
        #expect(
            offences.isEmpty, Comment(rawValue: advice("Name the file by what it holds, and leave only SQL in the store:", offences)))
    }

    @Test("nothing starts a program through Foundation, which crashes now and then where many files are open")
    func foundationProcess() {
        let offences = Repository.allSwift.filter { $0.mentions("Process") }.flatMap { file in
            file.swift.code.compactMap { line in line.text.contains(/\bProcess(\(\)|\.run\()/) ? "\(file.path):\(line.number)" : nil }
        }
        #expect(offences.isEmpty, Comment(rawValue: advice("Use Child (Images) or StartedProgram (tests), which stand on posix_spawn:", offences)))
    }

    @Test("no table has a column for what must never be stored")
    func columnsNeverStored() {
        let offences = Repository.sources.filter(Self.mayHoldSQL).flatMap { file in
            file.swift.literals.flatMap { number, text in
                text.split(separator: ",").compactMap { column -> String? in
                    let words = column.split { !($0.isLetter || $0.isNumber || $0 == "_") }
                    guard words.count >= 2, Self.neverStored.contains(words[0].lowercased()) else { return nil }
                    guard ["TEXT", "BYTES", "INTEGER64", "REAL64", "BOOLEAN", "INTEGER", "BLOB", "REAL"].contains(String(words[1])) else {
                        return nil
                    }
                    return "\(file.path):\(number): \(words[0])"
                }
            }
        }
        #expect(
            offences.isEmpty, Comment(rawValue: advice("Take this column away; nobody's IP address, browser, standing or score is kept:", offences)))
    }

    @Test("migrations are numbered once each, and upward in their file")
    func migrationNumbers() {
        var owner: [Int: String] = [:]
        for file in Repository.sources {
            var last = 0
            for match in file.text.matches(of: /(?m)^(?!\s*\/\/).*\bMigration\(\s*(\d+)\s*,/) {
                guard let number = Int(match.1) else { continue }
                #expect(owner[number] == nil, "Migration \(number) in \(file.path) is taken by \(owner[number] ?? ""): give it the next free number")
                #expect(number > last, "Migration \(number) in \(file.path) stands after \(last): put them in order")
                owner[number] = file.path
                last = number
            }
        }
    }

    @Test("markup is made from literals; raw markup only inside Markup")
    func rawMarkup() {
        let offences = Repository.sources.filter { $0.module != "Markup" && $0.mentions("trustedMarkup", "HTML(bytes") }.flatMap { file in
            file.places(in: file.swift.code) { $0.contains(/\btrustedMarkup\b|\bHTML\(bytes:/) }
        }
        #expect(offences.isEmpty, Comment(rawValue: advice("Write this markup as a literal of type HTML, or add a component to Markup:", offences)))
    }

    @Test("nothing crashes on purpose, and nothing prints outside the command line")
    func crashes() {
        let crashes = Repository.sources.filter { $0.mentions("fatalError(", "try!", "as!") }.flatMap { file in
            file.places(in: file.swift.code) { $0.contains(/\bfatalError\(|\btry!|\bas!\s/) }
        }
        let prints = Repository.sources.filter { $0.module != "Main" && $0.mentions("debugPrint(", "print(", "dump(") }.flatMap { file in
            file.places(in: file.swift.code) { $0.contains(/(^|[^.\w])(debugPrint|print|dump)\(/) && !$0.contains("func ") }
        }
        #expect(crashes.isEmpty, Comment(rawValue: advice("Throw a Problem, or return nil, in place of this:", crashes)))
        #expect(prints.isEmpty, Comment(rawValue: advice("Hand the text back, or write to the log that was passed in, in place of this:", prints)))
    }

    @Test("nothing is left to be done later in a comment")
    func laterComments() {
        // Put together here, so that this file does not hold them either.
        let later = ["TO" + "DO", "FIX" + "ME"]
        let offences = Repository.allSwift.flatMap { file in
            file.places(in: file.lines.enumerated().map { ($0.offset + 1, String($0.element)) }) { line in later.contains { line.contains($0) } }
        }
        #expect(offences.isEmpty, Comment(rawValue: advice("Do it now, or open an issue and take the comment away:", offences)))
    }

    @Test("a file holds one idea: under 500 lines")
    func fileLength() {
        let offences = Repository.allSwift.filter { $0.lines.count > 500 }.map { "\($0.path): \($0.lines.count) lines" }
        #expect(offences.isEmpty, Comment(rawValue: advice("Find the second idea in this file and give it a file of its own:", offences)))
    }

    @Test("no file is named for nothing: Manager, Service, Helper, Util, Handler, Data, Info")
    func emptyNames() {
        let empty = ["Manager", "Service", "Helper", "Util", "Utils", "Utilities", "Handler", "Data", "Info"]
        let offences = Repository.sources.filter { file in
            let name = file.name.dropLast(".swift".count)
            // A helper is a neighbour who helps: the noun alone is a good name.
            return name != "Helper" && empty.contains { name.hasSuffix($0) }
        }.map(\.path)
        #expect(offences.isEmpty, Comment(rawValue: advice("Name this file by what it is, with a noun of docs/glossary.md:", offences)))
    }
}
