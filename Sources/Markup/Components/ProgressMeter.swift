/// How far something has come, as a bar with the count in words; for long work with a button that stops it.
public struct ProgressMeter: Component {
    /// Work comes to its end; a cap must not be passed: it warns from 90 % (requirement 0.3) and is late beyond.
    public enum Kind: Sendable {
        case work, cap
    }

    var label: String
    var done: Int
    var of: Int
    var text: String
    var warning: String?
    var kind: Kind
    var action: HTML
    var id: String

    /// - Parameters:
    ///   - done: so much of `of`, in any whole unit (pence, rows). Beyond `of` the bar is full.
    ///   - text: the count as people read it: "£31.20 of £45".
    ///   - warning: the sentence for a cap that is nearly or wholly used up; shown from 90 % on.
    ///   - action: the stop button of long work.
    ///   - id: names its label; must be unique on the page.
    public init(
        _ label: String, done: Int, of: Int, text: String, warning: String? = nil, kind: Kind = .work, action: HTML = .empty, id: String
    ) {
        self.label = label
        self.done = done
        self.of = of
        self.text = text
        self.warning = warning
        self.kind = kind
        self.action = action
        self.id = id
    }

    /// Whether a cap is used up to 90 % or more.
    public var isNearCap: Bool { kind == .cap && done * 10 >= of * 9 }

    /// Whether a cap is passed.
    public var isBeyondCap: Bool { kind == .cap && done > of }

    public var html: HTML {
        """
        <div class="meter\(isBeyondCap ? " beyond" : isNearCap ? " near" : "")"><div class="meter-words"><span id="\(id)">\(label)</span> \
        <span class="meter-count">\(text)</span></div>\
        <progress max="\(max(of, 1))" value="\(min(max(done, 0), max(of, 1)))" aria-labelledby="\(id)">\(text)</progress>\
        \(isNearCap ? warning.map { "<p class=\"meter-warning\">\($0)</p>" as HTML } : nil)\(action)</div>

        """
    }
}
