/// Numbers out of untrusted bytes; nil wherever the bytes end before the number does.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes)[...] }
    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }
    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var count: Int { bytes.count }

    func byte(at offset: Int) -> Int? {
        guard offset >= 0, offset < bytes.count else { return nil }
        return Int(bytes[bytes.startIndex + offset])
    }

    func big16(at offset: Int) -> Int? { number(at: offset, length: 2, littleEndian: false) }
    func big32(at offset: Int) -> Int? { number(at: offset, length: 4, littleEndian: false) }
    func little16(at offset: Int) -> Int? { number(at: offset, length: 2, littleEndian: true) }
    func little24(at offset: Int) -> Int? { number(at: offset, length: 3, littleEndian: true) }
    func little32(at offset: Int) -> Int? { number(at: offset, length: 4, littleEndian: true) }

    func number(at offset: Int, length: Int, littleEndian: Bool) -> Int? {
        guard offset >= 0, offset <= bytes.count - length else { return nil }
        var value = 0
        for index in 0..<length {
            let place = littleEndian ? length - 1 - index : index
            value = value << 8 | Int(bytes[bytes.startIndex + offset + place])
        }
        return value
    }

    func slice(from offset: Int, count: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else { return nil }
        return bytes[(bytes.startIndex + offset)..<(bytes.startIndex + offset + count)]
    }

    /// Whether the four letters (or fewer) stand at `offset`.
    func says(_ letters: StaticString, at offset: Int) -> Bool {
        guard let part = slice(from: offset, count: letters.utf8CodeUnitCount) else { return false }
        return letters.withUTF8Buffer { part.elementsEqual($0) }
    }
}
