/// Nothing here yet, and what to do first.
public struct EmptyState: Component {
    var title: String
    var sentence: String
    var action: HTML

    public init(title: String, _ sentence: String, action: HTML = .empty) {
        self.title = title
        self.sentence = sentence
        self.action = action
    }

    public var html: HTML {
        "<div class=\"empty\">\(Mark())<p class=\"empty-title\">\(title)</p><p>\(sentence)</p>\(action)</div>\n"
    }
}
