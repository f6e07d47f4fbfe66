import Alongside
import Foundation
import Kernel
import Storage
import StorageSQLite

/// The data as it was before a newer program moved its schema on: a copy beside it, for a roll-back within a week. Its keys stay where they are, so it opens nothing that has
/// been forgotten since.
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

    /// Puts the newest copy that a program with `schema` opens in the place of the data, when the data has gone further. Returns what is to be said of it: what is lost since.
    ///
    /// The older program sees by the mark beside the keys that the data went back, and settles it.
    static func putBack(_ path: String, knowing schema: Int) async throws -> [String] {
        // A program that did not stop in peace has left its last changes in the log.
        if FileManager.default.fileExists(atPath: path + "-wal") { try SQLiteDatabase.open(path: path, migrations: Schema.migrations).close() }
        let data = try SQLiteCopy(path)
        let (steps, rows) = (try await data.steps(), try await data.rows())
        try data.close()
        guard let newest = steps.max(), newest > schema else { return [] }
        guard let source = copies(of: path).filter({ $0.schema <= schema }).max(by: { $0.schema < $1.schema }) else {
            throw Refusal(
                "The data has schema \(newest), the program before knows \(schema), and there is no copy from before. Restore a backup: alongside restore"
            )
        }
        let copy = try SQLiteCopy(source.path)
        let (rowsBefore, made) = (try await copy.rows(), try await copy.read { try ClockStore.reading($0)?.newestSeen })
        try copy.close()
        for end in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + end) {
            try OwnerOnly.move(path + end, to: path + ".rolled-back" + end)
        }
        try OwnerOnly.move(source.path, to: path)
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
            "What was there is \(path).rolled-back. Delete it when nobody needs it any more.",
        ]
    }

    /// Takes copies away whose week is over.
    static func forget(_ path: String, at now: Instant) throws {
        for copy in copies(of: path) where now - copy.made > kept { DataCopy.remove(copy.path) }
    }

    private static func name(_ path: String, _ schema: Int) -> String { "\(path).schema-\(schema)" }

    private static func copies(of path: String) -> [(path: String, schema: Int, made: Instant)] {
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent().path
        let stem = url.lastPathComponent + ".schema-"
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { name in
            guard name.hasPrefix(stem), let schema = Int(name.dropFirst(stem.count)) else { return nil }
            let made = (try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.modificationDate]) as? Date
            return ("\(folder)/\(name)", schema, Instant(milliseconds: Int64((made?.timeIntervalSince1970 ?? 0) * 1_000)))
        }
    }
}
