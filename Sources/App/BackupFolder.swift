import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite

/// A folder of backups: copies of the data, one a time, each with its manifest, and apart from them, in `PATH.keys`, the one sealed copy of the keys,
/// which each new one replaces. An old copy of the data thereby opens only what is not due yet.
struct BackupFolder {
    /// One copy of the data.
    struct Copy: Equatable {
        /// The file of data.
        let path: String
        /// Of when it is, by its name.
        let made: Instant
        /// Nil for one that was interrupted, or that an earlier release made.
        let manifest: BackupManifest?

        var files: [String] { [path, path + ".json", path + ".sha256"] }
    }

    let path: String

    var keys: String { path + ".keys" }
    var sealedKeys: String { keys + "/keys.sealed" }

    /// Makes a backup while the server goes on. Returns the path of the data.
    func make(from open: OpenHouse) async throws -> String {
        guard let half = open.house.vault.folder.recovery else {
            throw Refusal("There is no recovery code yet, and without one no backup opens. Make one: alongside recovery-code")
        }
        let data = OwnerOnly.absolute(open.folder.path)
        guard path != data, !(path + "/").hasPrefix(data + "/") else {
            throw Refusal("A backup inside the data folder is lost with it. Name a folder outside of \(open.folder.path).")
        }
        try OwnerOnly.makeFolder(path)
        try OwnerOnly.makeFolder(keys)
        let mark = try FolderMark(path)
        defer { mark.release() }
        try removeDrafts()

        let now = open.house.now
        let file = free(Self.name(at: now))
        let draft = file + ".part"
        try await DataCopy.write(open.database, to: draft)
        let copy = try SQLiteCopy(draft)
        let rows = try await copy.rows()
        let schema = try await copy.steps().max() ?? 0
        let lastDay = try await copy.read { try BackupStore.lastDay($0) }
        try copy.close()
        let written = try Self.file(draft, named: file)

        // After the data: the list of what has ended is never older than it.
        let endings = try await open.database.read { try Endings(at: now, $0) }
        let sealed = try KeyBackup.seal(folder: open.house.vault.folder, erasures: endings.bytes(), to: half)
        let manifest = BackupManifest(
            made: now, engine: open.database.engine.rawValue, schema: schema, data: written,
            keys: .init(name: Self.name(of: sealedKeys), bytes: Int64(sealed.count), sha256: Self.hex(Digest.sha256(sealed))), rows: rows,
            opensUntil: lastDay
        )
        try OwnerOnly.move(draft, to: file)
        try OwnerOnly.write(sealed, to: sealedKeys)
        try OwnerOnly.write(manifest.bytes, to: file + ".json")
        try await open.database.write { try InstallationStore.noteBackup(at: now, $0) }
        return file
    }

    /// Every copy, the oldest first.
    func copies() -> [Copy] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasPrefix("data-") && $0.hasSuffix(".sqlite") }.map { String($0.dropLast(7)) }.sorted().map { name in
            let file = path + "/" + name + ".sqlite"
            let manifest = FileManager.default.contents(atPath: file + ".json").flatMap { try? JSONDecoder().decode(BackupManifest.self, from: $0) }
            return Copy(path: file, made: manifest?.madeAt ?? Self.stamp(file) ?? Instant(milliseconds: 0), manifest: manifest)
        }
    }

    /// The newest copy that was finished; else the newest there is; nil when there is none.
    func newest() -> String? {
        let copies = copies()
        let finished = copies.last { $0.manifest != nil || FileManager.default.fileExists(atPath: $0.path + ".sha256") }
        return (finished ?? copies.last)?.path
    }

    /// Refuses a copy that is not what was written. Returns what is written of it; nil for one of an earlier release, which has a checksum alone.
    @discardableResult
    static func check(_ file: String) throws -> BackupManifest? {
        guard FileManager.default.fileExists(atPath: file) else { throw Refusal("The data \(file) is missing.") }
        if let bytes = FileManager.default.contents(atPath: file + ".json") {
            guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: bytes) else {
                throw Refusal("The manifest \(file).json is damaged. Use another backup.")
            }
            guard try Self.file(file, named: file) == manifest.data else {
                throw Refusal("\(file) is damaged: it is not what was written. Use another backup.")
            }
            return manifest
        }
        guard let line = try? String(contentsOfFile: file + ".sha256", encoding: .utf8) else {
            throw Refusal("The manifest \(file).json is missing: that backup was interrupted, or it was lost. Use another backup.")
        }
        guard line.prefix(64) == hex(try Digest.sha256(ofFile: file)) else {
            throw Refusal("\(file) is damaged: it is not what was written. Use another backup.")
        }
        return nil
    }

    /// Of when a copy is, by its name: `data-20260310T100000Z.sqlite`.
    static func stamp(_ file: String) -> Instant? {
        let digits = Array(name(of: file).dropFirst(5).prefix(16).filter(\.isNumber))
        guard digits.count == 14 else { return nil }
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return BackupManifest.instant("\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z")
    }

    // MARK: Files

    private static func file(_ path: String, named: String) throws -> BackupManifest.File {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
        return .init(name: name(of: named), bytes: size?.int64Value ?? 0, sha256: hex(try Digest.sha256(ofFile: path)))
    }

    private static func name(of path: String) -> String { URL(fileURLWithPath: path).lastPathComponent }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { (($0 < 16) ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func name(at now: Instant) -> String { "data-" + BackupManifest.text(now).filter { $0 != "-" && $0 != ":" } + ".sqlite" }

    private func free(_ name: String) -> String {
        var file = path + "/" + name
        var number = 2
        while FileManager.default.fileExists(atPath: file) {
            file = path + "/" + name.replacing(".sqlite", with: "-\(number).sqlite")
            number += 1
        }
        return file
    }

    /// What an interrupted backup left. The mark is ours: nobody else writes it now.
    private func removeDrafts() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path) where name.hasPrefix("data-") && name.contains(".sqlite.part") {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
    }
}
