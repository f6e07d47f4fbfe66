/// What an XLSX says about its sheets: their names and places, the texts that they share, and which formats show a number as a date.
final class XLSXBook {
    let sheets: [Workbook.Sheet]
    let from1904: Bool
    let shared: SharedStrings
    /// One a cell format, by its number.
    let showsDate: [Bool]

    init(_ archive: Archive) throws(WorkbookFault) {
        let top = try Relations.read("_rels/.rels", in: archive)
        let main = top.first(ofType: "officeDocument").map { XLSXPath.absolute($0, from: "") } ?? "xl/workbook.xml"
        guard let entry = try archive.open(main, most: WorkbookLimits.partBytes) else { throw .notWorkbook }
        let list = XLSXSheetList()
        try XMLStream.read(entry, list)
        let relations = try Relations.read(XLSXPath.relations(of: main), in: archive)
        var sheets: [Workbook.Sheet] = []
        for (position, sheet) in list.sheets.enumerated() {
            // Sheets that are only a chart have a place of another kind.
            guard let relation = relations[sheet.relation], relation.type.hasSuffix("/worksheet") else { continue }
            sheets.append(
                Workbook.Sheet(name: sheet.name, isHidden: sheet.isHidden, part: XLSXPath.absolute(relation.target, from: main), position: position)
            )
        }
        self.sheets = sheets
        from1904 = list.from1904
        shared = try SharedStrings.read(relations.first(ofType: "sharedStrings").map { XLSXPath.absolute($0, from: main) }, in: archive)
        showsDate = try CellFormats.read(relations.first(ofType: "styles").map { XLSXPath.absolute($0, from: main) }, in: archive)
    }
}

/// The list of sheets in `workbook.xml`.
private final class XLSXSheetList: XMLListener {
    private(set) var sheets: [(name: String, isHidden: Bool, relation: String)] = []
    private(set) var from1904 = false

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name {
        case "workbookPr": from1904 = ["1", "true"].contains(attributes["date1904"])
        case "sheet":
            guard let title = attributes["name"], let relation = attributes["id"] else { return }
            sheets.append((title, attributes["state"].map { $0 != "visible" } ?? false, relation))
        default: break
        }
    }

    func end(_: XMLName) {}
    func text(_: UnsafeBufferPointer<UInt8>) {}
}

/// Which part stands behind which name, from a `.rels` part.
struct Relations {
    private var parts: [String: (target: String, type: String)] = [:]

    static func read(_ name: String, in archive: Archive) throws(WorkbookFault) -> Relations {
        guard let entry = try archive.open(name, most: WorkbookLimits.partBytes) else { return Relations() }
        let list = RelationList()
        try XMLStream.read(entry, list)
        return list.relations
    }

    subscript(_ id: String) -> (target: String, type: String)? { parts[id] }

    /// The target of a relation whose type ends with this word.
    func first(ofType type: String) -> String? { parts.values.first { $0.type.hasSuffix("/" + type) }?.target }

    private final class RelationList: XMLListener {
        private(set) var relations = Relations()

        func start(_ name: XMLName, _ attributes: XMLAttributes) {
            guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"], let type = attributes["Type"] else { return }
            // What lies outside the archive is never fetched.
            guard attributes["TargetMode"] != "External" else { return }
            relations.parts[id] = (target, type)
        }

        func end(_: XMLName) {}
        func text(_: UnsafeBufferPointer<UInt8>) {}
    }
}

/// Paths inside the archive.
enum XLSXPath {
    /// `worksheets/sheet1.xml` seen from `xl/workbook.xml` is `xl/worksheets/sheet1.xml`; one that begins with a slash stands on its own.
    static func absolute(_ target: String, from part: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var folders = part.split(separator: "/").dropLast().map(String.init)
        for step in target.split(separator: "/") {
            switch step {
            case ".": continue
            case "..": _ = folders.popLast()
            default: folders.append(String(step))
            }
        }
        return folders.joined(separator: "/")
    }

    static func relations(of part: String) -> String {
        var steps = part.split(separator: "/").map(String.init)
        let name = steps.popLast() ?? ""
        return (steps + ["_rels", name + ".rels"]).joined(separator: "/")
    }
}
