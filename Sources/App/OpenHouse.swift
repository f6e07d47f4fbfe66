public import Alongside
import Foundation
public import Kernel
import Sealing
public import Storage
import StoragePostgres
public import StorageSQLite
import Synchronization
import Words

/// A data folder opened by this process, which owns it until it is closed.
public final class OpenHouse: Sendable {
    public let folder: DataFolder
    public let house: House
    /// Whether a `HistoryWatch` of this process looks after data that goes back.
    let isWatched = Atomic<Bool>(false)
    private let opened: OpenDatabase
    private let lock: FolderLock

    private init(folder: DataFolder, house: House, opened: OpenDatabase, lock: FolderLock) {
        self.folder = folder
        self.house = house
        self.opened = opened
        self.lock = lock
    }

    public var database: any KeptDatabase { opened.database }

    /// Opens a folder, and makes it when it is not there. An existing database without its keys is refused: new keys would open nothing of it.
    ///
    /// `server` is the address of a PostgreSQL server on which the data lies from now on; nil for where it is, which in a new folder is a file there. The folder keeps
    /// what `serverOptions` says beside it.
    ///
    /// `alone`: whether no other node of the installation may work on the server meanwhile. `node` is what this one is to be called there.
    ///
    /// `publicURL` is what links begin with from now on, over restarts too. Without one it is the last that was given, and where none ever was,
    /// `address`, which is not kept: it holds for this process alone.
    ///
    /// `seen` puts something before the database that sees what is asked of it.
    ///
    /// `time` is the machine's own clock unless one is handed in. That one is then the database server's, too, unless `serverTime` says otherwise.
    public static func open(
        _ folder: DataFolder, publicURL: String?, address: String = "http://localhost:8080", time handed: TimeSource? = nil,
        serverTime: TimeSource? = nil, random: any Randomness = SystemRandomness(),
        server: String? = nil, serverOptions: ServerOptions = ServerOptions(), alone: Bool = false, node: String? = nil,
        options: SQLiteOptions = SQLiteOptions(), seen: @Sendable (any Database) -> any Database = { $0 }
    ) async throws -> OpenHouse {
        let time = handed ?? .system
        try makeFolder(folder.path)
        let lock = try FolderLock(folder: folder.path)
        let place = try DatabasePlace.settled(server, in: folder)
        let serverOptions = try serverOptions.settled(in: folder, for: place)
        let isKnown = try DatabasePlace.of(folder) != nil
        // Keys are made before there is anything that they could be too late for, and never for data that has keys elsewhere.
        if case .file = place { try prepareKeys(folder, isNew: !isKnown, at: time.now) }
        if case .file(let path) = place { try await BeforeMigration.keep(path) }
        let opened = try OpenDatabase.open(place, server: serverOptions, options: options, share: alone ? .alone : .withOthers)
        do {
            let database = opened.database
            let isThere = try await database.read { try InstallationStore.isThere($0) }
            try prepareKeys(folder, isNew: !isThere, at: time.now)
            if !isThere { try await begin(database, folder, place, at: time.now) }
            let keys = try KeyFolder.open(path: folder.keys)
            if isThere, try DatabasePlace.of(folder) != place {
                let strange = House(
                    database: database, vault: Vault(folder: keys), lookups: Lookups(), time: time, random: random, catalogs: try Catalogs.load(),
                    publicURL: ""
                )
                try await KeysFit.check(strange)
            }
            try place.keep(in: folder)
            try serverOptions.keep(in: folder)
            let vault = Vault(folder: keys)
            var seat: NodeSeat?
            var serverClock: ServerClock?
            if case .server = place {
                let identity = try NodeIdentity.of(folder, name: node, random: random)
                let enrolled = try await EnrolNode(id: identity.id, name: identity.name).run(database, vault, at: time.now)
                opened.stand(on: NodeStore.place(of: enrolled))
                seat = enrolled
                let told = serverTime ?? handed
                serverClock = ServerClock(time: time) { if let told { told.now } else { try await database.clock() } }
            }
            let house = try await house(
                opened, vault, seat, serverClock, codeFile: RecoveryCodes.file(of: folder), publicURL: publicURL, address: address, time: time,
                random: random,
                seen: seen
            )
            try await NodeKeys(house)?.settle()
            return OpenHouse(folder: folder, house: house, opened: opened, lock: lock)
        } catch {
            try? opened.close()
            throw error
        }
    }

    private static func prepareKeys(_ folder: DataFolder, isNew: Bool, at now: Instant) throws {
        guard !KeyFolder.exists(at: folder.keys) else { return }
        guard isNew else { throw Problem(.broken, "problem.keys.missing", ["folder": folder.keys]) }
        _ = try KeyFolder.create(path: folder.keys, today: now.day)
    }

    /// Two that begin on the same server at once would both make keys: the second one's open nothing, and go again.
    private static func begin(_ database: any KeptDatabase, _ folder: DataFolder, _ place: DatabasePlace, at now: Instant) async throws {
        guard try await !database.write({ try InstallationStore.begin(at: now, $0) }) else { return }
        if case .server = place { try FileManager.default.removeItem(atPath: folder.keys) }
        throw Refusal("Another program has begun an installation in this database at this moment. Start this one again.")
    }

    private static func house(
        _ opened: OpenDatabase, _ vault: Vault, _ seat: NodeSeat?, _ serverClock: ServerClock?, codeFile: String, publicURL: String?, address: String,
        time: TimeSource,
        random: any Randomness, seen: (any Database) -> any Database
    ) async throws -> House {
        let database = opened.database
        try await database.write { transaction in
            try InstallationStore.begin(at: time.now, transaction)
            if let publicURL { try InstallationStore.setPublicURL(publicURL, transaction) }
        }
        let known = try await database.read { try InstallationStore.publicURL($0) }
        let house = House(
            database: ClockGuard(seen(database), time: time), replica: opened.replica, vault: vault, lookups: Lookups(), time: time,
            random: random, catalogs: try Catalogs.load(), publicURL: known ?? address, codeFile: codeFile, seat: seat,
            serverClock: serverClock
        )
        house.followNotices()
        return house
    }

    /// Says to the other nodes that this one ends in good order. Where that cannot be said they find out by themselves.
    public func leave() async {
        do { try await NodeKeys(house)?.leave() } catch { return }
    }

    /// Writes what is left, and lets another process have the folder.
    public func close() throws {
        try opened.close()
        lock.release()
    }

    private static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
        )
    }
}
