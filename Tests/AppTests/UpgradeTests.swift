import Alongside
import Foundation
import Kernel
import ProgramKit
import Sealing
import Storage
import StoragePostgres
import StorageSQLite
import TestKit
import Testing

@testable import App

/// Upgrade and roll-back with the program itself, on data that the release before left. Everything but systemd, in whose place the test starts and stops it.
@Suite struct UpgradeTests {
    /// What becomes of the newer program when it is started.
    enum Newer: Sendable, CaseIterable {
        case serves
        /// It moves the schema on and ends.
        case ends
        /// It ends before it opens the data.
        case neverBegins
        /// It moves the schema on, takes a form, and is not heard of in time.
        case isUsed
    }

    private actor Service {
        let town: Installed
        let newer: Newer
        private(set) var verbs: [String] = []
        private var running: StartedProgram?
        /// What happens once it has stopped.
        private var onStop: @Sendable () throws -> Void = {}

        init(_ town: Installed, _ newer: Newer) {
            self.town = town
            self.newer = newer
        }

        func onceStopped(_ body: @escaping @Sendable () throws -> Void) { onStop = body }

        func systemctl(_ verb: String) async throws {
            verbs.append(verb)
            if let program = running {
                running = nil
                #expect(await Self.ended(program, asked: true))
            }
            guard verb == "start" else { return try onStop() }
            let program = town.layout.current + "/alongside"
            switch town.layout.currentRelease() == town.first ? .serves : newer {
            case .serves:
                running = try StartedProgram(program, ["serve", "--data", town.settings.data, "--listen", town.settings.listen])
            case .ends:
                #expect(await Self.ended(try StartedProgram(program, ["jobs", "--data", town.settings.data]), asked: false))
                throw Refusal("it has ended")
            case .neverBegins: throw Refusal("it has ended")
            case .isUsed:
                try await BeforeMigration.keep(town.settings.folder.database)
                let database = try SQLiteDatabase.open(path: town.settings.folder.database, migrations: Schema.migrations)
                try await database.write { transaction in
                    let form = [ID<Group>(high: 1, low: 1).stored, Value.bytes([UInt8](repeating: 7, count: 32)), TimeSource.system.now.stored]
                    try transaction.execute("INSERT INTO once (group_id, key_hash, at, result) VALUES ($1, $2, $3, 'a') ON CONFLICT DO NOTHING", form)
                }
                try database.close()
                throw Refusal("nobody answers")
            }
        }

        private static func ended(_ program: StartedProgram, asked: Bool) async -> Bool {
            await OwnThread.run {
                if asked { program.terminate() }
                _ = program.rest()
                return (try? program.end()) != nil
            }
        }
    }

    /// An installed release whose data lacks the newest step of the schema.
    private struct Installed {
        let root: String
        let settings: InstallSettings
        let layout: InstallLayout
        let first: String
        let schema: Int
        private let built: String

        init(server: String? = nil) async throws {
            root = TestFolder.fresh("up")
            let port = try await FreePort.find(host: "127.0.0.1")
            settings = try InstallSettings(domain: "a.example", listen: "127.0.0.1:\(port)", data: root + "/var/group", backup: root + "/backup")
            layout = InstallLayout(root: root)
            built =
                URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("alongside").path
            var install = InstallCommand(settings, root: root)
            install.program = built
            try install.run(Spoken().console())
            first = try #require(layout.currentRelease())
            let steps = Array(Schema.migrations.dropLast())
            schema = try #require(steps.last?.number)
            try InstallLayout.write("\(schema)\n", to: "\(layout.releases)/\(first)/schema")
            let folder = settings.folder
            try OwnerOnly.makeFolder(folder.path)
            _ = try KeyFolder.create(path: folder.keys, today: TimeSource.system.now.day)
            let old: any KeptDatabase
            if let server {
                try DatabasePlace.server(url: server).keep(in: folder)
                old = try PostgresDatabase.open(migrations: steps, options: PostgresOptions(url: server))
            } else {
                old = try SQLiteDatabase.open(path: folder.database, migrations: steps)
            }
            try await old.write { _ = try InstallationStore.begin(at: TimeSource.system.now, $0) }
            try old.close()
        }

        func upgrade(_ service: Service) async throws -> String {
            var upgrade = Upgrade(root: root, patience: .seconds(120))
            upgrade.time = TimeSource { TimeSource.system.now + .seconds(5) }
            upgrade.program = built
            upgrade.systemctl = { try await service.systemctl($0) }
            let said = Spoken()
            try await upgrade.run(said.console())
            return said.text
        }

        func rollBack(_ service: Service, losing: Bool = false) async throws -> String {
            var back = RollBack(root: root, patience: .seconds(120), losesWhatCameSince: losing)
            back.systemctl = { try await service.systemctl($0) }
            let said = Spoken()
            try await back.run(said.console())
            return said.text
        }

        func end(_ service: Service) async throws {
            await service.onceStopped {}
            try await service.systemctl("stop")
            try FileManager.default.removeItem(atPath: root)
        }
    }

