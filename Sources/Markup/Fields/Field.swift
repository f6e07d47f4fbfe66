/// What every field has around its control: label, hint, the sentence of a problem, and how they are tied together for those who listen.
struct Field {
    let id: String
    let label: String
    var hint: String?
    var problem: String?
    var labelHidden = false

    /// The ids that the control names in `aria-describedby`; nil when nothing describes it.
    var describedBy: String? {
        let ids = [hint.map { _ in hintID }, problem.map { _ in problemID }].compactMap { $0 }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    /// ` aria-describedby="…" aria-invalid="true"` as far as they apply.
    var ties: HTML { "\(attribute: "aria-describedby", describedBy)\(attribute: "aria-invalid", problem == nil ? nil : "true")" }

    /// The control with its label above.
    func around(_ control: HTML) -> HTML {
        """
        <div class="\(classes)"><label for="\(id)"\(attribute: "class", labelHidden ? "unseen" : nil)>\(label)</label>\(notes)\(control)</div>

        """
    }

    /// Several controls under one legend. `isRadioGroup` lets the group itself be called invalid.
    func group(isRadioGroup: Bool = false, _ controls: HTML) -> HTML {
        """
        <fieldset class="\(classes)" id="\(id)-group"\(attribute: "role", isRadioGroup ? "radiogroup" : nil)\
        \(attribute: "aria-describedby", describedBy)\(attribute: "aria-invalid", isRadioGroup && problem != nil ? "true" : nil)>\
        <legend\(attribute: "class", labelHidden ? "unseen" : nil)>\(label)</legend>\(notes)\(controls)</fieldset>

        """
    }

    /// The hint and the problem. The problem stands between label and control, where a magnified screen still shows it.
    var notes: HTML {
        """
        \(hint.map { "<p class=\"hint\" id=\"\(hintID)\">\($0)</p>" as HTML })\
        \(problem.map { "<p class=\"problem\" id=\"\(problemID)\">\($0)</p>" as HTML })
        """
    }

    private var classes: String { problem == nil ? "field" : "field field-bad" }
    private var hintID: String { id + "-hint" }
    private var problemID: String { id + "-problem" }
}
