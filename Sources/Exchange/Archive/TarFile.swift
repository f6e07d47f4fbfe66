/// The `ustar` archive of POSIX.1-1988, as far as plain files with short names go: what every system unpacks. Headers of 512 bytes, contents filled up to 512, two empty blocks at the end.
public enum TarFile {
    static let block = 512

    /// The header of one file and its content, filled up.
    ///
    /// `name` is ASCII and at most 100 bytes; `seconds` is when it was made, since 1970.
    public static func entry(_ name: String, _ content: [UInt8], seconds: Int64) -> [UInt8] {
        precondition(name.utf8.count <= 100 && name.utf8.allSatisfy { $0 < 128 }, "a name in an archive is short")
        var header = [UInt8](repeating: 0, count: block)
        func put(_ text: String, at start: Int) { header.replaceSubrange(start..<start + text.utf8.count, with: text.utf8) }
        func octal(_ number: Int64, _ width: Int) -> String {
            let digits = String(number, radix: 8)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        put(name, at: 0)
        put(octal(0o600, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(Int64(content.count), 11), at: 124)
        put(octal(max(0, seconds), 11), at: 136)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put(octal(checksum(header), 6), at: 148)
        header[155] = UInt8(ascii: " ")
        return header + content + [UInt8](repeating: 0, count: filling(content.count))
    }

    /// What stands behind the last file.
    public static let end = [UInt8](repeating: 0, count: 2 * block)

    /// The sum of a header's bytes, those of the sum itself counted as spaces.
    static func checksum(_ header: [UInt8]) -> Int64 {
        header.indices.reduce(0) { $0 + Int64((148..<156).contains($1) ? UInt8(ascii: " ") : header[$1]) }
    }

    static func filling(_ count: Int) -> Int { (block - count % block) % block }
}

/// Reads the files of an archive one after the other, from pieces of any length.
public struct TarReader {
    /// It is no such archive, or holds what ours never do.
    public struct Fault: Error {}

    private let next: () throws -> [UInt8]?
    private var waiting: [UInt8] = []
    private var start = 0
    private let most: Int

    /// `next` gives the next piece, nil after the last. A file of more than `most` bytes is refused.
    public init(most: Int = 64 << 20, next: @escaping () throws -> [UInt8]?) {
        self.most = most
        self.next = next
    }

    /// The next file; nil at the end, behind which nothing may stand.
    public mutating func file() throws -> (name: String, bytes: [UInt8])? {
        guard let header = try take(TarFile.block) else { throw Fault() }
        if header.allSatisfy({ $0 == 0 }) {
            guard let second = try take(TarFile.block), second.allSatisfy({ $0 == 0 }), try take(1) == nil else { throw Fault() }
            return nil
        }
        guard header[156] == UInt8(ascii: "0"), let sum = octal(header[148..<156]), sum == TarFile.checksum(header),
            let length = octal(header[124..<136]), length <= Int64(most)
        else { throw Fault() }
        let name = String(decoding: header[..<100].prefix { $0 != 0 }, as: UTF8.self)
        guard let content = try take(Int(length)), try take(TarFile.filling(Int(length))) != nil else { throw Fault() }
        return (name, content)
    }

    /// Digits from 0 to 7 and nothing else, a sign neither.
    private func octal(_ field: ArraySlice<UInt8>) -> Int64? {
        let digits = field.filter { $0 != 0 && $0 != UInt8(ascii: " ") }
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }) else { return nil }
        return Int64(String(decoding: digits, as: UTF8.self), radix: 8)
    }

    /// So many bytes; nil when there are fewer.
    private mutating func take(_ count: Int) throws -> [UInt8]? {
        while waiting.count - start < count {
            guard let piece = try next() else { return nil }
            if start > 0 {
                waiting.removeFirst(start)
                start = 0
            }
            waiting += piece
        }
        defer { start += count }
        return Array(waiting[start..<start + count])
    }
}
