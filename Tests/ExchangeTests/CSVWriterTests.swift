import Exchange
import Testing

@Suite struct CSVWriterTests {
    @Test(
        "a cell is never a formula",
        arguments: ["=1+1", "+44 20", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "＋1", "'=1", "=HYPERLINK(\"http://x\",\"y\")"]
    )
    func formulas(cell: String) throws {
        #expect(CSVWriter.neutralised(cell) == "'" + cell)
        #expect(CSVWriter.restored(CSVWriter.neutralised(cell)) == cell)
        var writer = CSVWriter()
        writer.add([cell, "x"])
        let text = String(decoding: writer.bytes.dropFirst(3), as: UTF8.self)
        #expect(text.hasPrefix("'") || text.hasPrefix("\"'"))
    }

    @Test("other cells stand as they are", arguments: ["Rosa", "3 - 4", "a@b.org", "", "O'Neil", "'tis", "1,5", "١٢"])
    func plain(cell: String) {
        #expect(CSVWriter.neutralised(cell) == cell)
        #expect(CSVWriter.restored(cell) == cell)
    }

    @Test("what is written reads back the same")
    func roundTrip() throws {
        let rows = [["Name", "Words"], ["Rosa", "one, \"two\"\nthree; four"], ["=cmd|' /C calc'!A0", "+44 20 7946 0958"], ["مريم", "🙏"]]
        var writer = CSVWriter()
        for row in rows { writer.add(row) }
        #expect(try CSVReader.rows(writer.bytes).map { $0.fields.map(CSVWriter.restored) } == rows)
    }
}
