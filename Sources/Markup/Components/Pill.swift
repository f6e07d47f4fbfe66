/// A word or two that say how something stands. Its colour repeats what the words say.
public struct Pill: Component {
    /// Spruce: going well. Marigold: waiting. Brick: late or dangerous. Sky: information.
    public enum Tone: String, Sendable, CaseIterable {
        case spruce, marigold, brick, sky, plain
    }

    var text: String
    var tone: Tone
    var sign: String?

    /// `sign` is an emoji or a symbol before the text, not heard.
    public init(_ text: String, _ tone: Tone = .plain, sign: String? = nil) {
        self.text = text
        self.tone = tone
        self.sign = sign
    }

    public var html: HTML {
        "<span class=\"pill pill-\(tone.rawValue)\">\(sign.map { "<span aria-hidden=\"true\">\($0)</span> " as HTML })\(text)</span>"
    }
}
