import Alongside
import Foundation
import Kernel
import ProgramKit
import Sealing
import Storage
import StorageSQLite
import Synchronization
import TestKit
import Testing

@testable import App

/// Upgrade and roll-back with the program itself, on data that the release before left. Everything but systemd, in whose place the test starts and stops it.
@Suite struct UpgradeTests {
    private final class Service: Sendable {
        let layout: InstallLayout
        let settings: InstallSettings
        private let running = Mutex<StartedProgram?>(nil)

        init(_ layout: InstallLayout, _ settings: InstallSettings) {
            self.layout = layout
            self.settings = settings
        }

        func systemctl(_ verb: String) throws {
            try running.withLock { running in
                if let program = running {
                    program.terminate()
                    _ = program.rest()
                    _ = try program.end()
                    running = nil
                }
                guard verb == "start" else { return }
                running = try StartedProgram(layout.current + "/alongside", ["serve", "--data", settings.data, "--listen", settings.listen])
            }
        }
    }

    @Test("an upgrade over a step of the schema, and the way back: program and data of before, and what is lost is said", .timeLimit(.minutes(5)))
    func overASchema() async throws {
        let root = TestFolder.fresh("up")
        let port = try await FreePort.find(host: "127.0.0.1")
        let settings = try InstallSettings(domain: "a.example", listen: "127.0.0.1:\(port)", data: root + "/var/group", backup: root + "/backup")
        let layout = InstallLayout(root: root)
        let service = Service(layout, settings)
        let built = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("alongside")
            .path
        var install = InstallCommand(settings, root: root)
        install.program = built
        try install.run(Spoken().console())
        let first = try #require(layout.currentRelease())

        // The release before: its data lacks the newest step.
        let steps = Array(Schema.migrations.dropLast())
        let schema = try #require(steps.last?.number)
        try InstallLayout.write("\(schema)\n", to: "\(layout.releases)/\(first)/schema")
        let folder = settings.folder
        try OwnerOnly.makeFolder(folder.path)
        _ = try KeyFolder.create(path: folder.keys, today: TimeSource.system.now.day)
        let old = try SQLiteDatabase.open(path: folder.database, migrations: steps)
        try await old.write { _ = try InstallationStore.begin(at: TimeSource.system.now, $0) }
        try old.close()

        var upgrade = Upgrade(root: root, patience: .seconds(120))
        upgrade.time = TimeSource { TimeSource.system.now + .seconds(5) }
        upgrade.program = built
        upgrade.systemctl = { try service.systemctl($0) }
        let up = Spoken()
        try await upgrade.run(up.console())
        let second = try #require(layout.currentRelease())
        #expect(second > first && layout.previous(of: second) == first && up.text.contains("Serving \(second)"))
        try service.systemctl("stop")
        #expect(try await newestStep(folder.database) == Schema.migrations.last?.number)
        #expect(try await newestStep(folder.database + ".schema-\(schema)") == schema)
        try service.systemctl("start")

        var back = RollBack(root: root, patience: .seconds(120))
        back.systemctl = { verb in
            // Before the old program is started, which here is the same one, the data is the old one's.
            if verb == "start" { #expect(FileManager.default.fileExists(atPath: folder.database + ".rolled-back")) }
            try service.systemctl(verb)
        }
        let down = Spoken()
        try await back.run(down.console())
        #expect(layout.currentRelease() == first && down.text.contains("from before the upgrade") && down.text.contains("Serving \(first) again"))
        #expect(try await newestStep(folder.database + ".rolled-back") == Schema.migrations.last?.number)
        try service.systemctl("stop")
        try FileManager.default.removeItem(atPath: root)
    }

    private func newestStep(_ path: String) async throws -> Int? {
        let copy = try SQLiteCopy(path)
        defer { try? copy.close() }
        return try await copy.steps().max()
    }
}
