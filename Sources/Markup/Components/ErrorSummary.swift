public import Words

/// What is to be mended, at the top of the page, each a link into its field.
public struct ErrorSummary: Component {
    /// A problem; `field` is the id of its field (its name, unless another id was given), nil when it belongs to none.
    public struct Item: Sendable {
        public var field: String?
        public var sentence: String
        /// Whether the sentence says too little without the question of its field (`QuestionNames`).
        public var needsQuestion: Bool

        public init(field: String?, _ sentence: String, needsQuestion: Bool = false) {
            self.field = field
            self.sentence = sentence
            self.needsQuestion = needsQuestion
        }
    }

    /// What does not come back into the page and has to be given once more.
    public enum Lost: Sendable {
        case nothing
        /// A passphrase, which is never written into a page.
        case secret
        /// A picture or another file, which no page can choose for anybody.
        case file
    }

    var items: [Item]
    var lost: Lost
    var say: Wording

    /// Prints nothing when there is nothing to mend.
    public init(_ items: [Item], lost: Lost = .nothing, say: Wording) {
        self.items = items
        self.lost = lost
        self.say = say
    }

    private var kept: String {
        switch lost {
        case .nothing: say("markup.problems.kept")
        case .secret: say("markup.problems.kept.butSecret")
        case .file: say("markup.problems.kept.butFile")
        }
    }

    public var html: HTML {
        guard !items.isEmpty else { return .empty }
        let list = HTML.each(items) { item in
            if let field = item.field {
                "<li><a href=\"\(href: Anchor(field))\"\(flag: "data-question", item.needsQuestion)>\(item.sentence)</a></li>"
            } else {
                "<li>\(item.sentence)</li>"
            }
        }
        return """
            <div class="notice notice-danger" id="problems" role="alert" tabindex="-1" aria-labelledby="problems-title">\
            <h2 id="problems-title" class="notice-title">\(say("markup.problems.title", ["count": .count(items.count)]))</h2><ul>\(list)</ul>\
            <p>\(kept)</p></div>

            """
    }
}
