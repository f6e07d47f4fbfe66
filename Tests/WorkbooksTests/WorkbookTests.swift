import Foundation
import Testing
import Workbooks

@Suite struct WorkbookTests {
    @Test("sheets are named as on their tabs, hidden ones said to be so, charts left out", arguments: ["openpyxl.xlsx", "libreoffice.xlsx"])
    func sheets(file: String) throws {
        let workbook = try Workbook.open(path: Fixture.path(file))
        #expect(workbook.format == .xlsx)
        // LibreOffice makes an empty sheet of a chart.
        #expect(workbook.sheets.map(\.name).prefix(3) == ["About us", "Asks & more", "Hidden"])
        #expect(workbook.sheets.map(\.isHidden).prefix(3) == [false, false, true])
        if file == "openpyxl.xlsx" { #expect(workbook.sheets.count == 3) }
    }

    @Test("an ODS names its sheets, too")
    func tables() throws {
        let workbook = try Workbook.open(path: Fixture.path("libreoffice.ods"))
        #expect(workbook.format == .ods)
        #expect(workbook.sheets.map(\.name).prefix(3) == ["About us", "Asks & more", "Hidden"])
        #expect(workbook.sheets.map(\.isHidden).prefix(3) == [false, false, true])
    }

    @Test(
        "the same sheet reads the same from every format: text, numbers, dates, times, yes and no, blank rows and cells far right",
        arguments: ["openpyxl.xlsx", "libreoffice.xlsx", "libreoffice.ods"])
    func same(file: String) throws {
        let rows = try Fixture.rows(file, sheet: 1)
        #expect(rows.map(\.number) == [1, 2, 4, 5])
        #expect(rows[0].cells == ["Date", "Name", "Phone", "What do you need?", "Done", "Time", "Dozen", "Cost"])
        #expect(
            rows[1].cells.prefix(8)
                == ["2026-03-15 22:49:40", "Ada Example", "5555550101", "milk\neggs", "TRUE", "09:05", "2.5", "0.3"])
        #expect(rows[1].cells.count == 28)
        #expect(rows[1].cells.last == "far right")
        #expect(rows[2].cells == ["2026-03-16", "José Ñandú 🥑", "+1 555 555 0102", "pan integral", "FALSE"])
        #expect(rows[3].cells.prefix(7) == ["2026-03-17", "نور", "00155555501 03", "حليب و بيض", "", "22:05:07", "12"])
        // A letter of a date inside quotes makes no date of a number.
        #expect(Double(rows[3].cells[7]) == 1e-5)
    }

    @Test("what somebody wrote beside a cell is not read as the cell")
    func comments() throws {
        for file in ["openpyxl.xlsx", "libreoffice.ods"] {
            #expect(!(try Fixture.rows(file, sheet: 1)).flatMap(\.cells).contains { $0.contains("Nobody reads this") })
        }
    }

    @Test("texts inside the cells, days counted from 1904, formulas with their results and errors without")
    func inline() throws {
        let rows = try Fixture.rows("inline.xlsx", sheet: 0)
        #expect(rows[1].cells == ["2026-03-15 22:49", "Ada Example", "5555550101", "milk and eggs"])
        #expect(rows[2].cells == ["", "Bo Example", "", "", "", "06:00"])
    }

    @Test("merged titles stand in their first cell")
    func titles() throws {
        let rows = try Fixture.rows("openpyxl.xlsx", sheet: 0)
        #expect(rows == [WorkbookRow(number: 2, cells: ["", "Elm Street neighbours"])])
    }

    @Test("a workbook in memory reads like one in a file")
    func memory() throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Fixture.path("openpyxl.xlsx"))))
        #expect(Workbook.mayBegin(bytes))
        let workbook = try Workbook.open(bytes: bytes)
        #expect(try Fixture.rows(workbook, sheet: 1) == Fixture.rows("openpyxl.xlsx", sheet: 1))
    }

    @Test(
        "what is no whole workbook is refused, and says why",
        arguments: [
            ("entities.xlsx", WorkbookFault.damaged), ("cut-off.xlsx", .damaged), ("no-texts.xlsx", .damaged), ("backwards.xlsx", .damaged),
            ("far-right.xlsx", .columns(row: 2)), ("long-cell.xlsx", .cell(row: 1)), ("no-book.xlsx", .notWorkbook), ("half.xlsx", .notWorkbook),
            ("flipped.xlsx", .damaged), ("bomb.xlsx", .big), ("letter.odt.zip", .notWorkbook), ("photographs.zip", .notWorkbook),
            ("repeated.ods", .damaged), ("make.py", .notWorkbook),
        ]
    )
    func broken(file: String, fault: WorkbookFault) throws {
        #expect(throws: fault) {
            let workbook = try Workbook.open(path: Fixture.path(file))
            for index in workbook.sheets.indices { _ = try Fixture.rows(workbook, sheet: index) }
        }
    }

    @Test("what an office locks with a password, and what it wrote long ago, is no archive and said to be locked")
    func locked() {
        let head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(Workbook.mayBegin(head))
        #expect(throws: WorkbookFault.locked) { try Workbook.open(bytes: head) }
    }

    @Test("no bytes crash it: each fixture with each of its bytes changed somewhere reads or is refused")
    func anyBytes() throws {
        for file in ["openpyxl.xlsx", "inline.xlsx", "libreoffice.ods"] {
            let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Fixture.path(file))))
            var read = 0
            var refused = 0
            for position in stride(from: 0, to: whole.count, by: 97) {
                var bytes = whole
                bytes[position] ^= 0xFF
                do {
                    let workbook = try Workbook.open(bytes: bytes)
                    for index in workbook.sheets.indices { _ = try Fixture.rows(workbook, sheet: index) }
                    read += 1
                } catch { refused += 1 }
            }
            #expect(read > 0 && refused > 0)
        }
    }
}

private enum Fixture {
    static func path(_ name: String, file: String = #filePath) -> String {
        URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path
    }

    static func rows(_ name: String, sheet: Int) throws -> [WorkbookRow] { try rows(Workbook.open(path: path(name)), sheet: sheet) }

    static func rows(_ workbook: Workbook, sheet: Int) throws -> [WorkbookRow] {
        let rows = try workbook.rows(of: workbook.sheets[sheet])
        var all: [WorkbookRow] = []
        while let some = try rows.next() { all += some }
        return all
    }
}
