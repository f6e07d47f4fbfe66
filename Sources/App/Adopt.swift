import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import Words

/// `alongside restore --adopt`: an installation around a database that is on a server already, whole or recovered to a point in time, when the machine with the keys is gone. The keys
/// come from their sealed copy, with the recovery code typed in; what that copy lists as ended ends again.
public struct Adopt: Sendable {
    let to: DataFolder
    let keysFrom: String
    let database: String
    let serverOptions: ServerOptions
    var time = TimeSource.system
    var random: any Randomness = SystemRandomness()

    /// `database` is the address of the server, postgres://...; the folder keeps what `serverOptions` says beside it.
    public init(_ database: String, to: DataFolder, keysFrom: String, serverOptions: ServerOptions = ServerOptions()) throws {
        self.database = try DatabasePlace.checked(database)
        self.to = to
        self.keysFrom = OwnerOnly.absolute(keysFrom)
        self.serverOptions = serverOptions
    }

    public func run(_ console: Console) async throws {
        try Restore.refuseFull(to.path)
        try Restore.refuseFull(to.keys)
        guard let sealed = FileManager.default.contents(atPath: keysFrom) else { throw Refusal("The sealed keys are not at \(keysFrom).") }
        guard let typed = console.ask("Recovery code: ") else { throw Refusal("The recovery code is needed: type it, or pass it on standard input.") }
        let backup = try Restore.opened([UInt8](sealed), from: keysFrom, typed: typed)
        do {
            try await adopt(backup, console)
        } catch {
            Restore.empty(to)
            throw error
        }
    }

    private func adopt(_ backup: KeyBackup, _ console: Console) async throws {
        let now = time.now
        try OwnerOnly.makeFolder(to.path)
        let lock = try FolderLock(folder: to.path)
        defer { lock.release() }
        try backup.restore(into: to.keys, from: now.day)
        let keys = try KeyFolder.open(path: to.keys)
        try keys.dayKeys.extend(to: now.day + 60, from: now.day)
        let place = DatabasePlace.server(url: database)
        let server = try serverOptions.settled(in: to, for: place)
        let opened = try OpenDatabase.open(place, server: server, options: SQLiteOptions())
        do {
            guard try await opened.database.read({ try InstallationStore.isThere($0) }) else {
                throw Refusal("There is no installation in that database.")
            }
            let house = House(
                database: opened.database, vault: Vault(folder: keys), lookups: Lookups(), time: time, random: random, catalogs: try Catalogs.load(),
                publicURL: ""
            )
            try await KeysFit.check(house)
            let of = try await house.database.read { try ClockStore.reading($0)?.newestSeen } ?? now
            let gone = try await SettleRestored(
                restoredTo: of, endings: Endings(bytes: backup.erasures), unrepeatable: Background.unrepeatable(in: house)
            ).run(in: house)
            try opened.close()
            try place.keep(in: to)
            try server.keep(in: to)
            console.say("The database of \(NightWords.time(of)) has its keys again, in \(to.keys).")
            console.say("Everybody has to sign in again. Messages that were not sent yet are marked unsure: look before you send them.")
            if gone > 0 { console.say("\(gone) records were due since then, and are gone.") }
        } catch {
            try? opened.close()
            throw error
        }
    }
}
