/// Reads a worksheet of an XLSX.
final class XLSXRows: SheetListener {
    private enum Kind {
        case number, shared, text, truth, error
    }

    private let book: XLSXBook
    private var draft = RowDraft()
    private var isInData = false
    private var column = -1
    private var kind = Kind.number
    private var format = 0
    private var isInValue = false
    private var isSpoken = false
    private var value = CellText()

    init(_ book: XLSXBook) { self.book = book }

    func takeRows() -> [WorkbookRow] { draft.take() }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookFault) {
        guard isInData else {
            if name == "sheetData" { isInData = true }
            return
        }
        switch name {
        case "row":
            try draft.begin(attributes.number("r"))
            column = -1
        case "c":
            column = attributes.bytes("r").flatMap(Self.column) ?? column + 1
            format = attributes.number("s") ?? 0
            kind = attributes["t"].map(Self.kind) ?? .number
            value.clear()
        case "v", "t": isInValue = !isSpoken
        case "rPh": isSpoken = true
        default: break
        }
    }

    func end(_ name: XMLName) throws(WorkbookFault) {
        guard isInData else { return }
        switch name {
        case "v", "t": isInValue = false
        case "rPh": isSpoken = false
        case "c": try draft.put(try shown(), at: column)
        case "row": draft.end()
        case "sheetData": isInData = false
        default: break
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) throws(WorkbookFault) {
        if isInValue { try value.add(run, row: draft.number) }
    }

    private static func kind(_ type: String) -> Kind {
        switch type {
        case "s": .shared
        case "str", "inlineStr", "d": .text
        case "b": .truth
        case "e": .error
        default: .number
        }
    }

    private func shown() throws(WorkbookFault) -> String {
        let text = value.text
        switch kind {
        case .text: return text
        case .truth: return text == "1" || text == "true" ? "TRUE" : text.isEmpty ? "" : "FALSE"
        // #N/A and its like say nothing about a neighbour.
        case .error: return ""
        case .shared:
            guard !text.isEmpty else { return "" }
            guard let index = Int(text) else { throw .damaged }
            return try book.shared.text(index)
        case .number:
            if book.showsDate.indices.contains(format), book.showsDate[format], let serial = Double(text),
                let date = SerialDate.text(serial, from1904: book.from1904)
            {
                return date
            }
            return NumberText.plain(text)
        }
    }

    /// The column of a reference such as `AB12`, from 0; nil when it names none.
    private static func column(_ reference: UnsafePointer<CChar>) -> Int? {
        var column = 0
        var letter = reference
        while letter.pointee >= 65, letter.pointee <= 90 || (letter.pointee >= 97 && letter.pointee <= 122) {
            column = column * 26 + Int(letter.pointee & 0x1F)
            guard column <= 1 << 24 else { return nil }
            letter += 1
        }
        return column > 0 ? column - 1 : nil
    }
}
