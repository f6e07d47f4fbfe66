/// Reads one table of an ODS. Blank cells and rows come as a number of repetitions, often by the hundred thousand.
final class ODSRows: SheetListener {
    private enum Kind {
        case text, shown(String)
    }

    private let table: Int
    private var position = -1
    private var depth = 0
    private var draft = RowDraft()
    private var rowRepeats = 1
    private var column = 0
    private var cellRepeats = 1
    private var kind = Kind.text
    private var value = CellText()
    private var isInCell = false
    private var paragraphs = 0
    /// How many elements deep inside a paragraph, or a comment.
    private var paragraphDepth = 0
    private var commentDepth = 0

    init(table: Int) { self.table = table }

    func takeRows() -> [WorkbookRow] { draft.take() }

    private var isHere: Bool { depth == 1 && position == table }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookFault) {
        if name == "table" {
            if depth == 0 { position += 1 }
            depth += 1
            return
        }
        guard isHere else { return }
        if commentDepth > 0 || name == "annotation" {
            commentDepth += 1
            return
        }
        switch name {
        case "table-row":
            try draft.begin(nil)
            rowRepeats = max(1, attributes.number("number-rows-repeated") ?? 1)
            column = 0
        case "table-cell", "covered-table-cell":
            isInCell = true
            cellRepeats = max(1, attributes.number("number-columns-repeated") ?? 1)
            kind = Self.kind(attributes)
            value.clear()
            paragraphs = 0
        case "p":
            guard isInCell else { return }
            if paragraphs > 0, paragraphDepth == 0 { try value.add(0x0A, row: draft.number) }
            paragraphs += 1
            paragraphDepth += 1
        case "s": if paragraphDepth > 0 { try value.add(0x20, times: min(attributes.number("c") ?? 1, 10_000), row: draft.number) }
        case "tab": if paragraphDepth > 0 { try value.add(0x20, row: draft.number) }
        case "line-break": if paragraphDepth > 0 { try value.add(0x0A, row: draft.number) }
        default: break
        }
    }

    func end(_ name: XMLName) throws(WorkbookFault) {
        if name == "table" {
            depth -= 1
            return
        }
        guard isHere else { return }
        if commentDepth > 0 {
            commentDepth -= 1
            return
        }
        switch name {
        case "p": if paragraphDepth > 0 { paragraphDepth -= 1 }
        case "table-cell", "covered-table-cell": try endCell()
        case "table-row":
            draft.end()
            try draft.repeatLast(rowRepeats - 1)
        default: break
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) throws(WorkbookFault) {
        if isHere, paragraphDepth > 0, commentDepth == 0 { try value.add(run, row: draft.number) }
    }

    private func endCell() throws(WorkbookFault) {
        isInCell = false
        let shown: String
        switch kind {
        case .text: shown = value.text
        // A number that is shown without a digit is a yes or a no, or a word of its own.
        case .shown(let text): shown = value.bytes.isEmpty || value.text.contains(where: \.isNumber) ? text : value.text
        }
        if shown.isEmpty {
            column += cellRepeats
            return
        }
        guard cellRepeats <= WorkbookLimits.columns else { throw .columns(row: draft.number) }
        for _ in 0..<cellRepeats {
            try draft.put(shown, at: column)
            column += 1
        }
    }

    /// What a cell says beside its text is the same in every language: numbers without grouping, dates in ISO 8601.
    private static func kind(_ attributes: XMLAttributes) -> Kind {
        switch attributes["value-type"] {
        case "float", "percentage", "currency": attributes["value"].map { .shown(NumberText.plain($0)) } ?? .text
        case "date": attributes["date-value"].map { .shown(date($0)) } ?? .text
        case "time": attributes["time-value"].flatMap(time).map { .shown($0) } ?? .text
        case "boolean": attributes["boolean-value"].map { .shown($0 == "true" ? "TRUE" : "FALSE") } ?? .text
        default: .text
        }
    }

    /// `2020-03-15T22:49:40.5` as `2020-03-15 22:49:40`.
    private static func date(_ value: String) -> String {
        let whole = value.split(separator: ".", maxSplits: 1).first.map(String.init) ?? value
        let parts = whole.split(separator: "T", maxSplits: 1)
        guard parts.count == 2 else { return whole }
        return parts[1] == "00:00:00" ? String(parts[0]) : "\(parts[0]) \(parts[1])"
    }

    /// `PT22H49M00S` as `22:49`; nil for what is no time.
    private static func time(_ value: String) -> String? {
        guard value.hasPrefix("PT") else { return nil }
        var parts: [Character: Int] = [:]
        var number = ""
        for character in value.dropFirst(2) {
            if character.isLetter {
                guard let whole = Int(number.prefix { $0 != "." && $0 != "," }) else { return nil }
                parts[character] = whole
                number = ""
            } else {
                number.append(character)
            }
        }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let clock = "\(two(parts["H"] ?? 0)):\(two(parts["M"] ?? 0))"
        return parts["S"].map { $0 > 0 } ?? false ? "\(clock):\(two(parts["S"] ?? 0))" : clock
    }
}
