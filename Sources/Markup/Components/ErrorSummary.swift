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

    var items: [Item]
    var losesSecret: Bool
    var say: Wording

    /// Prints nothing when there is nothing to mend. `losesSecret` where a passphrase has to be typed once more.
    public init(_ items: [Item], losesSecret: Bool = false, say: Wording) {
        self.items = items
        self.losesSecret = losesSecret
        self.say = say
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
            <h2 id="problems-title" class="notice-title">\(say("markup.problems.title"))</h2><ul>\(list)</ul>\
            <p>\(losesSecret ? say("markup.problems.kept.butSecret") : say("markup.problems.kept"))</p></div>

            """
    }
}
