import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StoragePostgres
import StorageSQLite
import Words

/// An empty folder becomes one more node of an installation: it shows a code, waits until somebody types that on a member, and has the keys.
public struct NodeJoin: Sendable {
    let folder: DataFolder
    let url: String
    let options: ServerOptions
    let name: String?
    var time = TimeSource.system
    var random: any Randomness = SystemRandomness()

    public init(folder: DataFolder, database: String, options: ServerOptions = ServerOptions(), name: String? = nil) throws {
        self.folder = folder
        self.options = options
        url = try DatabasePlace.checked(database)
        self.name = try NodeIdentity.checked(name)
    }

    /// Whether a folder has to join before it can serve: it is empty, and there is an installation in the database.
    func isNeeded() async throws -> Bool {
        guard try DatabasePlace.of(folder) == nil, !KeyFolder.exists(at: folder.keys) else { return false }
        let opened = try open()
        let isThere = try await opened.database.read { try InstallationStore.isThere($0) }
        try opened.close()
        return isThere
    }

    /// Returns when the folder is a node and may be served.
    public func run(_ console: Console) async throws {
        guard try DatabasePlace.of(folder) == nil, !KeyFolder.exists(at: folder.keys) else {
            throw Refusal("There is an installation in \(folder.path), or its keys are there already. A node joins from an empty folder.")
        }
        try OwnerOnly.makeFolder(folder.path)
        let lock = try FolderLock(folder: folder.path)
        defer { lock.release() }
        let opened = try open()
        do {
            guard try await opened.database.read({ try InstallationStore.isThere($0) }) else {
                throw Refusal("There is no installation in that database yet. \"alongside serve\" makes one.")
            }
            try await join(opened.database, console)
            try opened.close()
        } catch {
            try? opened.close()
            throw error
        }
    }

    /// Opening it makes the tables of an empty database, cut as they are to be.
    private func open() throws -> OpenDatabase {
        let place = DatabasePlace.server(url: url)
        return try OpenDatabase.open(place, server: try options.settled(in: folder, for: place), options: SQLiteOptions(), share: .withOthers)
    }

    private func join(_ database: any KeptDatabase, _ console: Console) async throws {
        let identity = try NodeIdentity.of(folder, name: name, random: random)
        let all = try await database.read { try NodeStore.all($0) }
        let join = JoinInstallation(database, id: identity.id, name: EnrolNode.free(identity.name, all), time: time)
        let wakes = Wakes()
        let listener = database.notices.listen { _, _ in wakes.wake() }
        defer { listener.end() }
        try await join.ask()
        console.say("There is an installation in that database. To let this node in, type on a machine that serves it already:")
        console.say("    alongside node add \(join.code.text) --data ITS_FOLDER")
        do {
            for await _ in wakes.every(.seconds(5)) {
                guard let handover = try await join.handover() else { continue }
                try await take(handover, database)
                console.say("This node is \(join.seat.name), and has the keys.")
                return
            }
            throw CancellationError()
        } catch {
            // Also when the program is told to stop.
            try? await Task { try await join.withdraw() }.value
            guard error is JoinInstallation.Refused else { throw error }
            throw Refusal("Keys came from somebody who did not know the code. Look who can write into the database; then begin again.")
        }
    }

    private func take(_ handover: KeyHandover, _ database: any KeptDatabase) async throws {
        let keys = try handover.found(at: folder.keys, from: time.now.day)
        do {
            let house = House(
                database: database, vault: Vault(folder: keys), lookups: Lookups(), time: time, random: random, catalogs: try Catalogs.load(),
                publicURL: ""
            )
            try await KeysFit.check(house)
        } catch {
            try? FileManager.default.removeItem(atPath: folder.keys)
            throw error
        }
        let place = DatabasePlace.server(url: url)
        try options.settled(in: folder, for: place).keep(in: folder)
        try place.keep(in: folder)
    }
}
