import Foundation
import Testing

@testable import App
@testable import Web

/// Every page of the demo town under every name that any page reads from its address, with values that no link of ours carries.
@Suite struct BadQueryTests {
    /// What pages read after the question mark; `everyNameIsHere` fails when one is missing.
    private static let names = [
        "ask", "category", "entry", "find", "for", "from", "holder", "in", "kind", "language", "month", "order", "page", "pot", "queue", "saved",
        "size",
        "step",
        "undo",
        "urgency", "v", "was", "zone",
    ]
    private static let values = [
        "", "0", "-1", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e308", "nan", "99999-99", "0000-00", "9999-12",
        "\u{0}", "%", "'\"><script>alert(1)</script>", "../../etc/passwd", "\u{202E}x", String(repeating: "x", count: 5_000),
    ]

    @Test("every page answers whatever stands in its query, and what stands there is never markup", .timeLimit(.minutes(15)))
    func everyPage() async throws {
        let town = try await BrokenTown.make()
        // Reading changes nothing, so that two can walk through one town.
        let asked = await withTaskGroup(of: Int.self) { group in
            for half in 0..<2 {
                group.addTask {
                    var asked = 0
                    for (_, stop) in town.tour.pages.enumerated().filter({ $0.offset % 2 == half }) {
                        asked += await Self.spoil(stop.site.path, town)
                    }
                    return asked
                }
            }
            return await group.reduce(0, +)
        }
        #expect(asked > 10_000, "only \(asked) addresses")
        try town.close()
    }

    /// One page under every name with every value; how many addresses that were.
    private static func spoil(_ path: String, _ town: BrokenTown) async -> Int {
        for name in names {
            for value in values {
                let answer = await town.get(path, [name: value])
                #expect(answer.status < 500, "\(path)?\(name)=\(value.prefix(40)): \(answer.status)")
                #expect(!answer.text.contains("<script>alert"), "\(path)?\(name)")
            }
        }
        return names.count * values.count
    }

    @Test("every name that a page reads from its address is among those that are spoiled")
    func everyNameIsHere() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Sources/Web")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var read: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: /query\["([^"]+)"\]/) { read.insert(String(match.1)) }
        }
        #expect(read.count > 10)
        #expect(read.subtracting(Self.names).isEmpty, "\(read.subtracting(Self.names).sorted())")
    }
}
