import Foundation
import ProgramKit
import TestKit
import Testing

@testable import Exchange

/// Archives as every system unpacks them.
@Suite struct TarFileTests {
    private static let files: [(String, [UInt8])] = [
        ("description.json", Array("{}".utf8)), ("ask-0001.csv", [UInt8](repeating: 65, count: 512)), ("pictures/one.picture", []),
        ("person-0001.csv", (0..<70_000).map { UInt8(truncatingIfNeeded: $0) }),
    ]

    private func archive() -> [UInt8] { Self.files.flatMap { TarFile.entry($0.0, $0.1, seconds: 1_773_136_800) } + TarFile.end }

    private func read(_ bytes: [UInt8], by count: Int, most: Int = 1 << 20) throws -> [(String, [UInt8])] {
        var rest = bytes[...]
        var reader = TarReader(most: most) {
            defer { rest = rest.dropFirst(count) }
            return rest.isEmpty ? nil : Array(rest.prefix(count))
        }
        var found: [(String, [UInt8])] = []
        while let file = try reader.file() { found.append(file) }
        return found
    }

    @Test("what was put in comes out, whatever pieces it comes in", arguments: [1, 511, 512, 4_096, 1 << 20])
    func roundTrip(count: Int) throws {
        let found = try read(archive(), by: count)
        #expect(found.map(\.0) == Self.files.map(\.0) && found.map(\.1) == Self.files.map(\.1))
    }

    @Test("the system's own tar unpacks it")
    func system() throws {
        let folder = TestFolder.fresh("tar")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(archive()).write(to: URL(filePath: folder + "/all.tar"))
        #expect(try StartedProgram("/bin/tar", ["-xf", folder + "/all.tar", "-C", folder]).end() == .exited(0))
        for (name, bytes) in Self.files { #expect(FileManager.default.contents(atPath: folder + "/" + name) == Data(bytes)) }
    }

    @Test("what is cut, changed or too long is refused")
    func refused() throws {
        let whole = archive()
        for count in [0, 100, 512, 1_000, whole.count - 1_024, whole.count - 1] {
            #expect(throws: TarReader.Fault.self, "cut at \(count)") { try read(Array(whole[..<count]), by: 4_096) }
        }
        var other = whole
        other[3] ^= 1
        #expect(throws: TarReader.Fault.self) { try read(other, by: 4_096) }
        #expect(throws: TarReader.Fault.self) { try read(whole + [1], by: 4_096) }
        #expect(throws: TarReader.Fault.self) { try read(whole, by: 4_096, most: 69_999) }
        for length in ["-0000000005", "+0000000002", "0000000009a", "77777777777"] {
            var header = whole
            header.replaceSubrange(124..<135, with: length.utf8)
            let sum = String(TarFile.checksum(Array(header[..<512])), radix: 8)
            header.replaceSubrange(148..<154, with: (String(repeating: "0", count: 6 - sum.count) + sum).utf8)
            #expect(throws: TarReader.Fault.self, "a length of \(length)") { try read(header, by: 4_096) }
        }
    }
}
