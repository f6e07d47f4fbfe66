import Alongside
import Foundation
import Kernel
import Sealing
import Storage

/// A folder of backups: copies of the data, one a time, and apart from them, in `PATH.keys`, the one sealed copy of the keys, which each new one
/// replaces. An old copy of the data thereby opens only what is not due yet.
struct BackupFolder {
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

        let now = open.house.now
        let file = free(name(at: now))
        let draft = file + ".part"
        if FileManager.default.fileExists(atPath: draft) { try FileManager.default.removeItem(atPath: draft) }
        try await DataCopy.write(open.database, to: draft)
        let digest = Self.hex(try Digest.sha256(ofFile: draft))
        try OwnerOnly.write(Array("\(digest)  \(URL(fileURLWithPath: file).lastPathComponent)\n".utf8), to: file + ".sha256")
        try OwnerOnly.move(draft, to: file)

        // After the data: the list of what has ended is never older than it.
        let endings = try await open.database.read { try Endings(at: now, $0) }
        let sealed = try KeyBackup.seal(folder: open.house.vault.folder, erasures: endings.bytes(), to: half)
        try OwnerOnly.write(sealed, to: sealedKeys)
        try await open.database.write { try InstallationStore.noteBackup(at: now, $0) }
        return file
    }

    /// The newest copy of the data; nil when there is none.
    func newest() -> String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasPrefix("data-") && $0.hasSuffix(".sqlite") }.map { String($0.dropLast(7)) }.max().map {
            path + "/" + $0 + ".sqlite"
        }
    }

    /// Refuses a copy that is not what was written.
    static func check(_ file: String) throws {
        guard let line = try? String(contentsOfFile: file + ".sha256", encoding: .utf8) else {
            throw Refusal("The checksum \(file).sha256 is missing, so nobody can tell whether this backup is whole.")
        }
        guard line.prefix(64) == hex(try Digest.sha256(ofFile: file)) else {
            throw Refusal("\(file) is damaged: it is not what was written. Use another backup.")
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { (($0 < 16) ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// `data-20260310T100000Z.sqlite`
    private func name(at now: Instant) -> String {
        let text = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000).formatted(.iso8601)
        return "data-" + text.filter { $0 != "-" && $0 != ":" } + ".sqlite"
    }

    private func free(_ name: String) -> String {
        var file = path + "/" + name
        var number = 2
        while FileManager.default.fileExists(atPath: file) {
            file = path + "/" + name.replacing(".sqlite", with: "-\(number).sqlite")
            number += 1
        }
        return file
    }
}
