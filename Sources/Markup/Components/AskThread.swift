public import Words

/// The product's own device: one line from "You asked" to "Forgotten", solid where done, dashed where not yet.
/// The same on the asker's page, the helper's page, the board and the printed sheet.
public struct AskThread: Component {
    public enum State: String, Sendable, CaseIterable {
        case done, current, coming
    }

    public struct Step: Sendable {
        public var title: String
        public var state: State
        /// When, and what more there is to say in one line: "Tuesday 10:20 · groceries".
        public var detail: String?
        /// A sentence or a button below; only where there is something to do.
        public var more: HTML

        public init(_ title: String, _ state: State, _ detail: String? = nil, more: HTML = .empty) {
            self.title = title
            self.state = state
            self.detail = detail
            self.more = more
        }
    }

    var steps: [Step]
    var label: String
    var dense: Bool
    var say: Wording

    /// `label` names the list for those who listen; `dense` puts title and detail on one line, for the board.
    public init(_ steps: [Step], label: String, dense: Bool = false, say: Wording) {
        self.steps = steps
        self.label = label
        self.dense = dense
        self.say = say
    }

    public var html: HTML {
        let items = HTML.each(steps) { step in
            """
            <li class="\(step.state.rawValue)"\(attribute: "aria-current", step.state == .current ? "step" : nil)>\
            <span class="unseen">\(word(step.state)) </span><strong>\(step.title)</strong>\
            \(step.detail.map { " <span class=\"detail\">\($0)</span>" as HTML })\(step.more)</li>
            """
        }
        return "<ol class=\"thread\(dense ? " dense" : "")\" aria-label=\"\(label)\">\(items)</ol>\n"
    }

    private func word(_ state: State) -> String {
        switch state {
        case .done: say("markup.thread.done")
        case .current: say("markup.thread.current")
        case .coming: say("markup.thread.coming")
        }
    }
}
