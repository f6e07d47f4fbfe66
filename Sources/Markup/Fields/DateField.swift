/// A day, picked by the browser's own calendar; typed as `2026-03-14` where it has none.
public struct DateField: Component {
    var name: String
    var label: String
    var value: String
    var earliest: String?
    var latest: String?
    var hint: String?
    var problem: String?
    var required: Bool
    var disabled: Bool
    var id: String

    /// `value`, `earliest` and `latest` are ISO 8601 dates (`2026-03-14`); a value that is none is shown as it was typed.
    public init(
        _ name: String, label: String, value: String = "", earliest: String? = nil, latest: String? = nil, hint: String? = nil,
        problem: String? = nil, required: Bool = false, disabled: Bool = false, id: String? = nil
    ) {
        self.name = name
        self.label = label
        self.value = value
        self.earliest = earliest
        self.latest = latest
        self.hint = hint
        self.problem = problem
        self.required = required
        self.disabled = disabled
        self.id = id ?? name
    }

    public var html: HTML {
        let field = Field(id: id, label: label, hint: hint, problem: problem)
        return field.around(
            """
            <input type="date" id="\(id)" name="\(name)"\(attribute: "value", value.isEmpty ? nil : value)\(attribute: "min", earliest)\
            \(attribute: "max", latest)\(field.ties)\(flag: "required", required)\(flag: "disabled", disabled)>
            """
        )
    }
}
