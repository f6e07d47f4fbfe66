/// Something to know before going on.
public struct Notice: Component {
    public enum Kind: String, Sendable, CaseIterable {
        /// Something to know.
        case info
        /// Something is waited for.
        case waiting
        /// Somebody could be harmed, or something is late.
        case danger
        /// It worked; thank you.
        case kind
    }

    var kind: Kind
    var title: String?
    var body: HTML
    var live: Bool

    /// `live`: it is the answer to what was just done, and is read aloud at once.
    public init(_ kind: Kind, title: String? = nil, live: Bool = false, html body: HTML) {
        self.kind = kind
        self.title = title
        self.live = live
        self.body = body
    }

    /// One sentence.
    public init(_ kind: Kind, title: String? = nil, live: Bool = false, _ sentence: String) {
        self.init(kind, title: title, live: live, html: "<p>\(sentence)</p>")
    }

    public var html: HTML {
        """
        <div class="notice notice-\(kind.rawValue)"\(attribute: "role", live ? "status" : nil)>\
        \(title.map { "<p class=\"notice-title\">\($0)</p>" as HTML })\(body)</div>

        """
    }
}
