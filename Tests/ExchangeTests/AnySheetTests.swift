import Alongside
import Foundation
import Kernel
import Testing

@testable import Exchange

@Suite("A sheet of any making") struct AnySheetTests {
    private static let rows = [
        "Name,Phone,What do you need?,Details", "Ann,0151 496 0001,Groceries,Milk", "Ñu,0151 496 0002,Groceries,Café",
        "Cem,0151 496 0003,Groceries,Bread",
    ]

    private static func text(_ separator: String, _ end: String) -> String {
        rows.map { $0.replacing(",", with: separator) }.joined(separator: end) + end
    }

    private static let writings: [(bytes: [UInt8], encoding: String, delimiter: String)] = [
        (Array(text(",", "\n").utf8), "utf-8", ","), (Array(text(";", "\r\n").utf8), "utf-8", ";"), (Array(text("\t", "\r").utf8), "utf-8", "\t"),
        ([0xEF, 0xBB, 0xBF] + Array(text("|", "\n").utf8), "utf-8-bom", "|"),
        ([0xFF, 0xFE] + text("\t", "\r\n").utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, "utf-16le", "\t"),
        ([0xFE, 0xFF] + text(",", "\n").utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, "utf-16be", ","),
        (text(",", "\n").unicodeScalars.map { UInt8($0.value) }, "windows-1252", ","),
    ]

    @Test("3.15 (import) any encoding, delimiter and line end is recognised and said", arguments: writings.indices)
    func writing(index: Int) async throws {
        let (bytes, encoding, delimiter) = Self.writings[index]
        let scene = try await ImportScene()
        let summary = try await scene.run(bytes)
        #expect((summary.rows, summary.asks, summary.skipped.count) == (3, 3, 0))
        #expect((summary.format, summary.encoding, summary.delimiter) == ("csv", encoding, delimiter))
        #expect(try await scene.asks().contains { $0.details.words.contains("Café") && $0.face.alias == "Ñu" })
    }

    @Test(
        "3.15 (import) a workbook is read as it is: the sheet that looks like a group's, its titles, headings that come twice and totals left out",
        arguments: ["asks.xlsx", "asks.ods"])
    func workbook(file: String) async throws {
        let scene = try await ImportScene()
        let summary = try await scene.run(Fixture.bytes(file))
        #expect((summary.rows, summary.asks, summary.people) == (6, 5, 5))
        #expect(summary.skipped == [.init(row: 11, reason: "phone")])
        #expect(
            (summary.format, summary.sheet, summary.headingRow, summary.delimiter) == (String(file.suffix(4).drop { $0 == "." }), "Asks 2026", 4, ""))
        #expect(summary.forbidden == ["Immigration status": "immigration"])
        let asks = try await scene.asks()
        #expect(asks.map(\.face.alias).sorted() == (1...5).map { "Neighbour \($0)" })
        #expect(Set(asks.map(\.ask.createdAt)).count == 5)
        #expect(asks.allSatisfy { !$0.details.words.contains("SECRET") })
    }

    @Test("a sheet of a workbook is read by its name, hidden ones too; one that is not there is said")
    func named() throws {
        let source = SheetSource.bytes(try Fixture.bytes("asks.xlsx"))
        let old = try SheetSurvey.of(source, usual: .dayFirst, tab: "old ASKS")
        #expect((old.tabName, old.rows, old.headings.count) == ("Old asks", 1, 7))
        let recent = try SheetSurvey.of(source, usual: .dayFirst)
        #expect(recent.tabName == "Asks 2026")
        #expect(old.fingerprint != recent.fingerprint)
        #expect(throws: Problem.invalid("file", "import.problem.tab", ["name": "Offers"])) {
            try SheetSurvey.of(source, usual: .dayFirst, tab: "Offers")
        }
    }

    @Test("the dry run of a workbook says the same as the import, and writes nothing")
    func dry() async throws {
        let scene = try await ImportScene()
        let bytes = try Fixture.bytes("asks.ods")
        let dry = try await scene.run(bytes, dryRun: true)
        #expect(try await scene.count("import_batch") == 0)
        let real = try await scene.run(bytes)
        #expect((dry.rows, dry.asks, dry.skipped, dry.columns) == (real.rows, real.asks, real.skipped, real.columns))
        #expect(dry.batch == nil && real.batch != nil)
        await #expect(throws: Problem.invalid("again", "import.problem.same")) { _ = try await scene.run(bytes) }
    }
}

@Suite("What stands around the rows of a sheet") struct SheetFrameTests {
    private func frame(_ rows: [String]) throws -> (frame: SheetFrame, held: [Int]) {
        let read = try CSVReader.rows(Array(rows.joined(separator: "\n").utf8))
        let frame = try #require(SheetFrame(read))
        return (frame, read.filter { frame.holds($0) }.map(\.line))
    }

    @Test("the first row is the heading, whatever it says, unless it is a title")
    func first() throws {
        #expect(try frame(["Naam,Telefoon,Wat", "Ann,12,phone me", "Bo,13,needs food"]).held == [2, 3])
        let titled = try frame(["Elm Street", "", "as of today,,", "Name,Phone,What do you need?", "Ann,12,food"])
        #expect(titled.frame.headings == ["Name", "Phone", "What do you need?"])
        #expect(titled.frame.headingLine == 4 && titled.held == [5])
        #expect(try frame(["Name", "Ann"]).held == [2])
    }

    @Test("of two rows of headings the one with names of columns is read")
    func spanning() throws {
        let spanned = try frame(["Who,,Help,", "Name,Phone,What do you need?,Status", "Ann,12,food,New"])
        #expect(spanned.frame.headings[0] == "Name" && spanned.held == [3])
        let wide = try frame(["Contact,data,Help,stuff", "Name,Phone,What do you need?,Status", "Ann,12,food,New"])
        #expect(wide.frame.headings[0] == "Name" && wide.held == [3])
    }

    @Test("a row that looks like headings does not win against them")
    func data() throws {
        let read = try frame(["Name,Phone,Need", "Name Less,0151 496 0001,phone number", "Bo,12,food"])
        #expect(read.frame.headingLine == 1 && read.held == [2, 3])
    }

    @Test(
        "headings that come once more and totals are no rows; somebody called Total is",
        arguments: [
            ("Total,,12", false), ("Grand total:,3,4.50", false), ("TOTAL 12,,", false), ("الإجمالي,,١٢", false), ("Suma,12,", false),
            ("Name,Phone,Need", false), ("Total Stranger,0151 496 0001,food", true), ("Total,0151 496 0001,food", true), ("Ann,,", true),
        ])
    func between(row: String, isHeld: Bool) throws {
        let read = try frame(["Name,Phone,Need", "Bo,12,food", row, "Cem,13,food"])
        #expect(read.held == (isHeld ? [2, 3, 4] : [2, 4]))
    }
}
