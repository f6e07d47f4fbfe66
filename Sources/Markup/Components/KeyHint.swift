/// A key of the keyboard, shown where it acts.
public struct KeyHint: Component {
    var key: String
    var spoken: Bool

    /// `spoken` false hides it from those who listen: on a button, where it would only be noise.
    public init(_ key: String, spoken: Bool = true) {
        self.key = key
        self.spoken = spoken
    }

    public var html: HTML { "<kbd\(attribute: "aria-hidden", spoken ? nil : "true")>\(Self.sign(key))</kbd>" }

    /// Keys by their common signs.
    static func sign(_ key: String) -> String {
        switch key {
        case "Enter": "↵"
        case "Escape": "esc"
        case "ArrowUp": "↑"
        case "ArrowDown": "↓"
        default: key
        }
    }
}
