/// Which cell formats of an XLSX show a number as a date or a time.
enum CellFormats {
    static func read(_ part: String?, in archive: Archive) throws(WorkbookFault) -> [Bool] {
        guard let part, let entry = try archive.open(part, most: WorkbookLimits.partBytes) else { return [] }
        let list = CellFormatList()
        try XMLStream.read(entry, list)
        return list.formats.map { format in
            if let code = list.codes[format] { return showsDate(code) }
            return builtIn.contains(format)
        }
    }

    /// Numbers of formats that every program knows, without a code in the file: ECMA-376, part 1, 18.8.30, with those of East Asian locales.
    private static let builtIn: Set<Int> = Set(14...22).union(27...36).union(45...47).union(50...58)

    /// A format code shows a date when a letter of one (`y m d h s`) stands in it outside quotes, escapes and brackets; `[h]` and its like count.
    static func showsDate(_ code: String) -> Bool {
        var isQuoted = false
        var bracket: String?
        var isEscaped = false
        // What stands behind the first semicolon is for negative numbers.
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
                continue
            }
            if isQuoted {
                isQuoted = character != "\""
                continue
            }
            if let inside = bracket {
                guard character == "]" else {
                    bracket = inside + String(character)
                    continue
                }
                bracket = nil
                if ["h", "hh", "m", "mm", "s", "ss"].contains(inside) { return true }
                continue
            }
            switch character {
            case "\"": isQuoted = true
            case "[": bracket = ""
            case "\\", "_", "*": isEscaped = true
            case ";": return false
            case "y", "m", "d", "h", "s": return true
            default: continue
            }
        }
        return false
    }
}

private final class CellFormatList: XMLListener {
    /// Codes by the number of their format.
    private(set) var codes: [Int: String] = [:]
    /// The number of the format of each cell format.
    private(set) var formats: [Int] = []
    private var isInCells = false

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name {
        case "numFmt":
            guard let id = attributes.number("numFmtId"), let code = attributes["formatCode"] else { return }
            codes[id] = code
        case "cellXfs": isInCells = true
        case "xf": if isInCells { formats.append(attributes.number("numFmtId") ?? 0) }
        default: break
        }
    }

    func end(_ name: XMLName) { if name == "cellXfs" { isInCells = false } }
    func text(_: UnsafeBufferPointer<UInt8>) {}
}
