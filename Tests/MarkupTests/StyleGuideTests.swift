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
}
