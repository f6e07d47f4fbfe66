import Testing

/// Every word that a page shows comes out of a catalog: none stands in the sources of pages and components.
@Suite struct PageWordsTests {
    /// Words with a space between them that no page shows: classes, headers, what a crash says, what a key is made for.
    static let neverShown: Set<String> = [
        "button button-", "field field-bad", "a page outside every group asked for its group", "sign-in link",
    ]

    /// The sources of what people see. The style guide shows made-up words, and the check of markup speaks to those who write it.
    private static var pages: [SourceFile] {
        Repository.sources.filter { file in
            ["Web", "Markup"].contains(file.module) && !file.path.contains("/Guide/") && !file.path.contains("/Check/")
        }
    }

    /// What of a literal's line could be read on a page: text between tags, and words with a space between them.
    static func shown(_ literal: String) -> [String] {
        guard !neverShown.contains(literal) else { return [] }
        let betweenTags = literal.matches(of: />([^<>]*)</).map { String($0.1) }.filter { $0.contains(/[A-Za-z]{2}/) }
        let withoutTags = literal.replacing(/<[^>]*>?/, with: " ").replacing(/[\w-]+=\u{22}[^\u{22}]*\u{22}?/, with: " ").replacing(
            /&[a-z#0-9]+;/, with: " ")
        // Header values, and the ends of tags that go over several lines.
        guard !withoutTags.contains(where: { "=;>{}".contains($0) }) else { return betweenTags }
        return betweenTags + (withoutTags.contains(/[A-Za-z]{2,}[,;:.]? +[A-Za-z]{2,}/) ? [withoutTags] : [])
    }

    @Test("no page holds a sentence of its own: every one is a key of the catalogs")
    func sentences() {
        let offences = Self.pages.flatMap { file in file.places(in: file.swift.literals) { !Self.shown($0).isEmpty } }
        #expect(offences.isEmpty, Comment(rawValue: advice("Put these words into the catalogs and say their key:", offences)))
        #expect(Self.pages.count > 100)
    }

    @Test(
        "a sentence is found as a literal, between tags and in an attribute's place",
        arguments: [
            "Please try again", "<h1>Board</h1>", "<p>Nothing is waiting here</p>", "<button class=\"x\">Send</button>", "<b></b> and then",
        ]
    )
    func found(literal: String) { #expect(!Self.shown(literal).isEmpty) }

    @Test(
        "markup, keys, classes and headers are let through",
        arguments: [
            "<div class=\"notice notice-\" role=\"status\"></div>", "board.title", "button button-", "text/html; charset=utf-8", "&nbsp;",
            "novalidate data-once>",
        ]
    )
    func letThrough(literal: String) { #expect(Self.shown(literal).isEmpty) }
}
