import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Alongside
@testable import App

/// A whole group goes from one installation to another, as one encrypted file.
@Suite("A group moves elsewhere", .serialized) struct GroupMoveTests {
    private static let time = MovableTime(World.start).source

    private let folder: String
    private var town: DataFolder { DataFolder(folder + "/town") }
    private var there: DataFolder { DataFolder(folder + "/there") }
    private var file: String { folder + "/riverside.group" }
    private var phrase: String { folder + "/phrase" }

    init() async throws {
        folder = TestFolder.fresh("group")
        try await MadeTown.copy(to: folder + "/town")
        try "three green boats on the canal\n".write(toFile: phrase, atomically: false, encoding: .utf8)
    }

    private func open(_ place: DataFolder) async throws -> OpenHouse {
        try await OpenHouse.open(place, publicURL: "http://localhost:8081", time: Self.time)
    }

    /// Two organisers of long standing agree; the codes as they are read out.
    private func codes(_ open: OpenHouse) async throws -> [String] {
        let house = open.house
        return try await house.database.write { transaction in
            let group = try #require(try GroupStore.named("riverside", transaction))
            let organisers = try PersonStore.holding(.organiser, in: group.id, transaction).prefix(2)
            #expect(organisers.count == 2)
            return try organisers.map { person in
                let (actor, code) = (Actor.member(person, roles: [.organiser]), ReleaseCode.random())
                let release = try ReleaseGroup(isProven: true).run(transaction, in: house, group: group, by: actor)
                _ = try ShowReleaseCode(release.id, code: code, isProven: true).run(transaction, in: house, group: group, by: actor)
                return code.text
            }
        }
    }

    private func export(_ open: OpenHouse, _ codes: [String]) async throws {
        try await ExportGroupCommand(group: "riverside", releases: codes, passphraseFile: phrase, out: file).run(on: open, Spoken().console())
    }

    private func take(into place: DataFolder, slug: String? = nil, phrase: String? = nil, from file: String? = nil, at time: TimeSource = time)
        async throws
        -> String
    {
        var command = ImportGroupCommand(file: file ?? self.file, folder: place, slug: slug, passphraseFile: phrase ?? self.phrase)
        command.time = time
        let spoken = Spoken()
        try await command.run(spoken.console())
        return spoken.text
    }

    /// Every row of the group, with what is sealed opened, and without what belongs to a machine and its days.
    private func held(_ open: OpenHouse, _ slug: String) async throws -> [String: [[String: Value]]] {
        let tables = try await open.tables().filter { MovingTables.taken.contains($0.name) }
        let house = open.house
        return try await house.database.read { connection in
            let group = try #require(try GroupStore.named(slug, connection))
            let keys = SubjectKeys(house, group.id)
            var out: [String: [[String: Value]]] = [:]
            for table in tables {
                let moving = MovingTable(table)
                var last: [Value]?
                repeat {
                    let rows = try table.rows(after: last, of: group.id.stored, limit: 500, connection)
                    for row in rows {
                        let cells = try moving.cells(row, keys, connection)
                        var named = Dictionary(zip(moving.columns, cells), uniquingKeysWith: { first, _ in first })
                        // Waiting to be sent there, unsure here; due as far ahead as there are keys.
                        if table.name == "message", named["state"] == .text("waiting") { named["state"] = .text("unsure") }
                        if table.name == "aid_group" { named["slug"] = nil }
                        out[table.name, default: []].append(named)
                    }
                    last = rows.last.map { table.keyValues(of: $0) }
                } while last != nil
            }
            for picture in try AttachmentStore.all(in: group.id, connection) {
                guard let key = try keys.key(of: picture.subject, connection) else { continue }
                let bytes = try AttachmentStore.bytes(picture.kind, of: picture.id, key: key, in: group.id, connection)
                out["pictures", default: []].append([picture.id.text + picture.kind.rawValue: .bytes(bytes)])
            }
            return out
        }
    }

    private func link(_ open: OpenHouse, _ slug: String, _ token: LinkToken) async throws -> String? {
        let house = open.house
        return try await house.database.read { connection in
            let group = try #require(try GroupStore.named(slug, connection))
            guard let link = try LinkStore.with(hash: token.hash, in: group.id, connection), let subject = link.subject else { return nil }
            let key = try house.vault.key(of: subject, in: group.id, by: link.id, token.key, connection)
            return try AskStore.sealed(of: subject.named(), key: key, in: house, group: group.id, connection).0.alias
        }
    }

