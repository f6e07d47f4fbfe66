import Kernel

/// The state machine over bytes: copies runs of plain bytes, and looks closely only at quotes, delimiters and line ends. O(bytes).
struct CSVMachine: Sendable {
    private enum State {
        /// At the beginning of a field, perhaps after blanks.
        case start
        case plain
        case quoted
        /// Behind a quote inside quotes: the end of the field, or the first half of a quote that is meant.
        case closing
    }

    /// The line that is being read, from 1.
    private var line: Int
    private let delimiter: UInt8
    private var state = State.start
    private var rowLine: Int
    private var quoteLine = 1
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var fieldStart = 0
    private var skipsLineFeed = false

    /// `line` is the number of the first line that is read.
    init(delimiter: UInt8, line: Int = 1) {
        self.delimiter = delimiter
        self.line = line
        rowLine = line
    }

    mutating func read(_ chunk: ArraySlice<UInt8>, _ each: (SheetRow) throws(Problem) -> Void) throws(Problem) {
        var failure: Problem?
        chunk.withUnsafeBufferPointer { buffer in
            do throws(Problem) { try read(buffer, each) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    mutating func finish(_ each: (SheetRow) throws(Problem) -> Void) throws(Problem) {
        if state == .quoted { throw Problem(.invalid, "problem.sheet.quote", ["line": String(quoteLine)]) }
        try endRow(each)
    }

    private mutating func read(_ buffer: UnsafeBufferPointer<UInt8>, _ each: (SheetRow) throws(Problem) -> Void) throws(Problem) {
        var position = 0
        let count = buffer.count
        while position < count {
            let byte = buffer[position]
            if skipsLineFeed {
                skipsLineFeed = false
                if byte == 0x0A {
                    position += 1
                    continue
                }
            }
            switch state {
            case .quoted:
                position = try readQuoted(buffer, from: position)
                continue
            case .closing:
                if byte == UInt8(ascii: "\"") {
                    bytes.append(byte)
                    state = .quoted
                    position += 1
                    continue
                }
                // Whatever follows a closing quote is taken as it stands.
                state = .plain
                continue
            case .start:
                if byte == UInt8(ascii: "\"") {
                    // Blanks before a quote are dirt.
                    bytes.removeLast(bytes.count - fieldStart)
                    state = .quoted
                    quoteLine = line
                    position += 1
                    continue
                }
                if byte != 0x20 || delimiter == 0x20 { state = .plain }
                if state == .start {
                    bytes.append(byte)
                    position += 1
                    continue
                }
            case .plain: break
            }
            position = try readPlain(buffer, from: position, each)
        }
    }

    /// Plain bytes up to the end of the field or the chunk.
    private mutating func readPlain(
        _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, _ each: (SheetRow) throws(Problem) -> Void
    ) throws(Problem) -> Int {
        var end = start
        let count = buffer.count
        while end < count {
            let byte = buffer[end]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
            end += 1
        }
        if end > start {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start..<end]))
            try checkField()
        }
        guard end < count else { return end }
        if buffer[end] == delimiter {
            try endField()
        } else {
            skipsLineFeed = buffer[end] == 0x0D
            try endRow(each)
            line += 1
            rowLine = line
        }
        return end + 1
    }

    /// Bytes inside quotes up to the next quote, with every line end as one line feed.
    private mutating func readQuoted(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int) throws(Problem) -> Int {
        var end = start
        while end < buffer.count, buffer[end] != UInt8(ascii: "\""), buffer[end] != 0x0A, buffer[end] != 0x0D { end += 1 }
        if end > start {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start..<end]))
            try checkField()
        }
        guard end < buffer.count else { return end }
        if buffer[end] == UInt8(ascii: "\"") {
            state = .closing
        } else {
            skipsLineFeed = buffer[end] == 0x0D
            bytes.append(0x0A)
            line += 1
        }
        return end + 1
    }

    private func checkField() throws(Problem) {
        guard bytes.count - fieldStart > CSVReader.fieldBytes else { return }
        throw Problem(.invalid, "problem.sheet.field", ["line": String(state == .quoted ? quoteLine : line)])
    }

    private mutating func endField() throws(Problem) {
        ends.append(bytes.count)
        fieldStart = bytes.count
        state = .start
        guard ends.count < CSVReader.columns else { throw Problem(.invalid, "problem.sheet.columns", ["line": String(rowLine)]) }
    }

    /// Hands the row over, unless nothing stands in it.
    private mutating func endRow(_ each: (SheetRow) throws(Problem) -> Void) throws(Problem) {
        let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0 || $0 == 0x09 || $0 == 0x0A }
        if !isBlank {
            ends.append(bytes.count)
            try each(SheetRow(line: rowLine, bytes: bytes, ends: ends))
        }
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        fieldStart = 0
        state = .start
    }
}
