import Alongside
import Foundation
import Kernel
import Storage
import StorageSQLite

/// The data as it was before a newer program moved its schema on: a copy beside it, for a roll-back within a week. Its keys stay where they are: what is forgotten since because its
/// day has passed opens no more in it either. Of what is erased early since, the wrapped key is taken out of the copy within minutes.
enum BeforeMigration {
    /// So long a copy is kept.
    static let kept = Span.days(7)

    /// Copies the file when it lacks steps of the schema; to be called before it is opened.
    static func keep(_ path: String) async throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let steps: Set<Int>
        do {
            steps = try SQLiteDatabase.steps(at: path)
        } catch {
            // Whoever opens it next says what is wrong with it.
            return
        }
        guard let newest = steps.max(), newest < Schema.migrations.last?.number ?? 0 else { return }
        let known = Schema.migrations.filter { steps.contains($0.number) }
        guard known.count == steps.count else { return }
        let database = try SQLiteDatabase.open(path: path, migrations: known)
        let target = name(path, newest)
        do {
            DataCopy.remove(target)
            try await database.backup(to: target)
            try database.close()
        } catch {
            try database.close()
            throw error
        }
    }

    /// A copy that takes the place of the data when an older program is to serve it.
    struct WayBack {
        let copy: String
        /// The newest time in it: what came in since is lost.
        let from: Instant?
        fileprivate let rows: [String: Int]
    }

    /// The newest copy that a program with `schema` opens; nil when it opens the data as it is. Changes nothing, and may be asked while the data is served. Throws a `Refusal`
    /// when there is no such copy.
    static func wayBack(_ path: String, knowing schema: Int) async throws -> WayBack? {
        guard let newest = try SQLiteDatabase.steps(at: path).max(), newest > schema else { return nil }
        guard let source = copies(of: path).filter({ $0.schema <= schema }).max(by: { $0.schema < $1.schema }) else {
            throw Refusal(
                "The data has schema \(newest), the program before knows \(schema), and there is no copy from before. Restore a backup: alongside restore"
            )
        }
        try SQLiteCopy.settle(source.path)
        let copy = try SQLiteCopy(source.path)
        defer { try? copy.close() }
        return WayBack(copy: source.path, from: try await copy.read { try ClockStore.reading($0)?.newestSeen }, rows: try await copy.rows())
    }

    /// Whether anybody but the program itself has written since the copy of `wayBack` was made. Nobody may serve the data meanwhile.
    static func hasNews(_ path: String, knowing schema: Int) async throws -> Bool {
        guard let way = try await wayBack(path, knowing: schema) else { return false }
        let before = try await newestDeeds(way.copy)
        return try await zip(newestDeeds(path), before).contains { $0 > $1 }
    }

    private static func newestDeeds(_ path: String) async throws -> [Int] {
        let copy = try SQLiteCopy(path)
        defer { try? copy.close() }
        return try await copy.read { try DeedsStore.newest($0) }
    }

    /// Puts the copy of `wayBack` in the place of the data, which nobody serves. Returns what is to be said of it: what is lost since.
    ///
    /// The older program sees by the mark beside the keys that the data went back, and settles it.
    static func putBack(_ path: String, knowing schema: Int) async throws -> [String] {
        // To look is enough for what a program that did not stop in peace has left in the log: whoever looks last brings it into the file. No step is taken.
        guard let way = try await wayBack(path, knowing: schema) else { return [] }
        guard !FileManager.default.fileExists(atPath: path + "-wal") else {
            throw Refusal("Another program still has \(path) open. Stop it first, Litestream too.")
        }
        let data = try SQLiteCopy(path)
        let rows = try await data.rows()
        try data.close()
        // The name of the data always leads to one of the two, whenever the power goes.
        let aside = rolledBack(path)
        DataCopy.remove(aside)
        try FileManager.default.linkItem(atPath: path, toPath: aside)
        try OwnerOnly.move(way.copy, to: path)
        let (rowsBefore, made) = (way.rows, way.from)
        let lost = ["ask", "offer", "person", "help_match", "message", "receipt", "ledger_entry", "thanks"].compactMap { table -> String? in
            let count = (rows[table] ?? 0) - (rowsBefore[table] ?? 0)
            return count > 0 ? "\(count) of \(table)" : nil
        }
        let since = made.map { " of \(NightWords.time($0))" } ?? ""
        return [
            "The data\(since), from before the upgrade, is in its place again. "
                + (lost.isEmpty
                    ? "No row was added since; what was changed since is lost."
                    : "Lost since, beside what was changed: \(lost.joined(separator: ", "))."),
            "What was there is \(path).rolled-back. It goes by itself after a week.",
        ]
    }

    /// Takes away what is kept and whose week is over.
    static func forget(_ path: String, at now: Instant) throws {
        for file in beside(path) where now - file.made > kept { DataCopy.remove(file.path) }
    }

    /// What was erased early since opens in nothing that is kept beside the data.
    static func letGo(beside path: String, in house: House) async throws {
        for file in beside(path) {
            // A power cut in the middle of a change leaves a file that looks younger than it is, by a week at most.
            let erased = try await house.database.read { try ErasedSince(file.made.day - 7, $0) }
            if erased.isEmpty { continue }
            try SQLiteCopy.change(file.path) { _ = try erased.dropKeys(from: $0) }
            // Its week is counted from when it was made.
            let made = Date(timeIntervalSince1970: Double(file.made.milliseconds) / 1_000)
            try FileManager.default.setAttributes([.modificationDate: made], ofItemAtPath: file.path)
        }
    }

    private static func name(_ path: String, _ schema: Int) -> String { "\(path).schema-\(schema)" }
    private static func rolledBack(_ path: String) -> String { path + ".rolled-back" }

    private static func copies(of path: String) -> [(path: String, schema: Int)] {
        beside(path).compactMap { file in file.schema.map { (file.path, $0) } }
    }

    /// Copies from before a step, with what they have of it, and what a roll-back has put aside.
    private static func beside(_ path: String) -> [(path: String, schema: Int?, made: Instant)] {
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent().path
        let stem = url.lastPathComponent + ".schema-"
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { name in
            let schema = name.hasPrefix(stem) ? Int(name.dropFirst(stem.count)) : nil
            guard schema != nil || "\(folder)/\(name)" == rolledBack(path) else { return nil }
            let made = (try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.modificationDate]) as? Date
            return ("\(folder)/\(name)", schema, Instant(milliseconds: Int64((made?.timeIntervalSince1970 ?? 0) * 1_000)))
        }
    }
}
