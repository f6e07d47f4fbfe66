import Foundation
import Kernel
import Markup
import Testing
import Words

@Suite struct StyleGuideTests {
    @Test("every component stands in the style guide, well-formed and labelled, in every language", arguments: ["en", "es", "ar"])
    func isWellFormed(language: String) throws {
        let say = try Catalogs.load().wording(#require(LanguageTag(language)))
        let guide = styleGuide(say)
        #expect(MarkupCheck.findings(in: guide).map(\.description) == [])
        #expect(!guide.text.contains("⟦"))
        // A component put into a String instead of markup would print its Swift description.
        #expect(!guide.text.contains("Markup.") && !guide.text.contains("nil)"))
    }

    @Test("every component's class of its own is shown in the style guide")
    func isComplete() throws {
        let guide = styleGuide(try Catalogs.load().wording(.english)).text
        let marks = [
            "masthead", "menu", "leave", "tabs", "field", "choices", "tick", "hours", "with-unit", "list-editor", "shopping", "button button-danger",
            "pill pill-sky",
            "thread", "thread dense", "notice notice-kind", "card chosen", "facts", "empty", "meter near", "meter beyond", "table", "chart", "pager",
            "copy",
            "crisis", "codeword", "more", "undo", "person", "keys", "side-list", "rows",
        ]
        #expect(marks.filter { !guide.contains("class=\"\($0)") } == [])
    }

    /// The page itself, which stands around the style guide.
    private static let around: Set<String> = ["Document"]

    @Test("every component that there is stands in the style guide")
    func everyComponent() throws {
        let components = try Self.sources(below: "Sources/Markup").flatMap {
            $0.matches(of: /public struct (\w+)[^{]*: [^{]*\bComponent\b/).map { String($0.1) }
        }
        #expect(components.count > 40)
        let guide = try Self.sources(below: "Sources/Markup/Guide").joined().split(separator: "\n").filter { line in
            !line.drop(while: \.isWhitespace).hasPrefix("//")
        }.joined(separator: "\n")
        let words = Set(guide.split { !($0.isLetter || $0.isNumber) }.map(String.init))
        let missing = Set(components).subtracting(words).subtracting(Self.around)
        #expect(missing.isEmpty, "not in Sources/Markup/Guide: \(missing.sorted())")
    }

    @Test("every kind of a button, a pill, a notice and a line of text is shown in the style guide")
    func everyKind() throws {
        let guide = styleGuide(try Catalogs.load().wording(.english)).text
        let marks =
            Button.Kind.allCases.map { "class=\"button button-\($0.rawValue)" } + Pill.Tone.allCases.map { "class=\"pill pill-\($0.rawValue)\"" }
            + Notice.Kind.allCases.map { "class=\"notice notice-\($0.rawValue)\"" } + TextField.Kind.allCases.map { "type=\"\($0.rawValue)\"" }
        #expect(marks.filter { !guide.contains($0) } == [])
    }

    /// The text of every Swift file below a folder of the repository.
    private static func sources(below folder: String) throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(
            path: folder)
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        var texts: [String] = []
        for case let file as URL in files where file.pathExtension == "swift" { texts.append(try String(contentsOf: file, encoding: .utf8)) }
        return texts
    }
}
