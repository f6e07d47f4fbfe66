import Alongside
import Foundation
public import Storage
import StorageSQLite

/// The whole of an installation's data in one SQLite file: what a backup is, whichever engine it comes from, and what a restore and a move begin with.
public enum DataCopy {
    /// Writes what is committed to a new file, while readers and writers go on. Nothing that was deleted is in it.
    public static func write(_ database: any KeptDatabase, to path: String) async throws {
        if let file = database as? SQLiteDatabase { return try await file.backup(to: path) }
        do {
            let file = try SQLiteDatabase.open(path: path, migrations: Schema.migrations)
            do {
                try await TableCopy(file.tables()).run(from: database, to: file)
            } catch {
                try file.close()
                throw error
            }
            try file.close()
        } catch {
            remove(path)
            throw error
        }
    }

    /// Puts the data of a file into an empty database of the same schema.
    @discardableResult
    static func read(_ path: String, into database: any Database) async throws -> TableCopy.Report {
        let file = try SQLiteDatabase.open(path: path, migrations: Schema.migrations)
        do {
            let report = try await TableCopy(file.tables()).run(from: file, to: database)
            try file.close()
            return report
        } catch {
            try file.close()
            throw error
        }
    }

    /// Takes a file away, with what SQLite keeps beside it.
    static func remove(_ path: String) {
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
}
