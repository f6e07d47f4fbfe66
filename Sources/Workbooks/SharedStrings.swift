/// The texts that the cells of an XLSX share, in one run of bytes: a String each would take several times as much.
final class SharedStrings: XMLListener {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var isInText = false
    /// Inside what only says how the text is spoken.
    private var isSpoken = false

    static func read(_ part: String?, in archive: Archive) throws(WorkbookFault) -> SharedStrings {
        let strings = SharedStrings()
        guard let part, let entry = try archive.open(part, most: WorkbookLimits.sharedBytes) else { return strings }
        try XMLStream.read(entry, strings)
        return strings
    }

    /// Throws `.damaged` for a number that names no text.
    func text(_ index: Int) throws(WorkbookFault) -> String {
        guard ends.indices.contains(index) else { throw .damaged }
        return String(decoding: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], as: UTF8.self)
    }

    func start(_ name: XMLName, _: XMLAttributes) {
        switch name {
        case "t": isInText = !isSpoken
        case "rPh": isSpoken = true
        default: break
        }
    }

    func end(_ name: XMLName) throws(WorkbookFault) {
        switch name {
        case "t": isInText = false
        case "rPh": isSpoken = false
        case "si":
            let start = ends.last ?? 0
            guard bytes.count - start <= WorkbookLimits.cellBytes else { throw .big }
            ends.append(bytes.count)
        default: break
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) { if isInText { bytes.append(contentsOf: run) } }
}
