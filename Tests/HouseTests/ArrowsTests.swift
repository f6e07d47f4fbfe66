import Testing

/// DESIGN of the house: modules are walls, and arrows point only downward.
@Suite struct ArrowsTests {
    /// Every module of ours from the ground up, with what it may import. It mirrors Package.swift.
    static let house: [(module: String, mayImport: Set<String>)] = [
        ("CSodium", []),
        ("CGraphics", []),
        ("CPosix", []),
        ("CPostgres", []),
        ("CZip", []),
        ("CExpat", []),
        ("Kernel", []),
        ("Engine", ["Kernel"]),
        ("Words", ["Kernel"]),
        ("Sealing", ["Kernel", "CSodium", "Crypto"]),
        ("Storage", ["Kernel"]),
        ("StorageSQLite", ["Kernel", "Storage", "GRDB", "GRDBSQLite"]),
        ("StoragePostgres", ["Kernel", "Storage", "CPostgres"]),
        ("Markup", ["Kernel", "Words"]),
        ("Images", ["Kernel", "CGraphics", "CPosix"]),
        ("Workbooks", ["CZip", "CExpat"]),
        ("Alongside", ["Kernel", "Engine", "Words", "Sealing", "Storage"]),
        ("Exchange", ["Kernel", "Words", "Storage", "Workbooks", "Alongside"]),
        ("Simulation", ["Kernel", "Words", "Storage", "Sealing", "Alongside"]),
        ("Web", ["Kernel", "Words", "Markup", "Storage", "Sealing", "Images", "Engine", "Alongside", "Exchange"]),
        (
            "App",
            [
                "Kernel", "Words", "Storage", "StorageSQLite", "StoragePostgres", "Sealing", "Images", "Alongside", "Exchange", "Simulation", "Web",
                "CPosix",
                "Hummingbird", "HTTPTypes", "NIOCore", "NIOPosix", "Logging", "Metrics", "Tracing", "ServiceLifecycle", "UnixSignals",
            ]
        ),
        ("Main", ["App", "Kernel", "Images", "ArgumentParser"]),
    ]

    /// What a library brings with it, so that Package.swift need not name it: SQLite's own functions from GRDB, header names from Hummingbird.
    static let comesAlong: Set<String> = ["GRDBSQLite", "HTTPTypes"]

    /// What the toolchain brings. The engine gets less: no I/O, no clock, no Foundation.
    static let toolchain: Set<String> = [
        "Swift", "Foundation", "FoundationEssentials", "FoundationInternationalization", "_FoundationICU", "Glibc", "Musl", "Darwin", "Dispatch",
        "Synchronization", "RegexBuilder",
    ]
    static let toolchainOfEngine: Set<String> = ["Swift", "Glibc", "Musl", "Darwin", "Synchronization"]

    /// What only one module may import, in the product and in its tests alike.
    static let onlyDoor: [(library: String, module: String)] = [
        ("GRDB", "StorageSQLite"), ("GRDBSQLite", "StorageSQLite"), ("Crypto", "Sealing"), ("CSodium", "Sealing"), ("CGraphics", "Images"),
        ("CPostgres", "StoragePostgres"), ("CZip", "Workbooks"), ("CExpat", "Workbooks"),
        ("Hummingbird", "App"), ("HTTPTypes", "App"), ("NIOCore", "App"),
        ("NIOPosix", "App"), ("ArgumentParser", "Main"),
    ]

    @Test("a module imports only what stands below it")
    func imports() {
        let allowed = Dictionary(uniqueKeysWithValues: Self.house.map { ($0.module, $0.mayImport) })
        var offences: [String] = []
        for file in Repository.sources {
            guard let mayImport = allowed[file.module] else {
                offences.append("\(file.path): no module named \(file.module) in the table of ArrowsTests")
                continue
            }
            let given = file.module == "Engine" ? Self.toolchainOfEngine : Self.toolchain
            for (number, module) in file.swift.imports where !mayImport.contains(module) && !given.contains(module) {
                offences.append("\(file.path):\(number): \(file.module) may not import \(module)")
            }
        }
        let words = advice(
            "An arrow points upward or out of the house. Move the code to the module it belongs to, or ask for the value as an argument:", offences)
        #expect(offences.isEmpty, Comment(rawValue: words))
    }

    @Test("the table names each module after everything that it may import")
    func downward() {
        let ours = Set(Self.house.map(\.module))
        var below: Set<String> = []
        for (module, mayImport) in Self.house {
            let above = mayImport.intersection(ours).subtracting(below)
            #expect(above.isEmpty, "\(module) stands below \(above.sorted()) in ArrowsTests.house: turn the arrow round")
            below.insert(module)
        }
    }

    @Test("Package.swift gives each module exactly what the table allows")
    func mirrorsPackage() throws {
        let package = try #require(Repository.files.first { $0.path == "Package.swift" }).text
        for (module, mayImport) in Self.house where !module.hasPrefix("C") {
            let start = try #require(
                package.firstRange(of: "arget(name: \"\(module)\"") ?? package.firstRange(of: "name: \"\(module)\",\n            dependencies"),
                "Package.swift has no target named \(module)"
            )
            let rest = package[start.lowerBound...]
            let target = rest.prefix(upTo: rest.firstRange(of: "swiftSettings")?.lowerBound ?? rest.endIndex)
            var named: Set<String> = []
            if let list = target.firstRange(of: "dependencies: [") {
                let inside = target[list.upperBound...].prefix { $0 != "]" }
                for piece in inside.split(separator: "\n").flatMap({ $0.split(separator: ",") }) where !piece.contains("package:") {
                    let parts = piece.split(separator: "\"", omittingEmptySubsequences: false)
                    if parts.count >= 2 { named.insert(String(parts[1])) }
                }
            }
            // GRDBSQLite is SQLite's own functions, as GRDB hands them on.
            #expect(
                named == mayImport.subtracting(["GRDBSQLite"]),
                "Package.swift and ArrowsTests.house differ on \(module): change the one that is wrong")
        }
    }

    @Test("an outside library has one door", arguments: onlyDoor.map(\.library))
    func oneDoor(library: String) throws {
        let door = try #require(Self.onlyDoor.first { $0.library == library }).module
        let offences = Repository.allSwift.filter { $0.module != door }.flatMap { file in
            file.swift.imports.filter { $0.module == library }.map { "\(file.path):\($0.number)" }
        }
        #expect(offences.isEmpty, Comment(rawValue: advice("Only \(door) may import \(library). Go through \(door):", offences)))
    }
}
