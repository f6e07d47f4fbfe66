import Alongside
import Foundation
import Storage
import StorageSQLite

/// `alongside move`: takes the data of a folder to a PostgreSQL server, or from there back into a file of the folder, and compares every row before anything
/// is done with the other end. Keys, and all else in the folder, stay where they are.
public struct MoveCommand: Sendable {
    private let ends: MoveEnds
    private let serverOptions: ServerOptions
    private var folder: DataFolder { ends.folder }

    public init(_ ends: MoveEnds, options: ServerOptions = ServerOptions()) {
        self.ends = ends
        serverOptions = options
    }

    /// `target` is `postgres://...` or `sqlite`.
    init(folder: DataFolder, to target: String, options: ServerOptions = ServerOptions()) throws {
        self.init(try MoveEnds(data: folder.path, keys: folder.keys, from: nil, to: target), options: options)
    }

    public func run(_ console: Console) async throws {
        try OwnerAccount.become(ownerOf: folder.path)
        let lock: FolderLock
        do {
            guard FileManager.default.fileExists(atPath: folder.path) else { throw Refusal("There is no installation in \(folder.path).") }
            lock = try FolderLock(folder: folder.path)
        } catch FolderLock.Refusal.taken {
            throw Refusal("The installation is being served. Stop the server first: what is written meanwhile would stay behind.")
        }
        defer { lock.release() }
        guard let place = try DatabasePlace.of(folder) else { throw Refusal("There is no installation in \(folder.path).") }
        try ends.check(place)
        switch (place, ends.to) {
        case (.file(let path), .server(let url)): try await move(file: path, to: url, console)
        case (.server(let url), .file): try await move(server: url, console)
        case (.file(let path), .file): throw Refusal("The data is there already, in \(path).")
        case (.server, .server): throw Refusal("The data is there already, or on another server. Move it to sqlite first.")
        }
    }

    private func move(file path: String, to url: String, _ console: Console) async throws {
        let place = DatabasePlace.server(url: url)
        let server = try serverOptions.settled(in: folder, for: place)
        let target = try OpenDatabase.open(place, server: server, options: SQLiteOptions())
        do {
            guard try await !target.database.read({ try InstallationStore.isThere($0) }) else {
                throw Refusal("There is an installation in that database already. Name an empty one.")
            }
            let report = try await DataCopy.read(path, into: target.database)
            try target.close()
            try place.keep(in: folder)
            try server.keep(in: folder)
            let left = path + ".moved"
            try OwnerOnly.move(path, to: left)
            say(report, console)
            console.say("The file from before is \(left). Delete it when all is well: rm \(left)")
        } catch {
            try? target.close()
            throw error
        }
    }

    private func move(server url: String, _ console: Console) async throws {
        let place = DatabasePlace.server(url: url)
        let source = try OpenDatabase.open(place, server: try serverOptions.settled(in: folder, for: place), options: SQLiteOptions())
        let draft = folder.database + ".moving"
        DataCopy.remove(draft)
        do {
            let report = try await DataCopy.rows(of: source.database, to: draft)
            try source.close()
            try OwnerOnly.move(draft, to: folder.database)
            try OwnerOnly.move(folder.databaseAddress, to: folder.databaseAddress + ".moved")
            try ServerOptions().keep(in: folder)
            say(report, console)
            console.say("The data on the server is still there. Delete its database when all is well.")
        } catch {
            try? source.close()
            throw error
        }
    }

    private func say(_ report: TableCopy.Report, _ console: Console) {
        console.say("Moved and compared \(report.rows) rows of \(report.tables) tables.")
    }
}
