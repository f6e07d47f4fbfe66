/// A press that does something; it belongs into a `Form`. For going somewhere there is `ButtonLink`.
public struct Button: Component {
    /// How loud it is: one primary a screen.
    public enum Kind: String, Sendable, CaseIterable {
        case primary, secondary, quiet, danger
    }

    var label: String
    var kind: Kind
    var name: String?
    var value: String?
    var to: (any Link)?
    var form: String?
    var key: String?
    var about: String?
    var wide: Bool
    var disabled: Bool

    /// - Parameters:
    ///   - name: with `value`, what the form sends when it is this button that was pressed.
    ///   - to: where the form is sent when it is this button; nil leaves that to the form.
    ///   - form: the id of a form elsewhere on the page.
    ///   - key: a keyboard shortcut, shown on the button.
    ///   - about: what it is about, heard after the label: "Offer" is not enough in a list of eleven.
    ///   - wide: as wide as its column; a primary button is, unless told otherwise.
    public init(
        _ label: String, _ kind: Kind = .primary, name: String? = nil, value: String? = nil, to: (any Link)? = nil, form: String? = nil,
        key: String? = nil, about: String? = nil, wide: Bool? = nil, disabled: Bool = false
    ) {
        self.label = label
        self.kind = kind
        self.name = name
        self.value = value
        self.to = to
        self.form = form
        self.key = key
        self.about = about
        self.wide = wide ?? (kind == .primary)
        self.disabled = disabled
    }

    public var html: HTML {
        """
        <button type="submit" class="\(Self.classes(kind, wide: wide))"\(attribute: "name", name)\(attribute: "value", value)\
        \(attribute: "formaction", to?.encoded)\(attribute: "form", form)\(attribute: "data-key", key)\(flag: "disabled", disabled)>\
        \(Self.face(label, about: about, key: key))</button>
        """
    }

    static func classes(_ kind: Kind, wide: Bool) -> String {
        "button button-" + kind.rawValue + (wide ? " wide" : "")
    }

    static func face(_ label: String, about: String?, key: String?) -> HTML {
        """
        \(label)\(about.map { " <span class=\"unseen\">\($0)</span>" as HTML })\(key.map { " \(KeyHint($0, spoken: false))" as HTML })
        """
    }
}
