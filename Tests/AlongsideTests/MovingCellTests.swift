import Kernel
import Sealing
import Storage
import Testing

@testable import Alongside

/// How a group's rows are written for another installation: each value comes back as it was.
@Suite struct MovingCellTests {
    private static let id: [UInt8] = Array(0..<16)
    private static let rows: [[Value]] = [
        [.null, .integer(0), .text(""), .bytes(id)],
        [.integer(.min), .integer(.max), .real(0.1), .real(-1e300)],
        [.text("Rosa \"la de enfrente\", 3.º B\r\nsegunda línea"), .text("=1+1"), .text("0x00"), .text("12")],
        [.bytes([]), .bytes([0, 255]), .text("نور\u{200F}"), .null],
        [.null, .null, .null, .null], [.real(3), .text("null"), .text("\u{0}"), .bytes([UInt8](repeating: 7, count: 32))],
    ]

    private func written(_ rows: [[Value]]) -> [UInt8] {
        var out: [UInt8] = []
        for row in rows { MovingCell.write(row, to: &out) }
        return out
    }

    @Test("every kind of value comes back exactly, and an empty text is not the absence of one")
    func roundTrip() {
        #expect(MovingCell.rows(written(Self.rows), width: 4) == Self.rows)
        #expect(MovingCell.rows(written([[.null]]), width: 1) == [[.null]])
        #expect(MovingCell.rows([], width: 3) == [])
        #expect(
            String(decoding: written([[.null, .text(""), .text("a\"b"), .integer(-5), .bytes(Self.id), .bytes([10])]]), as: UTF8.self)
                == ",\"\",\"a\"\"b\",-5,00010203-0405-0607-0809-0a0b0c0d0e0f,0x0a\n")
    }

    @Test("what is not written so is refused", arguments: ["a\n", "\"a", "\"a\"b\n", "1,2", "0xf\n", "0xzz\n", "--\n", "1;2\n", "TRUE\n"])
    func refused(text: String) { #expect(MovingCell.rows(Array(text.utf8), width: text.contains(",") ? 2 : 1) == nil) }

    @Test("a row of another width is refused where it stands, and so are other headings: what follows is not read")
    func width() {
        let endless = [UInt8](repeating: UInt8(ascii: ","), count: 4 << 20)
        #expect(MovingCell.rows(endless, width: 3) == nil)
        #expect(MovingCell.rows([UInt8](repeating: UInt8(ascii: "\n"), count: 1 << 20), width: 2) == nil)
        #expect(MovingCell.rows(Array("\"a\",\"b\"\n1,2\n".utf8), width: 2, headings: ["a", "b"])?.count == 2)
        #expect(MovingCell.rows(Array("\"a\",\"c\"\n1,2\n".utf8), width: 2, headings: ["a", "b"]) == nil)
    }

    @Test("a sealed record becomes columns with names and comes back with the same bytes, also with fields that have no name yet")
    func records() throws {
        var line = FieldWriter()
        line.text(1, "milk")
        line.flag(3, true)
        line.bytes(9, [0xFF, 0x00])
        var inner = FieldWriter()
        inner.integer(1, -4)
        var writer = FieldWriter()
        writer.text(1, "")
        writer.text(2, "+447700900123")
        writer.integer(7, -51_500_000)
        writer.list(9, [line, FieldWriter()])
        writer.text(19, "ring twice")
        writer.bytes(40, [0xC3, 0x28])
        writer.list(41, [inner])
        let record = MovingRecord(.askDetails)
        let cells = try record.cells(writer.bytes)
        #expect(cells.count == record.columns.count && cells[0] == 1)
        func cell(_ name: String) -> Value? { record.columns.firstIndex(of: name).map { cells[$0] } }
        #expect(cell("details.words") == .text("") && cell("details.phone") == .text("+447700900123") && cell("details.email") == .null)
        #expect(cell("details.lines") == .text(#"[{"9":{"hex":"ff00"},"must_have":1,"text":"milk"},{}]"#))
        #expect(cell("details.rest") == .text(#"{"40":{"hex":"c328"},"41":[{"1":-4}]}"#))
        #expect(try record.plain(cells[...]) == writer.bytes)
        #expect(try record.plain(record.none[...]) == nil)
        #expect(throws: MovingFault.changed) { try record.plain(cells.dropLast()) }
    }

    @Test("no column has a name twice, and every tag that is named is one", arguments: SealedColumn.allCases)
    func names(column: SealedColumn) {
        let names = SealedFieldNames.of(column)
        #expect(Set(names.map(\.name)).count == names.count && Set(names.map(\.tag)).count == names.count)
        #expect(names.allSatisfy { $0.name != "rest" })
        #expect(names.isEmpty == (column == .picture))
    }
}
