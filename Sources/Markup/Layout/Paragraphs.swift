/// What a person wrote, with its line breaks, each paragraph in its own direction.
public struct Paragraphs: Component {
    var text: String

    public init(_ text: String) { self.text = text }

    public var html: HTML {
        let paragraphs = text.split(whereSeparator: \.isNewline)
        return HTML.each(paragraphs) { "<p dir=\"auto\">\(String($0))</p>" }
    }
}
