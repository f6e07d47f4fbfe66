/// One line of text.
public struct TextField: Component {
    /// What is typed: chooses the keyboard of a phone and the direction of the text.
    public enum Kind: String, Sendable, CaseIterable {
        case text, telephone = "tel", email, search, number, secret = "password", address = "url"
    }

    var name: String
    var label: String
    var value: String
    var hint: String?
    var problem: String?
    var kind: Kind
    var autocomplete: String?
    var inputmode: String?
    var maxlength: Int?
    var required: Bool
    var disabled: Bool
    var labelHidden: Bool
    var key: String?
    var id: String

    /// - Parameters:
    ///   - name: the form's name of the field; also its id unless `id` is given.
    ///   - problem: the sentence that says what to do; the field is marked invalid when there is one.
    ///   - autocomplete: HTML's autofill token (`tel`, `name`, `off`).
    ///   - maxlength: in UTF-16 units, as browsers count.
    ///   - labelHidden: the label is heard but not seen; only where the place makes it plain, as in a filter.
    ///   - key: a keyboard shortcut that moves into the field.
    public init(
        _ name: String, label: String, value: String = "", hint: String? = nil, problem: String? = nil, kind: Kind = .text,
        autocomplete: String? = nil, inputmode: String? = nil, maxlength: Int? = nil, required: Bool = false, disabled: Bool = false,
        labelHidden: Bool = false, key: String? = nil, id: String? = nil
    ) {
        self.name = name
        self.label = label
        self.value = value
        self.hint = hint
        self.problem = problem
        self.kind = kind
        self.autocomplete = autocomplete
        self.inputmode = inputmode
        self.maxlength = maxlength
        self.required = required
        self.disabled = disabled
        self.labelHidden = labelHidden
        self.key = key
        self.id = id ?? name
    }

    public var html: HTML {
        let field = Field(id: id, label: label, hint: hint, problem: problem, labelHidden: labelHidden)
        return field.around(
            """
            <input type="\(kind.rawValue)" id="\(id)" name="\(name)" dir="\(direction)"\(attribute: "value", value.isEmpty ? nil : value)\
            \(attribute: "autocomplete", autocomplete)\(attribute: "inputmode", inputmode)\(attribute: "maxlength", maxlength)\
            \(attribute: "data-key", key)\(field.ties)\(flag: "required", required)\(flag: "disabled", disabled)>
            """
        )
    }

    /// Numbers and addresses run from left to right in every script; words run as they are.
    private var direction: String {
        switch kind {
        case .text, .search: "auto"
        case .telephone, .email, .number, .secret, .address: "ltr"
        }
    }
}
