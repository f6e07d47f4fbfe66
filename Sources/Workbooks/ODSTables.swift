/// The names of the tables of an ODS, in the order of their tabs.
final class ODSTables: XMLListener {
    private var sheets: [Workbook.Sheet] = []
    private var hiddenStyles: Set<String> = []
    private var style: String?
    private var depth = 0

    static func list(in archive: Archive) throws(WorkbookFault) -> [Workbook.Sheet] {
        if let entry = try archive.open("mimetype", most: WorkbookLimits.partBytes), let piece = try entry.next() {
            let kind = String(decoding: piece, as: UTF8.self)
            guard kind.contains("opendocument.spreadsheet") else { throw .notWorkbook }
        }
        if let manifest = try archive.open("META-INF/manifest.xml", most: WorkbookLimits.partBytes) {
            let locks = ODSLocks()
            try XMLStream.read(manifest, locks)
            guard !locks.isLocked else { throw .locked }
        }
        guard let entry = try archive.open("content.xml", most: WorkbookLimits.sheetBytes) else { throw .notWorkbook }
        let tables = ODSTables()
        try XMLStream.read(entry, tables)
        return tables.sheets
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name {
        case "style": style = attributes["name"]
        case "table-properties": if attributes["display"] == "false", let style { hiddenStyles.insert(style) }
        case "table":
            // A table inside a cell is no sheet.
            if depth == 0 {
                let isHidden = attributes["style-name"].map { hiddenStyles.contains($0) } ?? false
                sheets.append(
                    Workbook.Sheet(name: attributes["name"] ?? "", isHidden: isHidden, part: "content.xml", position: sheets.count)
                )
            }
            depth += 1
        default: break
        }
    }

    func end(_ name: XMLName) { if name == "table" { depth -= 1 } }
    func text(_: UnsafeBufferPointer<UInt8>) {}
}

/// Whether the parts of an ODS are encrypted: its manifest says so.
private final class ODSLocks: XMLListener {
    private(set) var isLocked = false

    func start(_ name: XMLName, _: XMLAttributes) { if name == "encryption-data" { isLocked = true } }
    func end(_: XMLName) {}
    func text(_: UnsafeBufferPointer<UInt8>) {}
}
