import Kernel
import Storage

/// What the import of a sheet of streets is undone from: which entries are new, and how those that it replaced stood before.
extension GazetteerStore {
    /// A sheet with more rows keeps what it brought: taking it back would hold up everybody else. It can be brought in again, corrected.
    static let mostUndone = 2_000

    static func sheetFields(added: [ID<GazetteerEntry>], replaced: [GazetteerEntry]) -> [String: String] {
        var before = ["sheet": added.map(\.text).joined(separator: " ")]
        for entry in replaced {
            for (name, value) in entry.fields { before[entry.id.text + "-" + name] = value }
        }
        return before
    }

    static func putBackSheet(_ before: [String: String], in group: ID<Group>, _ transaction: any Transaction) throws {
        for text in (before["sheet"] ?? "").split(separator: " ") {
            if let id = ID<GazetteerEntry>(text: String(text)) { try remove(id, in: group, transaction) }
        }
        var entries: [ID<GazetteerEntry>: [String: String]] = [:]
        for (name, value) in before {
            guard let dash = name.firstIndex(of: "-"), let id = ID<GazetteerEntry>(text: String(name[..<dash])) else { continue }
            entries[id, default: [:]][String(name[name.index(after: dash)...])] = value
        }
        for (id, fields) in entries {
            if let entry = GazetteerEntry(fields: fields, id: id) { try insert(entry, in: group, transaction) }
        }
    }
}
