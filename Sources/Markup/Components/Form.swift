/// A form that is sent with POST. The browser's own bubbles are off: what is wrong is said by us, beside the field, in the person's language.
public struct Form: Component {
    var link: any Link
    var hidden: [(name: String, value: String)]
    var files: Bool
    var id: String?
    var inline: Bool
    var saves: Bool
    var content: HTML

    /// - Parameters:
    ///   - hidden: names and values sent along, such as the token against forged requests and the key against sending twice.
    ///   - files: whether it holds a `FileField`.
    ///   - inline: a form that is only a button or two, in a row with others.
    ///   - saves: its answer is a file, so the page stays where it is and the button can be pressed again.
    public init(
        to link: any Link, hidden: [(name: String, value: String)] = [], files: Bool = false, id: String? = nil, inline: Bool = false,
        saves: Bool = false,
        _ content: HTML
    ) {
        self.link = link
        self.hidden = hidden
        self.files = files
        self.id = id
        self.inline = inline
        self.saves = saves
        self.content = content
    }

    public var html: HTML {
        """
        <form method="post" action="\(href: link)"\(attribute: "id", id)\(attribute: "class", inline ? "inline" : nil)\
        \(attribute: "enctype", files ? "multipart/form-data" : nil) accept-charset="utf-8" novalidate\(HTML(text: saves ? "" : " data-once"))>\
        \(HTML.each(hidden) { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })\(content)</form>

        """
    }
}
