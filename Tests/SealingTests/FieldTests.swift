import Kernel
import Testing

@testable import Sealing

@Suite struct FieldTests {
    private func sample() -> FieldWriter {
        var line = FieldWriter()
        line.text(1, "bread")
        line.integer(2, 3)
        var record = FieldWriter()
        record.text(1, "Añil 🍞")
        record.text(2, nil)
        record.text(3, "")
        record.integer(4, .min)
        record.integer(5, .max)
        record.integer(6, -1)
        record.bytes(7, [0, 255])
        record.flag(8, true)
        record.flag(9, false)
        record.number(10, -51.5074)
        record.list(11, [line, FieldWriter(), line])
        record.texts(12, ["en", "ar"])
        record.text(255, "last")
        return record
    }

    @Test("all kinds come back as they were")
    func roundTrip() throws {
        let read = try FieldReader(sample().bytes)
        #expect(read.text(1) == "Añil 🍞" && read.text(2) == nil && read.text(3)?.isEmpty == true)
        #expect(read.integer(4) == .min && read.integer(5) == .max && read.integer(6) == -1)
        #expect(read.bytes(7) == [0, 255] && read.flag(8) && !read.flag(9) && !read.flag(99) && read.integer(9) == 0)
        #expect(read.number(10) == -51.5074 && read.texts(12) == ["en", "ar"] && read.text(255) == "last")
        let lines = read.list(11)
        #expect(lines.count == 3 && lines[2].text(1) == "bread" && lines[2].integer(2) == 3 && lines[1].text(1) == nil)
    }

    @Test("a tag read as another kind is absent, not wrong")
    func otherKind() throws {
        let read = try FieldReader(sample().bytes)
        #expect(read.integer(1) == nil && read.text(4) == nil && read.list(1).isEmpty && read.number(1) == nil && read.bytes(11) == nil)
    }

    @Test("a newer version's tags are skipped")
    func unknownTags() throws {
        var newer = FieldWriter()
        newer.list(200, [sample()])
        newer.number(201, 1)
        newer.text(1, "kept")
        #expect(try FieldReader(newer.bytes).text(1) == "kept")
        #expect(try FieldReader([]).text(1) == nil)
    }

    @Test("whoever looks at everything finds each text and each run of bytes, also in records inside the record")
    func runs() throws {
        let runs = try FieldReader(sample().bytes).runs
        for text in ["Añil 🍞", "bread", "en", "ar", "last"] { #expect(runs.contains(Array(text.utf8)), "\(text)") }
        #expect(runs.contains([0, 255]) && runs.count(where: { $0 == Array("bread".utf8) }) == 2)
    }

    @Test("every cut in the middle of a field is told; no input crashes")
    func anyBytes() throws {
        let whole = sample().bytes
        for count in whole.indices {
            do { _ = try FieldReader(Array(whole[..<count])) } catch { #expect(error == .damaged) }
        }
        var text = FieldWriter()
        text.text(1, "bread")
        for count in 1..<text.bytes.count { #expect(throws: SealingFault.damaged) { try FieldReader(Array(text.bytes[..<count])) } }
        let random = SeededRandomness(seed: 7)
        for _ in 0..<20_000 {
            var bytes = random.below(2) == 0 ? random.bytes(random.below(60)) : whole
            for _ in 0..<random.below(4) where !bytes.isEmpty { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            guard let read = try? FieldReader(bytes) else { continue }
            for tag in UInt8.min...UInt8(20) { _ = (read.text(tag), read.integer(tag), read.bytes(tag), read.list(tag), read.number(tag)) }
        }
    }

    @Test("lists inside lists end at a depth")
    func depth() {
        var record = FieldWriter()
        record.text(1, "deep")
        for _ in 0..<20 {
            var outer = FieldWriter()
            outer.list(1, [record])
            record = outer
        }
        #expect(throws: SealingFault.damaged) { try FieldReader(record.bytes) }
    }

    @Test("lengths and numbers beyond 64 bits are damage")
    func varints() {
        let long = [UInt8](repeating: 0xFF, count: 9)
        #expect(throws: SealingFault.damaged) { try FieldReader([0x05] + long + [0x01]) }
        #expect(throws: SealingFault.damaged) { try FieldReader([0x04] + long + [0x02]) }
        #expect(throws: SealingFault.damaged) { try FieldReader([0x07, 0x00]) }
        #expect(throws: Never.self) { try FieldReader([0x04] + long + [0x01]) }
    }
}
