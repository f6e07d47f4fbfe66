public import Kernel

/// An amount of money, typed as people type it; `Money(typed:currency:)` reads it.
public struct MoneyField: Component {
    var name: String
    var label: String
    var value: String
    var currency: Currency
    var hint: String?
    var problem: String?
    var required: Bool
    var disabled: Bool
    var id: String

    /// `value` is what was typed, not a number: it is shown again as it was.
    public init(
        _ name: String, label: String, value: String = "", currency: Currency, hint: String? = nil, problem: String? = nil,
        required: Bool = false, disabled: Bool = false, id: String? = nil
    ) {
        self.name = name
        self.label = label
        self.value = value
        self.currency = currency
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
            <span class="with-unit" dir="ltr"><span class="unit" aria-hidden="true">\(sign)</span><input type="text" id="\(id)" name="\(name)" \
            inputmode="decimal" autocomplete="off" dir="ltr" maxlength="24"\(attribute: "value", value.isEmpty ? nil : value)\(field.ties)\
            \(flag: "required", required)\(flag: "disabled", disabled)></span>
            """
        )
    }

    private var sign: String {
        switch currency {
        case .gbp: "£"
        case .usd: "$"
        case .eur: "€"
        default: currency.code
        }
    }
}
