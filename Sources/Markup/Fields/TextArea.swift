/// Several lines of text.
public struct TextArea: Component {
    var name: String
    var label: String
    var value: String
    var hint: String?
    var problem: String?
    var rows: Int
    var maxlength: Int?
    var autocomplete: String?
    var required: Bool
    var disabled: Bool
    var id: String

    /// - Parameters:
    ///   - rows: how many lines are shown at first.
    ///   - maxlength: in UTF-16 units, as browsers count.
    public init(
        _ name: String, label: String, value: String = "", hint: String? = nil, problem: String? = nil, rows: Int = 3,
        maxlength: Int? = nil, autocomplete: String? = nil, required: Bool = false, disabled: Bool = false, id: String? = nil
    ) {
        self.name = name
        self.label = label
        self.value = value
        self.hint = hint
        self.problem = problem
        self.rows = rows
        self.maxlength = maxlength
        self.autocomplete = autocomplete
        self.required = required
        self.disabled = disabled
        self.id = id ?? name
    }

    public var html: HTML {
        let field = Field(id: id, label: label, hint: hint, problem: problem)
        // A browser drops one line break after the opening tag: this one, never the writer's own.
        return field.around(
            """
            <textarea id="\(id)" name="\(name)" rows="\(rows)" dir="auto"\(attribute: "maxlength", maxlength)\(attribute: "autocomplete", autocomplete)\
            \(field.ties)\(flag: "required", required)\(flag: "disabled", disabled)>
            \(value)</textarea>
            """
        )
    }
}