    private let newest = Schema.migrations.last?.number

    @Test(
        "an upgrade over a step of the schema, and the way back: it asks first, then program and data of before, and what is lost is said",
        .timeLimit(.minutes(15)))
    func overASchema() async throws {
        let town = try await Installed()
        let service = Service(town, .serves)
        let folder = town.settings.folder
        let said = try await town.upgrade(service)
        let second = try #require(town.layout.currentRelease())
        #expect(second > town.first && town.layout.previous(of: second) == town.first && said.contains("Serving \(second)"))
        // Asked while it is served.
        #expect(try SQLiteDatabase.steps(at: folder.database).max() == newest)
        #expect(try SQLiteDatabase.steps(at: folder.database + ".schema-\(town.schema)").max() == town.schema)

        let before = await service.verbs
        let asked = await refusal { _ = try await town.rollBack(service) }
        #expect(asked.contains("--lose-what-came-since") && asked.contains("needs the data of 20"), "\(asked)")
        #expect(await service.verbs == before && town.layout.currentRelease() == second, "nobody is kept waiting by a question")

        let down = try await town.rollBack(service, losing: true)
        #expect(
            town.layout.currentRelease() == town.first && down.contains("from before the upgrade") && down.contains("Serving \(town.first) again"))
        #expect(try SQLiteDatabase.steps(at: folder.database + ".rolled-back").max() == newest)
        try await town.end(service)
    }

    @Test(
        "an upgrade whose program does not serve goes back, whether it had moved the schema on or never came to the data",
        arguments: [Newer.ends, .neverBegins])
    func failed(newer: Newer) async throws {
        let town = try await Installed()
        let service = Service(town, newer)
        let said = await refusal { _ = try await town.upgrade(service) }
        #expect(said.contains("Not upgraded: \(town.first) is served again"), "\(said)")
        #expect(FileManager.default.fileExists(atPath: town.settings.folder.database + ".rolled-back") == (newer == .ends))
        try await town.end(service)
    }

    @Test("what people did with a program that then does not serve is not lost without a word: what is linked and the next command are said")
    func used() async throws {
        let town = try await Installed()
        let service = Service(town, .isUsed)
        let said = await refusal { _ = try await town.upgrade(service) }
        let second = try #require(town.layout.currentRelease())
        #expect(second != town.first && said.contains("not gone back: \(second) is linked, and nobody is served"), "\(said)")
        #expect(said.contains("alongside roll-back --lose-what-came-since") && said.contains("systemctl restart alongside"), "\(said)")
        #expect(await service.verbs == ["stop", "start", "stop", "start"])
        let path = town.settings.folder.database
        #expect(!FileManager.default.fileExists(atPath: path + ".rolled-back"))
        #expect(try SQLiteDatabase.steps(at: path).max() == newest)
        _ = try await town.rollBack(service, losing: true)
        #expect(town.layout.currentRelease() == town.first)
        try await town.end(service)
    }

    @Test("without a copy from before, roll-back refuses while the service runs; what fails once it has stopped starts it again")
    func refuses() async throws {
        let town = try await Installed()
        let service = Service(town, .serves)
        _ = try await town.upgrade(service)
        let second = town.layout.currentRelease()
        let copy = town.settings.folder.database + ".schema-\(town.schema)"
        try FileManager.default.moveItem(atPath: copy, toPath: copy + ".away")
        let before = await service.verbs
        #expect(await refusal { _ = try await town.rollBack(service, losing: true) }.contains("no copy from before"))
        #expect(await service.verbs == before)

        try FileManager.default.moveItem(atPath: copy + ".away", toPath: copy)
        await service.onceStopped { try FileManager.default.removeItem(atPath: copy) }
        #expect(await refusal { _ = try await town.rollBack(service, losing: true) }.contains("no copy from before"))
        #expect(await service.verbs == before + ["stop", "start"] && town.layout.currentRelease() == second)
        #expect(try SQLiteDatabase.steps(at: town.settings.folder.database).max() == newest)
        try await town.end(service)
    }

    @Test(
        "on a server it is the database's own schema that counts: an upgrade that never came to it goes back, one that moved it on is refused while the service runs",
        .enabled(if: TestServer.isThere, "ALONGSIDE_POSTGRES names no server"), arguments: [Newer.ends, .neverBegins])
    func onAServer(newer: Newer) async throws {
        let url = try TestServer().url
        let town = try await Installed(server: url)
        let service = Service(town, newer)
        let said = await refusal { _ = try await town.upgrade(service) }
        let step = try PostgresServer.steps(on: url).max()
        if newer == .ends {
            #expect(said.contains("moved on from \(town.schema) to \(newest ?? 0)") && said.contains("--program-only"), "\(said)")
            #expect(said.contains("not gone back: \(town.layout.currentRelease() ?? "") is linked, and nobody is served"), "\(said)")
            #expect(await service.verbs == ["stop", "start"] && step == newest)
        } else {
            #expect(said.contains("\(town.first) is served again") && town.layout.currentRelease() == town.first, "\(said)")
        }
        try await town.end(service)
    }
}
