import Alongside
import Exchange
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import Synchronization

/// `alongside export`: a whole group as one encrypted file, once two of its organisers have agreed (or one, and a day has passed).
public struct ExportGroupCommand: FolderCommand {
    public static let name = "export"
    static let shortestPassphrase = 12

    let group: String
    let releases: [String]
    let passphraseFile: String
    let out: String

    /// Paths are taken from the root: on a served folder the server reads and writes there.
    public init(group: String, releases: [String], passphraseFile: String, out: String) {
        self.group = group
        self.releases = releases
        self.passphraseFile = OwnerOnly.absolute(passphraseFile)
        self.out = OwnerOnly.absolute(out)
    }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        let house = open.house
        let slug = group
        guard let group = try await house.database.read({ try GroupStore.named(slug, $0) }) else {
            throw Refusal("There is no group \"\(slug)\" here.")
        }
        let codes = try releases.enumerated().map { index, typed in
            guard let code = ReleaseCode(typed: typed) else {
                throw Refusal("Release \(index + 1) is no code: it has four groups of four letters and digits.")
            }
            return code
        }
        guard (1...2).contains(codes.count) else { throw Refusal("Name the codes of the organisers: --release A --release B.") }
        guard !FileManager.default.fileExists(atPath: out) else { throw Refusal("\(out) is there already. Name a new file.") }
        let passphrase = try Self.passphrase(in: passphraseFile)
        let tables = try await open.tables()

        let spent = try await house.database.write { try SpendReleases(codes).run($0, in: house, group: group) }
        do {
            let description = try await write(group, open, tables, passphrase)
            let rows = description.tables.reduce(0) { $0 + $1.rows }
            console.say("\(out): \(rows) rows of \(description.tables.count) tables, \(description.pictures) pictures.")
            console.say("It opens with the passphrase alone. Take it in elsewhere: alongside import-group FILE --data DIR --passphrase-file FILE")
            console.say("The group is still here too. Pause it on its page of rules, so that nobody asks in two places.")
        } catch {
            // What went wrong first is what is said.
            _ = try? await house.database.write { try SpendReleases.giveBack(spent, in: group.id, $0) }
            throw error
        }
        try await house.database.write { try SpendReleases.note(in: house, group: group.id, $0) }
    }

    private func write(_ group: Group, _ open: OpenHouse, _ tables: [TableShape], _ passphrase: String) async throws -> GroupDescription {
        let made = Mutex<GroupDescription?>(nil)
        let seconds = open.house.now.milliseconds / 1_000
        try await OwnerOnly.write(to: out) { write in
            let file = SealedWriting(try PassphraseFile.Writer(passphrase: passphrase, write: write))
            let description = try await ExportGroup(tables: tables).run(group, in: open.house) { name, bytes in
                try file.add(TarFile.entry(name, bytes, seconds: seconds))
            }
            try file.add(TarFile.end)
            try file.end()
            made.withLock { $0 = description }
        }
        guard let description = made.withLock({ $0 }) else { throw Refusal("\(out) was not written.") }
        return description
    }

    /// The first line of a file.
    static func passphrase(in path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw Refusal("The passphrase cannot be read from \(path).") }
        let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard line.count >= shortestPassphrase else {
            throw Refusal("The passphrase in \(path) is too short: its first line has to have \(shortestPassphrase) letters at least.")
        }
        return line
    }
}

/// A sealed file that one closure after the other writes to.
private final class SealedWriting: Sendable {
    private let file: Mutex<Box>

    private struct Box: @unchecked Sendable { let writer: PassphraseFile.Writer }

    init(_ writer: sending PassphraseFile.Writer) { file = Mutex(Box(writer: writer)) }

    func add(_ bytes: [UInt8]) throws { try file.withLock { try $0.writer.add(bytes) } }
    func end() throws { try file.withLock { try $0.writer.end() } }
}

extension OpenHouse {
    /// The tables of the schema, as copying has to know them. On a server they are read from an empty file of the same schema.
    func tables() async throws -> [TableShape] {
        if let file = database as? SQLiteDatabase { return try await file.tables() }
        let path = folder.path + "/schema.shapes"
        DataCopy.remove(path)
        let file = try SQLiteDatabase.open(path: path, migrations: Schema.migrations)
        defer { DataCopy.remove(path) }
        do {
            let tables = try await file.tables()
            try file.close()
            return tables
        } catch {
            try? file.close()
            throw error
        }
    }
}
