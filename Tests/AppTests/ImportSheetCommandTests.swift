import Alongside
import Foundation
import Kernel
import Storage
import Synchronization
import TestKit
import Testing

@testable import App

@Suite("alongside import") struct ImportSheetCommandTests {
    /// What the command wrote to each of its two outputs.
    private final class Heard: Sendable {
        private let said = Mutex<[String]>([])
        private let told = Mutex<[String]>([])
        var console: Console {
            Console(say: { line in self.said.withLock { $0.append(line) } }, tell: { line in self.told.withLock { $0.append(line) } })
        }
        var answer: [String] { said.withLock { $0 } }
        var progress: [String] { told.withLock { $0 } }
    }

    private static let sheet = """
        Name,Phone,What do you need?,Status,Immigration status
        Ann,0151 496 0001,Groceries,New,SECRETPAPERS
        Bob,12,Groceries,New,SECRETPAPERS
        Cem,0151 496 0003,Pets,New,SECRETPAPERS
        """

    private func write(_ text: String, _ world: World, _ name: String = "old.csv") throws -> String {
        let path = world.folder + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @discardableResult
    private func run(
        _ file: String, _ world: World, group: String = "riverside", dryRun: Bool = false, json: Bool = false, again: Bool = false,
        problems: String? = nil
    ) async throws -> Heard {
        let heard = Heard()
        try await ImportSheetCommand(file: file, group: group, dryRun: dryRun, json: json, again: again, problems: problems)
            .run(on: world.open, heard.console)
        return heard
    }

    private func count(_ table: String, _ world: World) async throws -> Int? { try await world.open.number("SELECT count(*) FROM \(table)") }

    @Test("3.15 (import): a dry run as JSON is one object on standard output, and writes nothing")
    func json() async throws {
        let world = try await World()
        let heard = try await run(write(Self.sheet, world), world, dryRun: true, json: true)
        #expect(heard.answer.count == 1)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(heard.answer[0].utf8)) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "dryRun", "rows", "asks", "offers", "people", "duplicates", "past", "skipped", "columns", "forbidden", "format",
                "encoding", "delimiter", "layout", "headingRow",
            ])
        #expect(object["rows"] as? Int == 3 && object["asks"] as? Int == 2 && object["dryRun"] as? Bool == true)
        let skipped = try #require(object["skipped"] as? [[String: Any]])
        #expect(skipped.count == 1 && skipped[0]["row"] as? Int == 3 && skipped[0]["reason"] as? String == "phone")
        let columns = try #require(object["columns"] as? [String: Any])
        #expect(columns.compactMapValues { $0 as? String } == ["Name": "name", "Phone": "phone", "What do you need?": "kinds", "Status": "status"])
        #expect(columns["Immigration status"] is NSNull)
        #expect(object["forbidden"] as? [String: String] == ["Immigration status": "immigration"])
        #expect(object["encoding"] as? String == "utf-8" && object["delimiter"] as? String == "," && object["layout"] as? String == "asks")
        for table in ["ask", "import_batch"] { #expect(try await count(table, world) == 0) }
        #expect(heard.progress.contains("Read 100 % of the file."))

        let real = try await run(write(Self.sheet, world), world, json: true)
        let made = try #require(try JSONSerialization.jsonObject(with: Data(real.answer[0].utf8)) as? [String: Any])
        #expect(made["batch"] is String && made["dryRun"] as? Bool == false)
        #expect(try await count("ask", world) == 2)
        #expect(real.progress.last == "Took in 100 % of 3 rows.")
    }

    @Test("said in words: the counts, what is never read, and each row with a problem")
    func words() async throws {
        let world = try await World()
        let heard = try await run(write(Self.sheet, world), world)
        #expect(heard.answer[0] == "3 rows: 2 asks, 0 offers, 2 new people, 0 over long ago, 0 the same as one above, 1 with a problem.")
        #expect(heard.answer[1].hasPrefix("Not read: \"Immigration status\""))
        #expect(heard.answer[2].hasPrefix("Line 3: ") && heard.answer.count == 3)
        #expect(!heard.answer.joined().contains("SECRET") && !heard.answer.joined().contains("Bob"))
    }

    @Test("every row with a problem is listed, however many there are", arguments: [true, false])
    func all(dryRun: Bool) async throws {
        let world = try await World()
        let rows = (1...1_100).map { "Neighbour \($0),12,Groceries \($0)" }.joined(separator: "\n")
        let heard = try await run(write("Name,Phone,What do you need?\n" + rows, world), world, dryRun: dryRun, json: true)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(heard.answer[0].utf8)) as? [String: Any])
        #expect((object["skipped"] as? [[String: Any]])?.compactMap { $0["row"] as? Int } == Array(2...1_101))
    }

    @Test("rows with a problem go to a file that only its owner reads, without what is never read", arguments: [true, false])
    func problems(dryRun: Bool) async throws {
        let world = try await World()
        let path = world.folder + "/mend.csv"
        try await run(write(Self.sheet, world), world, dryRun: dryRun, problems: path)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("3,") && text.contains("Bob,12,Groceries") && !text.contains("Ann") && !text.contains("SECRET"))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("an unknown group, a file that is none, one that came before and a place that cannot be written are one line each, and nothing stays")
    func refusals() async throws {
        let world = try await World()
        let file = try write(Self.sheet, world)
        #expect(await refusal { try await run(file, world, group: "nowhere") } == "There is no group \"nowhere\" here.")
        let zip = try write("PK\u{3}\u{4}zip", world, "book.xlsx")
        #expect(await refusal { try await run(zip, world) }.contains("no sheet that we can read"))
        #expect(await !refusal { try await run(write("Shoe size\n43", world, "shoes.csv"), world) }.isEmpty)
        #expect(await refusal { try await run(file, world, problems: world.folder + "/none/mend.csv") }.contains("cannot be written"))
        #expect(await refusal { try await run(file, world, problems: file) }.contains("cannot be written"))
        for table in ["ask", "import_batch"] { #expect(try await count(table, world) == 0) }
        try await run(file, world)
        #expect(await refusal { try await run(file, world) }.contains("--again"))
        try await run(file, world, again: true)
        #expect(try await count("ask", world) == 4)
    }
}
