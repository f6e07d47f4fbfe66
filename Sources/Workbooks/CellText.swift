/// Gathers the text of a cell, which comes in runs.
struct CellText {
    private(set) var bytes: [UInt8] = []

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    mutating func add(_ run: UnsafeBufferPointer<UInt8>, row: Int) throws(WorkbookFault) {
        guard bytes.count + run.count <= WorkbookLimits.cellBytes else { throw .cell(row: row) }
        bytes.append(contentsOf: run)
    }

    mutating func add(_ byte: UInt8, times: Int = 1, row: Int) throws(WorkbookFault) {
        guard bytes.count + times <= WorkbookLimits.cellBytes else { throw .cell(row: row) }
        bytes.append(contentsOf: repeatElement(byte, count: times))
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}
