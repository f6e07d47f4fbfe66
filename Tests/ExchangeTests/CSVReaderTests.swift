import Exchange
import Foundation
import Kernel
import Testing

@Suite struct CSVReaderTests {
    private func read(_ bytes: [UInt8]) throws -> [[String]] { try CSVReader.rows(bytes).map(\.fields) }
    private func read(_ text: String) throws -> [[String]] { try read(Array(text.utf8)) }

    @Test(
        "what RFC 4180 says",
        arguments: [
            ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
            ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
            ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
            ("a,\"b,c\"\n", [["a", "b,c"]]),
            ("a,\"say \"\"hello\"\"\"\n", [["a", "say \"hello\""]]),
            ("a,\"two\r\nlines\"\r\n", [["a", "two\nlines"]]),
            ("a,,\n", [["a", "", ""]]),
            ("a,\"\"\n", [["a", ""]]),
        ]
    )
    func standard(text: String, rows: [[String]]) throws {
        #expect(try read(text) == rows)
    }

    @Test(
        "what real sheets bring",
        arguments: [
            ("\u{FEFF}a,b\n", [["a", "b"]]),
            ("a;b;c\n1,5;2;3\n", [["a", "b", "c"], ["1,5", "2", "3"]]),
            ("a\tb\n1\t2, 3\n", [["a", "b"], ["1", "2, 3"]]),
            ("sep=;\na;b,c\n", [["a", "b,c"]]),
            ("sep=|\r\na|b\r\n", [["a", "b"]]),
            ("a,b\n\n  \n,,\n1,2\n\n", [["a", "b"], ["1", "2"]]),
            ("a,b,c\n1\n1,2,3,4\n", [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]),
            ("a, \"b, c\" ,d\n", [["a", "b, c", "d"]]),
            ("a 5\" pipe,b\n", [["a 5\" pipe", "b"]]),
            ("\"a\"b,c\n", [["ab", "c"]]),
            ("a\0,b\0\u{200B}\n", [["a", "b"]]),
            ("\u{A0} a \u{A0},b\n", [["a", "b"]]),
            ("", []),
        ]
    )
    func dirt(text: String, rows: [[String]]) throws {
        #expect(try read(text) == rows)
    }

    @Test("a question with commas does not choose the delimiter")
    func delimiter() throws {
        #expect(try read("\"Name, or alias\";Phone\n\"Rosa, Ana\";1\n") == [["Name, or alias", "Phone"], ["Rosa, Ana", "1"]])
        #expect(try read("only one column\nRosa\n") == [["only one column"], ["Rosa"]])
    }

    @Test("Windows-1252 and UTF-8 are told apart field by field")
    func windows() throws {
        let bytes = Array("Name,".utf8) + [0x4A, 0x6F, 0x73, 0xE9, 0x2C, 0x93, 0x68, 0x69, 0x94, 0x2C] + Array("José,€\n".utf8)
        #expect(try read(bytes) == [["Name", "José", "“hi”", "José", "€"]])
    }

    @Test("UTF-16 is read in both orders, with a mark and without, also across pieces", arguments: [true, false], [true, false])
    func wide(littleEndian: Bool, hasMark: Bool) throws {
        let text = (hasMark ? "\u{FEFF}" : "") + "Name,Words\r\nRosa,Thank you 🙏\r\nAna,ok\r\n"
        let bytes = text.utf16.flatMap { littleEndian ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try read(bytes) == [["Name", "Words"], ["Rosa", "Thank you 🙏"], ["Ana", "ok"]])
    }

    @Test("the pieces in which a sheet arrives make no difference")
    func pieces() throws {
        let random = SeededRandomness(seed: 3)
        for encoding in [String.Encoding.utf8, .utf16LittleEndian] {
            var text = "Name,Words\r\n"
            for row in 0..<4_000 { text += "Rosa \(row),\"Lentils, \"\"red\"\"\r\nand bread 🍞\"\r\n" }
            let bytes = [UInt8](try #require(text.data(using: encoding)))
            var reader = CSVReader()
            var rows: [SheetRow] = []
            var position = 0
            while position < bytes.count {
                let end = min(bytes.count, position + 1 + random.below(3_000))
                try reader.read(Array(bytes[position..<end])) { row throws(Problem) in rows.append(row) }
                position = end
            }
            try reader.finish { row throws(Problem) in rows.append(row) }
            #expect(rows.count == 4_001)
            #expect(rows.map(\.fields) == (try CSVReader.rows(bytes).map(\.fields)))
            #expect(rows[4_000].fields == ["Rosa 3999", "Lentils, \"red\"\nand bread 🍞"])
            #expect(rows[4_000].line == 8_000)
        }
    }

    @Test("each row knows the line on which it begins")
    func lines() throws {
        let rows = try CSVReader.rows(Array("a,b\n\n\"1\n2\n3\",x\r\n4,5\r6,7\n".utf8))
        #expect(rows.map(\.line) == [1, 3, 6, 7])
        #expect(try CSVReader.rows(Array("sep=;\na;b\n".utf8)).map(\.line) == [2])
    }

    @Test("a quote that is never closed is named with its line")
    func openQuote() {
        #expect(throws: Problem(.invalid, "problem.sheet.quote", ["line": "2"])) { try CSVReader.rows(Array("a,b\n1,\"two\n3,4\n".utf8)) }
        let long = Array("a,b\n1,\"two\n".utf8) + [UInt8](repeating: 0x61, count: CSVReader.fieldBytes + 1)
        #expect(throws: Problem(.invalid, "problem.sheet.field", ["line": "2"])) { try CSVReader.rows(long) }
    }

    @Test("500 columns are read, more are refused with their line")
    func columns() throws {
        let most = String(repeating: "a,", count: CSVReader.columns - 1) + "a\n"
        #expect(try read(most)[0].count == CSVReader.columns)
        #expect(throws: Problem(.invalid, "problem.sheet.columns", ["line": "2"])) {
            try CSVReader.rows(Array((most + String(repeating: "a,", count: CSVReader.columns) + "a\n").utf8))
        }
    }

    @Test("a column that a row lacks is empty")
    func missing() throws {
        let row = try #require(try CSVReader.rows(Array("a,b\n".utf8)).first)
        #expect(row[7].isEmpty && row.range(of: 7).isEmpty && row[-1].isEmpty)
    }

    @Test("a real list of 588 groups is read whole")
    func realList() throws {
        let rows = try CSVReader.rows(Fixture.bytes("NA_Mutual_Aid_Networks_2020-04-01.csv"))
        #expect(rows.count == 589)
        #expect(rows.allSatisfy { $0.count == 12 })
    }

    @Test("a real form is read whole")
    func realForm() throws {
        let rows = try CSVReader.rows(Fixture.bytes("rfg_submission_responses_template.csv"))
        #expect(rows.count == 2)
        #expect(rows[1][11] == "Food, pet care, clothing/laundry")
    }

    @Test("random bytes are read or refused, and never more")
    func fuzz() {
        let random = SeededRandomness(seed: 9)
        let signs: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x09, 0x00, 0xFF, 0xFE, 0xC3, 0x61]
        for _ in 0..<500 {
            let bytes = (0..<random.below(200)).map { _ in random.below(3) == 0 ? UInt8(random.below(256)) : random.pick(signs) }
            do {
                for row in try CSVReader.rows(bytes) { #expect(row.fields.count == row.count) }
            } catch {
                #expect(error.kind == .invalid)
            }
        }
    }
}
