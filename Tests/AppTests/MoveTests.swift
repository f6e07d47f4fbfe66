import Foundation
import Kernel
import Sealing
import Storage
import StoragePostgres
import StorageSQLite
import TestKit
import Testing

@testable import Alongside
@testable import App

/// The same installation in a file and on a server: moved, served, backed up and restored. Where no server is named, `bin/test` has started none and says so.
@Suite("Moving between engines", .enabled(if: TestServer.isThere, "ALONGSIDE_POSTGRES names no server")) struct MoveTests {
    /// What each table holds, with every column as it is kept.
    private func rows(_ database: any KeptDatabase, _ shapes: [TableShape]) async throws -> [String: [[Value]]] {
        try await database.read { connection in
            var out: [String: [[Value]]] = [:]
            for shape in shapes {
                let key = shape.key.joined(separator: ", ")
                out[shape.name] = try connection.all("SELECT \(shape.columns.joined(separator: ", ")) FROM \(shape.name) ORDER BY \(key)") { row in
                    (0..<row.count).map { row.value($0) }
                }
            }
            return out
        }
    }

    private func town() async throws -> DataFolder {
        let folder = DataFolder(TestFolder.fresh("moving"))
        try await MadeTown.copy(to: folder.path)
        return folder
    }

    /// The address of a town whose keys lie elsewhere.
    private func townOnServer() async throws -> String {
        let server = try TestServer()
        try await MoveCommand(folder: try await town(), to: server.url).run(Spoken().console())
        return server.url
    }

    private func shapes(_ folder: DataFolder) async throws -> [TableShape] {
        let database = try SQLiteDatabase.open(path: folder.database, migrations: Schema.migrations)
        // Who serves it is another node there, and not the installation's data.
        let shapes = try await database.tables().filter { !["node", "node_key", "day_key", "chore_turn"].contains($0.name) }
        try database.close()
        return shapes
    }

    @Test("a town moves to a server and back: every row of every table is the same, and its people open with the keys of the folder")
    func thereAndBack() async throws {
        let folder = try await town()
        let shapes = try await shapes(folder)
        let server = try TestServer()
        let before = try SQLiteDatabase.open(path: folder.database, migrations: Schema.migrations)
        let held = try await rows(before, shapes)
        try before.close()
        #expect(held.values.map(\.count).reduce(0, +) > 3_000)

        let there = Spoken()
        try await MoveCommand(folder: folder, to: server.url).run(there.console())
        #expect(there.text.contains("Moved and compared") && there.text.contains(folder.database + ".moved"))
        #expect(!FileManager.default.fileExists(atPath: folder.database))

        let open = try await OpenHouse.open(folder, publicURL: nil, time: TimeSource { World.start })
        #expect(open.database.engine == .postgres)
        #expect(try await rows(open.database, shapes) == held)
        let house = open.house
        let names = try await house.database.read { connection in
            let group = try #require(try GroupStore.everyGroup(connection).first)
            var names: [String] = []
            try PersonStore.forEachCard(in: house, group: group.id, connection) { names.append($1.alias) }
            return names
        }
        #expect(names.count > 60)
        #expect(await refusal { try await MoveCommand(folder: folder, to: "sqlite").run(Spoken().console()) }.contains("being served"))
        try open.close()

        try await MoveCommand(folder: folder, to: "sqlite").run(Spoken().console())
        let after = try SQLiteDatabase.open(path: folder.database, migrations: Schema.migrations)
        #expect(try await rows(after, shapes) == held)
        #expect(try await after.integrityProblems() == [])
        try after.close()
        #expect(try DatabasePlace.of(folder) == .file(folder.database))
    }

    @Test("a group moves to a server in partitions, is found in them by every later command, and moves back unchanged")
    func partitions() async throws {
        let folder = DataFolder(TestFolder.fresh("in-partitions"))
        let begun = try await OpenHouse.open(folder, publicURL: nil, time: TimeSource { World.start })
        let house = begun.house
        _ = try await house.database.write { try World.found(house, "riverside", $0) }
        try begun.close()
        let shapes = try await shapes(folder)
        let server = try TestServer()
        let before = try SQLiteDatabase.open(path: folder.database, migrations: Schema.migrations)
        let held = try await rows(before, shapes)
        try before.close()
        try await MoveCommand(folder: folder, to: server.url, options: ServerOptions(partitions: 3)).run(Spoken().console())
        let open = try await OpenHouse.open(folder, publicURL: nil, time: TimeSource { World.start })
        #expect(try await rows(open.database, shapes) == held)
        #expect(try await open.number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'zone'::regclass") == 3)
        #expect(try await open.number("SELECT count(*) FROM zone") == 3)
        try open.close()
        let asked = await refusal { try await OpenHouse.open(folder, publicURL: nil, serverOptions: ServerOptions(partitions: 4)).close() }
        #expect(asked.contains("in 3 partitions, and 4 were asked for"))
        try await MoveCommand(folder: folder, to: "sqlite").run(Spoken().console())
        let after = try SQLiteDatabase.open(path: folder.database, migrations: Schema.migrations)
        #expect(try await rows(after, shapes) == held)
        try after.close()
        let inFile = await refusal { try await OpenHouse.open(folder, publicURL: nil, serverOptions: ServerOptions(partitions: 4)).close() }
        #expect(inFile.contains("are for data on a PostgreSQL server"))
    }

    @Test("a move that says whence moves nothing that is elsewhere")
    func whence() async throws {
        let folder = try await town()
        let server = try TestServer()
        let other = server.url + (server.url.contains("?") ? "&" : "?") + "application_name=other"
        func move(from: String, to: String) async -> String {
            await refusal { try await MoveCommand(try MoveEnds(data: folder.path, keys: nil, from: from, to: to)).run(Spoken().console()) }
        }
        #expect(await move(from: server.url, to: "sqlite").contains("not on a server, but in"))
        try await MoveCommand(try MoveEnds(data: nil, keys: nil, from: "sqlite:" + folder.database, to: server.url)).run(Spoken().console())
        #expect(await move(from: "sqlite", to: server.url).contains("not in its file"))
        #expect(await move(from: other, to: "sqlite").contains("on another server"))
        try await MoveCommand(try MoveEnds(data: nil, keys: nil, from: server.url, to: "sqlite:" + folder.path)).run(Spoken().console())
        #expect(try DatabasePlace.of(folder) == .file(folder.database))
    }

    @Test("a move is refused where something would be lost, and leaves everything as it was")
    func refused() async throws {
        let world = try await World()
        let server = try TestServer()
        let folder = try await town()
        #expect(await refusal { try await MoveCommand(folder: world.open.folder, to: server.url).run(Spoken().console()) }.contains("being served"))
        #expect(await refusal { _ = try MoveCommand(folder: folder, to: "mysql://there") }.contains("postgres://user@host/name"))
        #expect(await refusal { try await MoveCommand(folder: folder, to: "sqlite").run(Spoken().console()) }.contains("there already"))
        try await MoveCommand(folder: try await town(), to: server.url).run(Spoken().console())
        #expect(await refusal { try await MoveCommand(folder: folder, to: server.url).run(Spoken().console()) }.contains("in that database already"))
        #expect(try DatabasePlace.of(folder) == .file(folder.database))
        let nowhere = server.url.replacing("host=", with: "host=/nowhere")
        #expect(await refusal { try await MoveCommand(folder: folder, to: nowhere).run(Spoken().console()) }.contains("cannot be reached"))
    }

    @Test("a new installation on a server is found there by every later command, and nobody's other keys are used with it")
    func fresh() async throws {
        let server = try TestServer()
        let folder = DataFolder(TestFolder.fresh("served"))
        let open = try await OpenHouse.open(folder, publicURL: "http://localhost:8080", server: server.url)
        #expect(open.database.engine == .postgres)
        let elsewhere = DataFolder(TestFolder.fresh("elsewhere"))
        try open.close()
        // Keys of its own would open nothing of what is there.
        let strange = await refusal { try await OpenHouse.open(elsewhere, publicURL: nil, server: server.url).close() }
        #expect(strange.contains("The keys of this folder are not in") && !KeyFolder.exists(at: elsewhere.keys))
        let group = try await townOnServer()
        let other = DataFolder(TestFolder.fresh("other"))
        try await OpenHouse.open(other, publicURL: nil).close()
        let foreign = DataFolder(TestFolder.fresh("foreign"), keys: other.keys)
        let unfit = await refusal { try await OpenHouse.open(foreign, publicURL: nil, server: group).close() }
        #expect(unfit.contains("These keys belong to another installation") && !FileManager.default.fileExists(atPath: foreign.databaseAddress))
        let again = try await OpenHouse.open(folder, publicURL: nil)
        #expect(again.database.engine == .postgres && again.house.publicURL == "http://localhost:8080")
        try again.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        try again.close()
        let healthy = Spoken()
        let doctor = await refusal { try await DoctorCommand.look(at: folder, json: false, healthy.console()) }
        #expect(doctor == "" && healthy.text.hasSuffix("Nothing is wrong."), "\(healthy.text)")
        let mode = try FileManager.default.attributesOfItem(atPath: folder.databaseAddress)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("a backup of a server is the same file as one of SQLite, and restores to either")
    func backup() async throws {
        let server = try TestServer()
        let folder = try await town()
        try await MoveCommand(folder: folder, to: server.url).run(Spoken().console())
        let open = try await OpenHouse.open(folder, publicURL: nil, time: TimeSource { World.start })
        let code = RecoveryCode.generate()
        try open.house.vault.folder.setRecovery(code.publicHalf)
        let backup = TestFolder.fresh("backup")
        try await BackupCommand(out: backup).run(on: open, Spoken().console())
        let people = try await open.number("SELECT count(*) FROM person")
        try open.close()
        let checked = Spoken()
        try await BackupCheck(backup).run(checked.console(answer: code.text))
        #expect(checked.text.contains("from postgres") && checked.text.contains("This backup restores."), "\(checked.text)")

        let other = try TestServer()
        for (name, database) in [("in-a-file", nil), ("on-a-server", other.url)] {
            let place = DataFolder(TestFolder.fresh(name))
            var restore = Restore(from: backup, to: place, database: database)
            restore.time = TimeSource { World.start }
            try await restore.run(Spoken().console(answer: code.text))
            let restored = try await OpenHouse.open(place, publicURL: nil, time: TimeSource { World.start })
            #expect(restored.database.engine == (database == nil ? .sqlite : .postgres))
            #expect(try await restored.number("SELECT count(*) FROM person") == people)
            #expect(try await Doctor(open: restored).look().filter { $0.weight == .problem } == [])
            try restored.close()
        }
    }
}
