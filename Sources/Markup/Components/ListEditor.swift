public import Words

/// The lines of a list that can be changed: what, whether it must be that, what else would do. Works without JavaScript: adding and taking
/// away are buttons of the form, and everything typed is sent along.
///
/// For line 0 the form sends `NAME-0-text`, `NAME-0-note`, and `NAME-0-must=yes` when ticked; the buttons send `NAME-remove=0` and `NAME-add=1`.
public struct ListEditor: Component {
    public struct Line: Sendable {
        public var text: String
        public var note: String
        public var isMust: Bool
        public var problem: String?

        public init(_ text: String = "", note: String = "", must: Bool = false, problem: String? = nil) {
            self.text = text
            self.note = note
            isMust = must
            self.problem = problem
        }
    }

    var name: String
    var legend: String
    var lines: [Line]
    var hint: String?
    var maxlength: Int
    var say: Wording

    /// `maxlength` is of each text, in UTF-16 units.
    public init(_ name: String, legend: String, lines: [Line], hint: String? = nil, maxlength: Int = 120, say: Wording) {
        self.name = name
        self.legend = legend
        self.lines = lines
        self.hint = hint
        self.maxlength = maxlength
        self.say = say
    }

    public var html: HTML {
        let items = HTML.each(lines.enumerated()) { index, line in "<li>\(fields(of: line, index))</li>" }
        let add = Button(say("markup.list.add"), .secondary, name: "\(name)-add", value: "1")
        return Field(id: name, label: legend, hint: hint).group("<ol class=\"list-editor\">\(items)</ol>\(add)")
    }

    private func fields(of line: Line, _ index: Int) -> HTML {
        let start = "\(name)-\(index)"
        let what = TextField(
            start + "-text", label: say("markup.list.what", ["number": .number(index + 1)]), value: line.text, problem: line.problem,
            autocomplete: "off", maxlength: maxlength
        )
        let instead = TextField(start + "-note", label: say("markup.list.instead"), value: line.note, autocomplete: "off", maxlength: maxlength)
        let must = CheckboxRow(start + "-must", label: say("markup.list.must"), checked: line.isMust)
        let remove = Button(say("markup.list.remove"), .quiet, name: name + "-remove", value: String(index), about: line.text)
        return "\(what)\(instead)<div class=\"list-foot\">\(must)\(remove)</div>"
    }
}
