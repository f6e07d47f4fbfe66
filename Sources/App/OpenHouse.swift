public import Alongside
import Foundation
public import Kernel
import Sealing
import Storage
public import StorageSQLite
import Words

/// A data folder opened by this process, which owns it until it is closed.
public final class OpenHouse: Sendable {
    public let folder: DataFolder
    public let house: House
    public let database: SQLiteDatabase
    private let lock: FolderLock

    private init(folder: DataFolder, house: House, database: SQLiteDatabase, lock: FolderLock) {
        self.folder = folder
        self.house = house
        self.database = database
        self.lock = lock
    }

    /// Opens a folder, and makes it when it is not there. An existing database without its keys is refused: new keys would open nothing of it.
    ///
    /// `publicURL` is what links begin with from now on, over restarts too. Without one it is the last that was given, and where none ever was,
    /// `address`, which is not kept: it holds for this process alone.
    public static func open(
        _ folder: DataFolder, publicURL: String?, address: String = "http://localhost:8080", time: TimeSource = .system,
        random: any Randomness = SystemRandomness(),
        options: SQLiteOptions = SQLiteOptions()
    ) async throws -> OpenHouse {
        try makeFolder(folder.path)
        let lock = try FolderLock(folder: folder.path)
        let isNew = !FileManager.default.fileExists(atPath: folder.database)
        let keys: KeyFolder
        if KeyFolder.exists(at: folder.keys) {
            keys = try KeyFolder.open(path: folder.keys)
        } else {
            guard isNew else { throw Problem(.broken, "problem.keys.missing", ["folder": folder.keys]) }
            keys = try KeyFolder.create(path: folder.keys, today: time.now.day)
        }
        let database = try SQLiteDatabase.open(path: folder.database, migrations: Schema.migrations, options: options)
        try await database.write { transaction in
            try InstallationStore.begin(at: time.now, transaction)
            if let publicURL { try InstallationStore.setPublicURL(publicURL, transaction) }
        }
        let known = try await database.read { try InstallationStore.publicURL($0) }
        let house = House(
            database: ClockGuard(database, time: time), vault: Vault(folder: keys), lookups: Lookups(), time: time, random: random,
            catalogs: try Catalogs.load(), publicURL: known ?? address
        )
        return OpenHouse(folder: folder, house: house, database: database, lock: lock)
    }

    /// Writes what is left, and lets another process have the folder.
    public func close() throws {
        try database.close()
        lock.release()
    }

    private static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
        )
    }
}
