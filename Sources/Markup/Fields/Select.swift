/// One of many, in a drop-down list. For up to eight choices prefer `RadioCards`.
public struct Select: Component {
    var name: String
    var label: String
    var choices: [Choice]
    var chosen: String?
    var hint: String?
    var problem: String?
    var required: Bool
    var disabled: Bool
    var labelHidden: Bool
    var id: String

    /// `chosen` is a choice's value; nil chooses the first.
    public init(
        _ name: String, label: String, choices: [Choice], chosen: String? = nil, hint: String? = nil, problem: String? = nil,
        required: Bool = false, disabled: Bool = false, labelHidden: Bool = false, id: String? = nil
    ) {
        self.name = name
        self.label = label
        self.choices = choices
        self.chosen = chosen
        self.hint = hint
        self.problem = problem
        self.required = required
        self.disabled = disabled
        self.labelHidden = labelHidden
        self.id = id ?? name
    }

    public var html: HTML {
        let field = Field(id: id, label: label, hint: hint, problem: problem, labelHidden: labelHidden)
        let options = HTML.each(choices) { choice in
            """
            <option value="\(choice.value)"\(flag: "selected", choice.value == chosen)\(flag: "disabled", choice.disabled)>\
            \(choice.emoji.map { "\($0) " as HTML })\(choice.label)</option>
            """
        }
        return field.around(
            """
            <select id="\(id)" name="\(name)"\(field.ties)\(flag: "required", required)\(flag: "disabled", disabled)>\(options)</select>
            """
        )
    }
}
