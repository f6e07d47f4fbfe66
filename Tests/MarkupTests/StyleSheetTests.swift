import Foundation
import Testing

/// The style sheet stays small, and understood by the browsers of old phones.
@Suite struct StyleSheetTests {
    private static let assets = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/Web/Assets").standardized

    private func text(_ name: String) throws -> String { try String(contentsOf: Self.assets.appending(path: name), encoding: .utf8) }

    private static let sheets = ["alongside.css", "desk.css"]

    @Test("3.15 (web) the style sheet weighs at most 24 KB, what only the desk needs 8 KB more, each script under 3 KB")
    func weight() throws {
        #expect(try text("alongside.css").utf8.count <= 24 * 1024)
        #expect(try text("desk.css").utf8.count <= 8 * 1024)
        for script in ["quick-exit.js", "copy.js", "keys.js", "once.js", "show.js"] { #expect(try text(script).utf8.count < 3 * 1024, "\(script)") }
    }

    @Test("directions are logical: the same rules serve right-to-left", arguments: sheets)
    func logical(sheet: String) throws {
        let css = try text(sheet)
        let physical =
            /[ ;{](?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|(?:min-|max-)?(?:width|height)|text-align: ?(?:left|right))\s*:/
        // Media queries have no logical names.
        let rules = css.split(separator: "\n").filter { !$0.hasPrefix("@media") }.joined(separator: "\n")
        #expect(rules.matches(of: physical).map { String($0.output) } == [])
        #expect(!rules.contains("text-align: left") && !rules.contains("text-align: right"))
    }

    @Test("colours stand in the tokens and nowhere else")
    func colours() throws {
        let css = try text("alongside.css")
        let start = try #require(css.range(of: "/* ---------- base")?.lowerBound)
        let end = try #require(css.range(of: "@media print")?.lowerBound)
        let colour = /#[0-9a-fA-F]{3,8}\b/
        #expect(css[start..<end].matches(of: colour).map { String($0.output) } == [])
        #expect(try text("desk.css").matches(of: colour).map { String($0.output) } == [])
    }

    @Test(
        "nothing that old browsers drop: no nesting, layers, :has, or mixed colours",
        arguments: ["@layer", "@container", ":has(", ":is(", "&", "color-mix", "oklch", "light-dark"])
    func baseline(feature: String) throws {
        for sheet in Self.sheets {
            // What stands behind a question whether the browser knows it is for those that do; without it the page is whole.
            let css = try text(sheet).replacing(/\/\*[^*]*\*\//, with: "").replacing(/(?m)^@supports selector\(:has\(a\)\) \{.*$/, with: "")
            #expect(!css.contains(feature), "\(sheet)")
        }
    }

    @Test(
        "it has styles for print, for less motion, for forced colours and for the dark",
        arguments: [
            "@media print", "(prefers-reduced-motion: reduce)", "(forced-colors: active)", "(prefers-color-scheme: dark)", ":focus-visible",
        ])
    func settings(query: String) throws {
        #expect(try text("alongside.css").contains(query))
    }
}
