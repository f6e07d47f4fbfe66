public import Words

/// When somebody usually can: days by morning, afternoon and evening, as a table of boxes.
public struct HoursGrid: Component {
    public enum Part: String, Sendable, CaseIterable {
        case morning, afternoon, evening
    }

    /// One box of the grid.
    public struct Slot: Hashable, Sendable {
        /// ISO 8601: 1 is Monday, 7 is Sunday.
        public var weekday: Int
        public var part: Part

        public init(weekday: Int, part: Part) {
            self.weekday = weekday
            self.part = part
        }

        /// What the form sends for it: `3-evening`.
        public var value: String { "\(weekday)-\(part.rawValue)" }

        /// Reads what the form sent; nil for anything else.
        public init?(value: String) {
            let pieces = value.split(separator: "-", omittingEmptySubsequences: false)
            guard pieces.count == 2, let weekday = Int(pieces[0]), (1...7).contains(weekday), let part = Part(rawValue: String(pieces[1])) else {
                return nil
            }
            self.init(weekday: weekday, part: part)
        }
    }

    var name: String
    var legend: String
    var chosen: Set<Slot>
    var hint: String?
    var problem: String?
    var disabled: Bool
    var firstWeekday: Int
    var say: Wording

    /// Each ticked box is sent as `name=3-evening`. `firstWeekday` says where the week begins (1 is Monday).
    public init(
        _ name: String, legend: String, chosen: Set<Slot> = [], hint: String? = nil, problem: String? = nil, disabled: Bool = false,
        firstWeekday: Int = 1, say: Wording
    ) {
        self.name = name
        self.legend = legend
        self.chosen = chosen
        self.hint = hint
        self.problem = problem
        self.disabled = disabled
        self.firstWeekday = firstWeekday
        self.say = say
    }

    public var html: HTML {
        let days = (0..<7).map { (firstWeekday - 1 + $0) % 7 + 1 }
        let head = HTML.each(Part.allCases) { "<th scope=\"col\">\(word($0))</th>" }
        let rows = HTML.each(days) { day in
            "<tr><th scope=\"row\"><span class=\"day\">\(say.weekday(day))</span></th>\(HTML.each(Part.allCases) { box(Slot(weekday: day, part: $0), isFirst: day == days.first) })</tr>"
        }
        return Field(id: name, label: legend, hint: hint, problem: problem).group(
            """
            <table class="hours"><thead><tr><th scope="col"><span class="unseen">\(say("markup.hours.day"))</span></th>\(head)</tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
        )
    }

    private func box(_ slot: Slot, isFirst: Bool) -> HTML {
        """
        <td><label><input type="checkbox"\(attribute: "id", isFirst && slot.part == .morning ? name : nil) name="\(name)" value="\(slot.value)" \
        aria-label="\(say.weekday(slot.weekday)), \(word(slot.part))"\(flag: "checked", chosen.contains(slot))\(flag: "disabled", disabled)></label></td>
        """
    }

    private func word(_ part: Part) -> String {
        switch part {
        case .morning: say("markup.hours.morning")
        case .afternoon: say("markup.hours.afternoon")
        case .evening: say("markup.hours.evening")
        }
    }
}
