import Kernel
import Sealing
import Storage

/// A table on its way: which columns its file has, and how a row becomes cells and cells a row.
struct MovingTable {
    let shape: TableShape
    /// The headings of the file.
    let columns: [String]
    private let parts: [Part]

    private enum Part {
        /// As it is.
        case plain(Int)
        /// The same group in every row: it stands in the description.
        case group(Int)
        case sealed(Sealed, Int)
        /// `record_key`, whose wrapping belongs to this machine and its days.
        case key(Int)
        case ofWrapping(Int)
    }

    /// Where the parts of a binding stand in a row.
    private struct Sealed {
        let record: MovingRecord
        let field: String
        let subject: Int
        let row: Int
        let number: Int?

        func binding(_ values: [Value], in group: ID<Group>) throws -> Binding {
            guard case .bytes(let id) = values[row] else { throw MovingFault.changed }
            var bytes = id
            if let number {
                guard case .integer(let at) = values[number], let batch = ID<ImportBatch>(bytes: id) else { throw MovingFault.changed }
                bytes = ImportStore.row(batch, Int(at))
            }
            return Binding(group: group.bytes, record: bytes, field: field, version: 1)
        }
    }

    init(_ shape: TableShape) {
        self.shape = shape
        parts = shape.columns.enumerated().map { index, column in
            if column == "group_id" { return .group(index) }
            if shape.name == "record_key" {
                switch column {
                case "wrapped": return .key(index)
                case "epoch", "due_day": return .ofWrapping(index)
                default: return .plain(index)
                }
            }
            guard let sealed = SealedColumn(rawValue: "\(shape.name).\(column)"), let place = SealedColumnStore.place(of: sealed) else {
                return .plain(index)
            }
            func at(_ name: String) -> Int? { shape.columns.firstIndex(of: name) }
            return .sealed(
                Sealed(
                    record: MovingRecord(sealed), field: place.field, subject: at(place.subject) ?? 0, row: at(place.row) ?? 0,
                    number: place.number.flatMap(at)), index)
        }
        columns = parts.flatMap { part in
            switch part {
            case .plain(let index): [shape.columns[index]]
            case .group, .ofWrapping: [String]()
            case .sealed(let sealed, _): sealed.record.columns
            case .key: ["key"]
            }
        }
    }

    // MARK: Out

    func cells(_ row: [Value], _ keys: SubjectKeys, _ connection: any Connection) throws -> [Value] {
        var cells: [Value] = []
        for part in parts {
            switch part {
            case .plain(let index): cells.append(row[index])
            case .group, .ofWrapping: break
            case .key: cells.append(try key(row, keys, connection))
            case .sealed(let sealed, let index):
                guard case .bytes(let bytes) = row[index], let key = try keys.key(of: subject(row[sealed.subject]), connection) else {
                    cells += sealed.record.none
                    continue
                }
                cells += try sealed.record.cells(Seal.open(bytes, under: key, bound: sealed.binding(row, in: keys.group)))
            }
        }
        return cells
    }

    /// The key itself for the group; for a link what only its holder opens.
    private func key(_ row: [Value], _ keys: SubjectKeys, _ connection: any Connection) throws -> Value {
        let of = shape.places(of: ["subject_id", "reader", "epoch", "due_day", "wrapped"])
        guard of.count == 5, case .bytes(let reader) = row[of[1]], case .integer(let epoch) = row[of[2]], case .integer(let day) = row[of[3]],
            case .bytes(let wrapped) = row[of[4]]
        else { throw MovingFault.changed }
        let subject = try subject(row[of[0]])
        if .bytes(reader) == SubjectStore.groupReader { return try keys.key(of: subject, connection).map { .bytes($0.bytes) } ?? .null }
        let held = HeldKey(epoch: Int(epoch), due: Day(number: Int32(day)), wrapped: wrapped)
        return try keys.peeled(held, of: subject, reader: reader).map { .bytes($0) } ?? .null
    }

    private func subject(_ value: Value) throws -> ID<Subject> {
        guard case .bytes(let bytes) = value, let id = ID<Subject>(bytes: bytes) else { throw MovingFault.changed }
        return id
    }

    // MARK: In

    /// A row as it stands in the database, sealed again. `keys` are those that came with the file; a record whose subject has none is left out.
    ///
    /// - Throws: `MovingFault.changed` for cells that are not those of a row.
    func row(_ cells: [Value], of group: ID<Group>, keys: [ID<Subject>: SealingKey]) throws -> [Value] {
        guard cells.count == columns.count else { throw MovingFault.changed }
        var row = [Value](repeating: .null, count: shape.columns.count)
        var next = 0
        var sealed: [(Sealed, Int, ArraySlice<Value>)] = []
        for part in parts {
            switch part {
            case .plain(let index):
                row[index] = cells[next]
                next += 1
            case .group(let index): row[index] = group.stored
            case .ofWrapping: break
            case .key(let index):
                row[index] = cells[next]
                next += 1
            case .sealed(let one, let index):
                sealed.append((one, index, cells[next..<next + one.record.columns.count]))
                next += one.record.columns.count
            }
        }
        for (index, value) in row.enumerated() where !MovingRange.holds(value, in: shape.columns[index]) { throw MovingFault.changed }
        for (one, index, cells) in sealed {
            guard let plain = try one.record.plain(cells), let key = try keys[subject(row[one.subject])] else { continue }
            row[index] = .bytes(Seal.seal(plain, under: key, bound: try one.binding(row, in: group)))
        }
        return row
    }
}
