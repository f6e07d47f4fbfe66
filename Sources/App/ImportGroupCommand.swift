import Alongside
import Exchange
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite

/// `alongside import-group`: takes a group in that `alongside export` wrote elsewhere. Into an empty folder it makes an installation first.
public struct ImportGroupCommand: Sendable {
    let file: String
    let folder: DataFolder
    let slug: String?
    let passphraseFile: String
    var time = TimeSource.system

    public init(file: String, folder: DataFolder, slug: String?, passphraseFile: String) {
        self.file = OwnerOnly.absolute(file)
        self.folder = folder
        self.slug = slug
        self.passphraseFile = OwnerOnly.absolute(passphraseFile)
    }

    public func run(_ console: Console) async throws {
        let passphrase = try ExportGroupCommand.passphrase(in: passphraseFile)
        guard let handle = FileHandle(forReadingAtPath: file) else { throw Refusal("There is no file \(file) that can be read.") }
        let isNew = try DatabasePlace.of(folder) == nil
        // What is made here is taken away again when the group does not come in: so nothing else may lie there.
        if isNew { for path in [folder.path, folder.keys] { try Self.refuseFull(path) } }
        // Once through to its end, before anything is made for it; the file stays open, since the owner of the folder may not be allowed to read it.
        try await check(handle, passphrase)
        if FileManager.default.fileExists(atPath: folder.path) { try OwnerAccount.become(ownerOf: folder.path) }
        try await take(handle, passphrase, isNew: isNew, console)
    }

    private static func refuseFull(_ path: String) throws {
        guard try !FileManager.default.fileExists(atPath: path) || FileManager.default.contentsOfDirectory(atPath: path).isEmpty else {
            throw Refusal("\(path) holds other things and no installation. Name a new folder.")
        }
    }

    private func check(_ handle: FileHandle, _ passphrase: String) async throws {
        let next = try files(handle, passphrase)
        try ImportGroup(tables: [], slug: slug, unrepeatable: []).check(first: try next())
        while try next() != nil {}
    }

    private func take(_ handle: FileHandle, _ passphrase: String, isNew: Bool, _ console: Console) async throws {
        let open: OpenHouse
        do {
            open = try await OpenHouse.open(folder, publicURL: nil, time: time)
        } catch FolderLock.Refusal.taken {
            throw Refusal(
                "The installation is being served. Stop the server first: a group comes in as one piece, and nobody else can write meanwhile.")
        }
        do {
            try await take(open, handle, passphrase, console)
        } catch {
            await open.leave()
            try open.close()
            // It was this program's own from its first file on.
            if isNew { removeMade() }
            throw error
        }
        await open.leave()
        try open.close()
    }

    /// There was nothing before.
    private func removeMade() {
        Restore.empty(folder)
        for path in [folder.path, folder.keys, RecoveryCodes.file(of: folder)] { try? FileManager.default.removeItem(atPath: path) }
    }

    private func take(_ open: OpenHouse, _ handle: FileHandle, _ passphrase: String, _ console: Console) async throws {
        let watch = HistoryWatch(open)
        for line in try await watch.begin() { console.tell(line) }
        if open.house.vault.folder.recovery == nil { try RecoveryCodes.make(for: open, console) }
        try open.house.vault.dayKeys.extend(to: open.house.now.day + 60, from: open.house.now.day)
        let group = try ImportGroup(tables: try await open.tables(), slug: slug, unrepeatable: Background.unrepeatable(in: open.house))
        let report: ImportGroup.Report
        do {
            report = try await group.run(in: open.house) { try files(handle, passphrase) }
        } catch {
            _ = try? await watch.end()
            throw error
        }
        for line in try await watch.end() { console.tell(line) }
        console.say(
            "\(report.name.filter { !$0.isNewline && $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } }) is here, at /\(report.slug): \(report.rows) rows of \(report.tables) tables, \(report.pictures) pictures."
        )
        if report.gone > 0 { console.say("\(report.gone) records were due since then, and are gone.") }
        console.say("Everybody has to sign in again; organisers get a link with: alongside sign-in-link. Private links work under the new address.")
        console.say("Messages that were not sent yet are marked unsure: look before you send them.")
    }

    /// The files of the archive, one after the other; a file that was cut or changed is the same as one that is none.
    private func files(_ handle: FileHandle, _ passphrase: String) throws -> ImportGroup.Files {
        var archive = try opened(handle, passphrase)
        return {
            do {
                return try archive.file()
            } catch is TarReader.Fault {
                throw MovingFault.changed
            } catch SealingFault.damaged {
                throw MovingFault.changed
            }
        }
    }

    private func opened(_ handle: FileHandle, _ passphrase: String) throws -> TarReader {
        try handle.seek(toOffset: 0)
        do {
            let sealed = try PassphraseFile.Reader(passphrase: passphrase) { count in
                var bytes: [UInt8] = []
                while bytes.count < count, let more = try handle.read(upToCount: count - bytes.count), !more.isEmpty { bytes += more }
                return bytes
            }
            return TarReader { try sealed.next() }
        } catch SealingFault.wrongCode {
            throw Refusal("This passphrase does not open \(file).")
        } catch SealingFault.damaged {
            throw MovingFault.changed
        }
    }
}
