import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import Words

/// `alongside restore`: an installation from a backup, on an empty machine, with the recovery code typed in. What has ended since stays ended.
public struct Restore: Sendable {
    let from: BackupFolder
    let to: DataFolder
    let keysFrom: String
    /// The address of a PostgreSQL server that is to hold the data; nil for a file of the folder.
    let database: String?
    let serverOptions: ServerOptions
    var time = TimeSource.system
    var random: any Randomness = SystemRandomness()

    public init(from: String, to: DataFolder, keysFrom: String? = nil, database: String? = nil, serverOptions: ServerOptions = ServerOptions()) {
        self.from = BackupFolder(path: OwnerOnly.absolute(from))
        self.to = to
        self.keysFrom = keysFrom ?? self.from.sealedKeys
        self.database = database
        self.serverOptions = serverOptions
    }

    public func run(_ console: Console) async throws {
        try Self.refuseFull(to.path)
        try Self.refuseFull(to.keys)
        guard let file = from.newest() else { throw Refusal("There is no backup of data in \(from.path).") }
        let manifest = try BackupFolder.check(file)
        guard let sealed = FileManager.default.contents(atPath: keysFrom) else {
            throw Refusal("The keys of the backup are not at \(keysFrom). They are kept apart from the data; name their file with --keys-from.")
        }
        guard let typed = console.ask("Recovery code: ") else { throw Refusal("The recovery code is needed: type it, or pass it on standard input.") }
        let backup = try Self.opened([UInt8](sealed), from: keysFrom, typed: typed)
        do {
            try await restore(file, of: manifest?.madeAt ?? BackupFolder.stamp(file), backup, console)
        } catch {
            Self.empty(to)
            throw error
        }
    }

    /// Sealed keys, opened with what was typed; a `Refusal` tells a code that is none, one of another backup, and a damaged file apart.
    static func opened(_ sealed: [UInt8], from path: String, typed: String) throws -> KeyBackup {
        guard let code = RecoveryCode(typed: typed) else {
            throw Refusal("This is not a recovery code: a letter is wrong or missing. It has eight groups of four letters and digits.")
        }
        do {
            return try KeyBackup.open(sealed, with: code)
        } catch .wrongCode {
            throw Refusal("This recovery code belongs to another backup.")
        } catch {
            throw Refusal("The file of keys at \(path) is damaged. Use another copy.")
        }
    }

    // MARK: Steps

    private func restore(_ file: String, of made: Instant?, _ backup: KeyBackup, _ console: Console) async throws {
        let now = time.now
        try OwnerOnly.makeFolder(to.path)
        let lock = try FolderLock(folder: to.path)
        defer { lock.release() }
        try backup.restore(into: to.keys, from: now.day)
        // The database comes to its place only when everything in it is right.
        let draft = to.database + ".restoring"
        try FileManager.default.copyItem(atPath: file, toPath: draft)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: draft)
        let keys = try KeyFolder.open(path: to.keys)
        try keys.dayKeys.extend(to: now.day + 60, from: now.day)
        let database = try SQLiteDatabase.open(path: draft, migrations: Schema.migrations)
        do {
            let house = House(
                database: database, vault: Vault(folder: keys), lookups: Lookups(), time: time, random: random, catalogs: try Catalogs.load(),
                publicURL: ""
            )
            // Of when the data is: the manifest says so, or the name; else the newest time in it.
            let newest = try await database.read { try ClockStore.reading($0)?.newestSeen }
            let restoredTo = made ?? newest ?? now
            try await KeysFit.check(house)
            let endings = try Endings(bytes: backup.erasures)
            let gone = try await SettleRestored(
                restoredTo: restoredTo, endings: endings, unrepeatable: Background.unrepeatable(in: house)
            ).run(in: house)
            try database.close()
            try await bringHome(draft)
            console.say("Restored to \(NightWords.time(restoredTo)) in \(to.path).")
            console.say("Everybody has to sign in again. Messages that were not sent yet are marked unsure: look before you send them.")
            if gone > 0 { console.say("\(gone) records were due since then, and are gone.") }
        } catch {
            try database.close()
            throw error
        }
    }

    /// To where the data is to be: everything in it is right by now.
    private func bringHome(_ draft: String) async throws {
        guard let database else { return try OwnerOnly.move(draft, to: to.database) }
        let place = DatabasePlace.server(url: try DatabasePlace.checked(database))
        let server = try serverOptions.settled(in: to, for: place)
        let target = try OpenDatabase.open(place, server: server, options: SQLiteOptions())
        do {
            try await DataCopy.read(draft, into: target.database)
            try target.close()
        } catch {
            try? target.close()
            throw error
        }
        try place.keep(in: to)
        try server.keep(in: to)
        DataCopy.remove(draft)
    }

    // MARK: Files

    static func refuseFull(_ path: String) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard names.isEmpty else { throw Refusal("\(path) is not empty. A restore never writes over anything: name a new folder.") }
    }

    /// Both were empty before.
    static func empty(_ to: DataFolder) {
        for folder in [to.path, to.keys] {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                try? FileManager.default.removeItem(atPath: folder + "/" + name)
            }
        }
    }
}
