/// One yes or no.
public struct CheckboxRow: Component {
    var name: String
    var label: String
    var value: String
    var checked: Bool
    var hint: String?
    var problem: String?
    var required: Bool
    var disabled: Bool
    var id: String

    /// `value` is what the form sends when it is ticked; an unticked box sends nothing.
    public init(
        _ name: String, label: String, value: String = "yes", checked: Bool = false, hint: String? = nil, problem: String? = nil,
        required: Bool = false, disabled: Bool = false, id: String? = nil
    ) {
        self.name = name
        self.label = label
        self.value = value
        self.checked = checked
        self.hint = hint
        self.problem = problem
        self.required = required
        self.disabled = disabled
        self.id = id ?? name
    }

    public var html: HTML {
        let field = Field(id: id, label: label, hint: hint, problem: problem)
        return """
            <div class="tick\(problem == nil ? "" : " field-bad")"><input type="checkbox" id="\(id)" name="\(name)" value="\(value)"\
            \(flag: "checked", checked)\(field.ties)\(flag: "required", required)\(flag: "disabled", disabled)>\
            <label for="\(id)">\(label)</label>\(field.notes)</div>

            """
    }
}
