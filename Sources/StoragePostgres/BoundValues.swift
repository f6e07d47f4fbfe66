import CPostgres
import Storage

/// A statement's values as libpq wants them: numbers and bytes in binary, text as it is. Types are named, so that `$1 + 1` is counted in 64 bits.
struct BoundValues {
    let types: [Oid]
    private let formats: [Int32]
    /// Nil for NULL. Text carries a zero byte behind its end.
    private let fields: [[UInt8]?]
    private let lengths: [Int32]

    /// - Throws: a failure of class 22 for a text with a zero byte in it, which PostgreSQL cannot keep.
    init(_ values: [Value]) throws(PostgresFailure) {
        var types: [Oid] = []
        var formats: [Int32] = []
        var fields: [[UInt8]?] = []
        var lengths: [Int32] = []
        for value in values {
            let (type, format, field): (Oid, Int32, [UInt8]?)
            var length: Int?
            switch value {
            case .null: (type, format, field) = (PostgresType.unspecified, 1, nil)
            case .integer(let number): (type, format, field) = (PostgresType.integer64, 1, Self.bigEndian(UInt64(bitPattern: number)))
            case .real(let number): (type, format, field) = (PostgresType.real64, 1, Self.bigEndian(number.bitPattern))
            case .text(let text):
                if text.utf8.contains(0) { throw PostgresFailure(state: "22021", words: "22021: a text holds a zero byte") }
                (type, format, field) = (PostgresType.text, 0, Array(text.utf8) + [0])
                length = text.utf8.count
            case .bytes(let bytes): (type, format, field) = (PostgresType.bytes, 1, bytes)
            }
            types.append(type)
            formats.append(format)
            fields.append(field)
            lengths.append(Int32(length ?? field?.count ?? 0))
        }
        (self.types, self.formats, self.fields, self.lengths) = (types, formats, fields, lengths)
    }

    /// Hands over count, types, values, lengths and formats for one call.
    func withPointers<Output>(
        _ body: (
            Int32, UnsafePointer<Oid>?, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) throws(PostgresFailure) -> Output
    ) throws(PostgresFailure) -> Output {
        // One allocation for all values: a pointer into each array of its own would need as many nested closures. An empty value points to the end.
        let size = fields.reduce(1) { $0 + ($1?.count ?? 0) }
        let all = UnsafeMutablePointer<CChar>.allocate(capacity: size)
        defer { all.deallocate() }
        var pointers: [UnsafePointer<CChar>?] = []
        var place = all
        for field in fields {
            guard let field else {
                pointers.append(nil)
                continue
            }
            pointers.append(UnsafePointer(place))
            for byte in field {
                place.initialize(to: CChar(bitPattern: byte))
                place += 1
            }
        }
        let count = Int32(fields.count)
        do {
            return try types.withUnsafeBufferPointer { types in
                try pointers.withUnsafeBufferPointer { pointers in
                    try lengths.withUnsafeBufferPointer { lengths in
                        try formats.withUnsafeBufferPointer { formats in
                            try body(count, types.baseAddress, pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
                        }
                    }
                }
            }
        } catch let failure as PostgresFailure {
            throw failure
        } catch {
            throw PostgresFailure(state: "XX000", words: "\(error)")
        }
    }

    private static func bigEndian(_ word: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) } }
}
