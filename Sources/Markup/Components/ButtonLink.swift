/// A link that looks like a button: it goes somewhere and changes nothing.
public struct ButtonLink: Component {
    enum Target {
        case inside(any Link)
        case outside(OutsideLink)
    }

    var label: String
    var target: Target
    var kind: Button.Kind
    var key: String?
    var about: String?
    var wide: Bool

    /// `key` is a keyboard shortcut; `about` is heard after the label.
    public init(
        _ label: String, to link: any Link, _ kind: Button.Kind = .secondary, key: String? = nil, about: String? = nil, wide: Bool? = nil
    ) {
        self.init(label, target: .inside(link), kind, key: key, about: about, wide: wide)
    }

    /// A link to a telephone, a message being written or another site.
    public init(
        _ label: String, to link: OutsideLink, _ kind: Button.Kind = .secondary, key: String? = nil, about: String? = nil, wide: Bool? = nil
    ) {
        self.init(label, target: .outside(link), kind, key: key, about: about, wide: wide)
    }

    private init(_ label: String, target: Target, _ kind: Button.Kind, key: String?, about: String?, wide: Bool?) {
        self.label = label
        self.target = target
        self.kind = kind
        self.key = key
        self.about = about
        self.wide = wide ?? (kind == .primary)
    }

    public var html: HTML {
        let face = Button.face(label, about: about, key: key)
        let classes = Button.classes(kind, wide: wide)
        return switch target {
        case .inside(let link): "<a class=\"\(classes)\" href=\"\(href: link)\"\(attribute: "data-key", key)>\(face)</a>"
        case .outside(let link):
            "<a class=\"\(classes)\" href=\"\(href: link)\" rel=\"noreferrer noopener\"\(attribute: "data-key", key)>\(face)</a>"
        }
    }
}