    /// A private link of an ask that lives, with its own key.
    private func privateLink(_ open: OpenHouse) async throws -> LinkToken {
        let house = open.house
        return try await house.database.write { transaction in
            let group = try #require(try GroupStore.named("riverside", transaction))
            let id: ID<Ask> = try #require(
                try transaction.first(
                    "SELECT ask_id FROM ask WHERE group_id = $1 AND state = 'open' AND face IS NOT NULL LIMIT 1", [group.id.stored]
                ) { try $0.id(0) })
            let ask = try #require(try AskStore.with(id: id, in: group.id, transaction))
            return try NewAskLink.make(for: ask, in: house, group: group.id, transaction)
        }
    }

    @Test(
        "3.2 (moving) nothing is lost: every row, record, picture and link of the demo town is in the other installation, and nothing of it is readable on the way"
    )
    func whole() async throws {
        let source = try await open(town)
        let token = try await privateLink(source)
        let alias = try #require(try await link(source, "riverside", token))
        try await export(source, try await codes(source))
        var before = try await held(source, "riverside")
        // Written once the file was there.
        before["history"]?.removeAll { $0["verb"] == .text("moved_out") }
        #expect(before["ask"]?.count == 200 && before["history"]?.count ?? 0 > 1_000 && before["pictures"]?.isEmpty == false)
        // What the demo has names for, whoever reads the file.
        #expect(before["ask"]?.allSatisfy { $0["face.rest"] == .null && $0["details.rest"] == .null } == true)
        for (table, rows) in before {
            let rest = rows.filter { row in row.contains { $0.key.hasSuffix(".rest") && $0.value != .null } }
            #expect(rest.isEmpty, "\(table) has fields without a name")
        }
        let people = try await source.number("SELECT count(*) FROM person WHERE sealed IS NOT NULL")
        #expect(people ?? 0 > 100)
        try source.close()

        let bytes = try #require(FileManager.default.contents(atPath: file))
        for name in ["description.json", "Riverside", alias] { #expect(bytes.range(of: Data(name.utf8)) == nil) }
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)

        let said = try await take(into: there)
        #expect(said.contains("is here, at /riverside") && said.contains("Recovery code"))
        let target = try await open(there)
        var after = try await held(target, "riverside")
        // That it came is the one thing more.
        after["history"]?.removeAll { $0["verb"] == .text("moved_in") }
        #expect(Set(after.keys) == Set(before.keys))
        for (table, rows) in before {
            guard let came = after[table] else { continue }
            #expect(came.count == rows.count, "\(table)")
            for (row, other) in zip(rows, came) where row != other {
                let columns = row.keys.filter { row[$0] != other[$0] }.sorted()
                Issue.record("a row of \(table) is another one in \(columns)")
                break
            }
        }
        #expect(try await link(target, "riverside", token) == alias)
        #expect(try await target.number("SELECT count(*) FROM session") == 0)
        #expect(try await target.number("SELECT count(*) FROM message WHERE state = 'waiting'") == 0)
        #expect(try await target.database.integrityProblems().isEmpty)
        let findings = try await target.database.read { try Checkup.findings(in: target.house, $0) }
        #expect(!findings.contains { if case .keysMissing = $0 { true } else { false } }, "\(findings)")
        try target.close()
    }

    @Test("codes are spent by a file that is there, and good again when none came of it; without two there is none")
    func released() async throws {
        let source = try await open(town)
        let codes = try await codes(source)
        #expect(await refusal { try await export(source, [codes[0]]) }.hasPrefix("Two organisers have to agree"))
        #expect(await refusal { try await export(source, ["nonsense", codes[1]]) }.hasPrefix("Release 1 is no code"))
        #expect(await refusal { try await export(source, codes + codes) }.hasPrefix("Name the codes"))
        try "short".write(toFile: phrase, atomically: false, encoding: .utf8)
        #expect(await refusal { try await export(source, codes) }.contains("too short"))
        try "three green boats on the canal\n".write(toFile: phrase, atomically: false, encoding: .utf8)
        let nowhere = ExportGroupCommand(group: "riverside", releases: codes, passphraseFile: phrase, out: folder + "/no/such/file")
        #expect(await refusal { try await nowhere.run(on: source, Spoken().console()) }.contains("cannot be written"))
        try await export(source, codes)
        #expect(await refusal { try await export(source, codes) }.contains("is there already"))
        try FileManager.default.removeItem(atPath: file)
        #expect(await refusal { try await export(source, codes) }.hasPrefix("Code 1 is not good"))
        #expect(!FileManager.default.fileExists(atPath: file) && !FileManager.default.fileExists(atPath: file + ".new"))
        try source.close()
    }

    @Test("what cannot come in leaves nothing: another passphrase, a file that was cut or changed, a group that is here, an address that is taken")
    func refused() async throws {
        let source = try await open(town)
        try await export(source, try await codes(source))
        try source.close()
        try "three green boats on the river\n".write(toFile: folder + "/other", atomically: false, encoding: .utf8)
        #expect(await refusal { _ = try await take(into: there, phrase: folder + "/other") }.hasPrefix("This passphrase does not open"))
        #expect(await refusal { _ = try await take(into: there, from: folder + "/none") }.hasPrefix("There is no file"))
        #expect(await refusal { _ = try await take(into: there, from: phrase) }.hasPrefix("This file holds no group"))
        let bytes = try #require(FileManager.default.contents(atPath: file))
        try bytes.prefix(bytes.count - 5_000).write(to: URL(filePath: folder + "/cut"))
        #expect(await refusal { _ = try await take(into: there, from: folder + "/cut") }.hasPrefix("This file holds no group"))
        #expect(!FileManager.default.fileExists(atPath: there.path))
        // A folder with somebody's other things is nobody's installation, and stays as it is.
        let home = DataFolder(folder + "/home")
        try FileManager.default.createDirectory(atPath: home.path, withIntermediateDirectories: true)
        try "letters".write(toFile: home.path + "/letters.txt", atomically: false, encoding: .utf8)
        #expect(await refusal { _ = try await take(into: home) }.contains("holds other things and no installation"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == ["letters.txt"])
        // Nothing is made for an address that cannot be.
        let broken = ImportGroupCommand(file: file, folder: there, slug: "setup", passphraseFile: phrase)
        #expect(await refusal { try await broken.run(Spoken().console()) }.contains("cannot be an address"))
        #expect(!FileManager.default.fileExists(atPath: there.path) && !FileManager.default.fileExists(atPath: there.keys))
        #expect(await refusal { _ = try await take(into: town) }.hasPrefix("This group is here already, at /riverside"))

        // Another group of the same name.
        let other = DataFolder(folder + "/other-town")
        let beside = try await open(other)
        try await beside.database.write { [house = beside.house] in _ = try World.found(house, "riverside", $0) }
        try beside.close()
        #expect(await refusal { _ = try await take(into: other) }.hasPrefix("Another group here is at /riverside"))
        #expect(await refusal { _ = try await take(into: other, slug: "No Good") }.contains("cannot be an address"))
        #expect(try await take(into: other, slug: "upriver").contains("is here, at /upriver"))
        let both = try await open(other)
        #expect(try await both.number("SELECT count(*) FROM aid_group") == 2)
        #expect(try await both.number("SELECT count(*) FROM ask") == 200)
        try both.close()
    }

    @Test("what was due since the file was written comes without its content, and goes in the coming night")
    func later() async throws {
        let source = try await open(town)
        try await export(source, try await codes(source))
        try source.close()
        let later = MovableTime(World.start + .days(20))
        let said = try await take(into: there, at: later.source)
        #expect(said.contains("records were due since then, and are gone"))
        let target = try await OpenHouse.open(there, publicURL: nil, time: later.source)
        let today = later.now.day.number
        #expect(try await target.number("SELECT count(*) FROM record_key WHERE due_day < \(today)") == 0)
        #expect(
            try await target.number(
                "SELECT count(*) FROM ask JOIN subject ON subject_id = ask_id WHERE due_day < \(today) AND (face IS NOT NULL OR details IS NOT NULL)")
                == 0
        )
        try target.close()
    }

    @Test("a group that was taken in belongs to no other installation's days: its keys are wrapped for this one alone")
    func apart() async throws {
        let source = try await open(town)
        try await export(source, try await codes(source))
        try source.close()
        _ = try await take(into: there)
        try FileManager.default.removeItem(atPath: there.keys)
        try FileManager.default.copyItem(atPath: town.keys, toPath: there.keys)
        let target = try await open(there)
        await #expect(throws: SealingFault.damaged) { _ = try await held(target, "riverside") }
        try target.close()
    }
}
