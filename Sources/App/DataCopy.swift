import Alongside
import Foundation
public import Storage
import StorageSQLite

/// The whole of an installation's data in one SQLite file: what a backup is, whichever engine it comes from, and what a restore and a move begin with.
public enum DataCopy {
    /// Writes what is committed to a new file, while readers and writers go on. Nothing that was deleted is in it.
    public static func write(_ database: any KeptDatabase, to path: String) async throws {
        if let file = database as? SQLiteDatabase { return try await file.backup(to: path) }
        try await rows(of: database, to: path)
    }

    /// The same row by row, each compared afterwards, from an engine that has no file to copy.
    @discardableResult
    static func rows(of database: any Database, to path: String) async throws -> TableCopy.Report {
        do {
            return try await with(path) { try await TableCopy($0.tables()).run(from: database, to: $0) }
        } catch {
            remove(path)
            throw error
        }
    }

    /// Puts the data of a file into an empty database of the same schema.
    @discardableResult
    static func read(_ path: String, into database: any Database) async throws -> TableCopy.Report {
        try await with(path) { try await TableCopy($0.tables()).run(from: $0, to: database) }
    }

    /// A file, open for as long as the work takes.
    private static func with(_ path: String, _ work: (SQLiteDatabase) async throws -> TableCopy.Report) async throws -> TableCopy.Report {
        let file = try SQLiteDatabase.open(path: path, migrations: Schema.migrations)
        do {
            let report = try await work(file)
            try file.close()
            return report
        } catch {
            try file.close()
            throw error
        }
    }

    /// Takes a file away, with what SQLite keeps beside it.
    static func remove(_ path: String) {
        for end in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
}
