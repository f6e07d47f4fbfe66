public import Words

/// From when until when on a day: two times, named `NAME-from` and `NAME-until`.
public struct TimeWindowFields: Component {
    var name: String
    var legend: String
    var from: String
    var until: String
    var hint: String?
    var problem: String?
    var disabled: Bool
    var id: String
    var say: Wording

    /// `from` and `until` are clock times such as `15:00`, in the group's zone.
    public init(
        _ name: String, legend: String, from: String = "", until: String = "", hint: String? = nil, problem: String? = nil,
        disabled: Bool = false, id: String? = nil, say: Wording
    ) {
        self.name = name
        self.legend = legend
        self.from = from
        self.until = until
        self.hint = hint
        self.problem = problem
        self.disabled = disabled
        self.id = id ?? name
        self.say = say
    }

    public var html: HTML {
        // The first of the two has the field's own id, so that the summary of problems leads into it.
        let field = Field(id: id, label: legend, hint: hint, problem: problem)
        return field.group(
            """
            <div class="actions"><div><label for="\(id)">\(say("markup.time.from"))</label>\
            <input type="time" id="\(id)" name="\(name)-from"\(attribute: "value", from.isEmpty ? nil : from)\(field.ties)\
            \(flag: "disabled", disabled)></div><div><label for="\(id)-until">\(say("markup.time.until"))</label>\
            <input type="time" id="\(id)-until" name="\(name)-until"\(attribute: "value", until.isEmpty ? nil : until)\(field.ties)\
            \(flag: "disabled", disabled)></div></div>
            """
        )
    }
}
