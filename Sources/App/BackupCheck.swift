import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite

/// `alongside restore --check`: tells whether a backup would restore, without writing anything anywhere: checksums, the database, its schema and its counts,
/// and with the recovery code, whether every record opens.
public struct BackupCheck: Sendable {
    private let folder: BackupFolder
    /// The one copy that was named; nil for the newest of the folder.
    private let file: String?
    private let keysFrom: String
    /// Whether the keys were named: keys that are elsewhere are no trouble unless somebody says where.
    private let isNamed: Bool

    /// `backup` is a folder of backups, or one file of data in it.
    public init(_ backup: String, keysFrom: String? = nil) {
        let path = OwnerOnly.absolute(backup)
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        let isFile = (isThere && !isFolder.boolValue) || path.hasSuffix(".sqlite")
        folder = BackupFolder(path: isFile ? URL(fileURLWithPath: path).deletingLastPathComponent().path : path)
        file = isFile ? path : nil
        self.keysFrom = keysFrom.map(OwnerOnly.absolute) ?? folder.sealedKeys
        isNamed = keysFrom != nil
    }

    /// A `Refusal` names the first thing that is wrong.
    public func run(_ console: Console) async throws {
        guard let file = file ?? folder.newest() else { throw Refusal("There is no backup of data in \(folder.path).") }
        let manifest = try BackupFolder.check(file)
        console.say("Data: \(file) is what was written\(manifest.map { ", of \($0.made), from \($0.engine)" } ?? "").")
        let copy = try SQLiteCopy(file)
        do {
            let isCurrent = try await checkSchema(copy, file)
            try await checkRows(copy, manifest, console)
            try await checkKeys(copy, manifest, opensRecords: isCurrent, console)
        } catch {
            try copy.close()
            throw error
        }
        try copy.close()
        console.say("This backup restores.")
    }

    // MARK: Data

    /// Whether the data has today's schema; a restore moves older data on.
    private func checkSchema(_ copy: SQLiteCopy, _ file: String) async throws -> Bool {
        let steps = try await copy.steps()
        guard !steps.isEmpty else { throw Refusal("\(file) is no database of this program.") }
        do {
            return try SchemaPlan(Schema.migrations).missing(after: steps).isEmpty
        } catch SchemaFault.newer(let found, let known) {
            throw Refusal("\(file) was written by a newer release (schema \(found), and this program knows \(known)). Install that release first.")
        } catch {
            throw Refusal("\(file) was written by another release: \(error).")
        }
    }

    private func checkRows(_ copy: SQLiteCopy, _ manifest: BackupManifest?, _ console: Console) async throws {
        if let damage = try await copy.integrityProblems().first {
            throw Refusal("The database in this backup is damaged: \(damage). Use another backup.")
        }
        let rows = try await copy.rows()
        if let manifest {
            for table in Set(rows.keys).union(manifest.rows.keys).sorted() where rows[table] != manifest.rows[table] {
                throw Refusal(
                    "The table \(table) has \(rows[table] ?? 0) rows, and \(manifest.rows[table] ?? 0) were written. Use another backup.")
            }
        }
        console.say("Rows: \(rows.values.reduce(0, +)) in \(rows.count) tables\(manifest == nil ? "" : ", as many as were written").")
    }

    // MARK: Keys

    private func checkKeys(_ copy: SQLiteCopy, _ manifest: BackupManifest?, opensRecords: Bool, _ console: Console) async throws {
        guard let sealed = FileManager.default.contents(atPath: keysFrom).map({ [UInt8]($0) }) else {
            guard isNamed || FileManager.default.fileExists(atPath: folder.keys) else {
                throw Refusal("The sealed keys are not at \(keysFrom), and without them nothing opens. Name their file with --keys-from.")
            }
            throw Refusal("The file of sealed keys \(keysFrom) is missing.")
        }
        let digest = BackupFolder.hex(Digest.sha256(sealed))
        // Older keys are as good as those of this copy; each backup has its own in the manifest.
        let isWritten = ([manifest] + folder.copies().map(\.manifest)).contains { $0?.keys.sha256 == digest }
        guard let typed = console.ask("Recovery code (leave it empty to try no record): "), !typed.isEmpty else {
            guard isWritten || manifest == nil else {
                throw Refusal("The sealed keys \(keysFrom) are damaged, or of a backup that was interrupted: only the recovery code tells.")
            }
            console.say("Keys: \(keysFrom) is what was written.")
            console.say("Without the recovery code it was not tried whether the records open.")
            return
        }
        let backup = try Restore.opened(sealed, from: keysFrom, typed: typed)
        let proof = try await copy.read { try BackupProof(backup, opensRecords: opensRecords, $0) }
        guard proof.broken == 0 else {
            throw Refusal(
                "\(proof.broken) groups or records of this backup do not open with these keys. Were the keys of another installation named?")
        }
        console.say("Keys: \(keysFrom) opens with this code.")
        let past = proof.past == 0 ? "" : " \(proof.past) were due since, and stay closed."
        console.say("Records: the keys of \(proof.subjects) people, asks and the like open, and \(proof.records) sealed records.\(past)")
        if !opensRecords { console.say("The data has an older schema: a restore moves it on.") }
    }
}
