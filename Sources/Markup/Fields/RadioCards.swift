/// One (or several) of a few, as large cards with an emoji.
public struct RadioCards: Component {
    var name: String
    var legend: String
    var choices: [Choice]
    var chosen: Set<String>
    var several: Bool
    var hint: String?
    var problem: String?
    var required: Bool
    var disabled: Bool
    var legendHidden: Bool
    var id: String

    /// - Parameters:
    ///   - chosen: values of the chosen choices.
    ///   - several: checkboxes instead of radio buttons.
    public init(
        _ name: String, legend: String, choices: [Choice], chosen: Set<String> = [], several: Bool = false, hint: String? = nil,
        problem: String? = nil, required: Bool = false, disabled: Bool = false, legendHidden: Bool = false, id: String? = nil
    ) {
        self.name = name
        self.legend = legend
        self.choices = choices
        self.chosen = chosen
        self.several = several
        self.hint = hint
        self.problem = problem
        self.required = required
        self.disabled = disabled
        self.legendHidden = legendHidden
        self.id = id ?? name
    }

    public var html: HTML {
        let cards = HTML.each(choices.enumerated()) { index, choice in
            """
            <label class="choice"><input type="\(several ? "checkbox" : "radio")"\(attribute: "id", index == 0 ? id : nil) name="\(name)" \
            value="\(choice.value)"\(flag: "checked", chosen.contains(choice.value))\(flag: "required", required && !several)\
            \(flag: "disabled", disabled || choice.disabled)><span class="choice-face">\
            \(choice.emoji.map { "<span class=\"emoji\" aria-hidden=\"true\">\($0)</span>" as HTML })\
            <span class="choice-words">\(choice.label)\(choice.hint.map { "<small>\($0)</small>" as HTML })</span></span></label>
            """
        }
        return Field(id: id, label: legend, hint: hint, problem: problem, labelHidden: legendHidden)
            .group(isRadioGroup: !several, "<div class=\"choices\(choices.contains { $0.emoji != nil } ? " pictured" : "")\">\(cards)</div>")
    }
}
