import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite

@testable import App

/// Every text in every sealed column, as it stands there.
enum TextsOfColumns {
    static func all(in house: House, group: Group, _ connection: any Connection) throws -> [SealedColumn: [String]] {
        var texts: [SealedColumn: [String]] = [:]
        for column in SealedColumn.allCases {
            texts[column] = []
            guard column != .picture else { continue }
            for cell in try SealedCell.all(of: column, in: group.id, connection) {
                let opened = try cell.open(by: house.vault.key(of: cell.subject, in: group.id, connection))
                texts[column]? += try FieldReader(opened).runs.compactMap { String(validating: $0, as: UTF8.self) }
            }
        }
        return texts
    }
}

/// A search for many texts in one pass: by the first two bytes, then by six, then whole.
struct ManyTexts {
    private var starts = [Bool](repeating: false, count: 65_536)
    private var texts: [Data: [Data]] = [:]

    init(_ wanted: [Data]) {
        for text in wanted where text.count >= 6 {
            starts[Int(text[text.startIndex]) << 8 | Int(text[text.startIndex + 1])] = true
            texts[Data(text.prefix(6)), default: []].append(text)
        }
    }

    func found(in data: Data) -> Set<Data> {
        guard data.count >= 6 else { return [] }
        var found: Set<Data> = []
        data.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
            starts.withUnsafeBufferPointer { starts in
                for place in 0...(bytes.count - 6) where starts[Int(bytes[place]) << 8 | Int(bytes[place + 1])] {
                    for text in texts[Data(bytes[place..<place + 6])] ?? [] where place + text.count <= bytes.count {
                        if Data(bytes[place..<place + text.count]) == text { found.insert(text) }
                    }
                }
            }
        }
        return found
    }
}

extension OpenHouse {
    /// A statement's first column as text, and its second as a number.
    func counts(_ sql: String) async throws -> [String: Int] {
        try await database.read { connection in
            var out: [String: Int] = [:]
            try connection.forEach(sql, []) { out[$0.text(0)] = $0.int(1) }
            return out
        }
    }
}
