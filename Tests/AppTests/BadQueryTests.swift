import Foundation
import Testing

@testable import App
@testable import Web

/// Every page of the demo town under every name that any page reads from its address, with values that no link of ours carries.
@Suite struct BadQueryTests {
    /// What pages read after the question mark; `everyNameIsHere` fails when one is missing.
    private static let names = [
        "ask", "category", "entry", "find", "holder", "in", "kind", "language", "month", "order", "page", "pot", "queue", "saved", "size", "undo",
        "urgency", "v", "was", "zone",
    ]
    private static let values = [
        "", "0", "-1", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e308", "nan", "99999-99", "0000-00", "9999-12",
        "\u{0}", "%", "'\"><script>alert(1)</script>", "../../etc/passwd", "\u{202E}x", String(repeating: "x", count: 5_000),
    ]

    @Test("every page answers whatever stands in its query, and what stands there is never markup", .timeLimit(.minutes(15)))
    func everyPage() async throws {
        let town = try await BrokenTown.make()
        var asked = 0
        for stop in town.tour.pages {
            for name in Self.names {
                for value in Self.values {
                    let answer = await town.get(stop.site.path, [name: value])
                    asked += 1
                    #expect(answer.status < 500, "\(stop.site.path)?\(name)=\(value.prefix(40)): \(answer.status)")
                    #expect(!answer.text.contains("<script>alert"), "\(stop.site.path)?\(name)")
                }
            }
        }
        #expect(asked > 10_000, "only \(asked) addresses")
        try town.close()
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
