import Alongside
import Foundation
import Kernel
import Storage

/// The backup that the server makes by itself: each night at three o'clock UTC, when the keys of the day that has passed are overwritten, or at the next hour
/// at which it runs; tried again every hour until it is made. Then the folder is rotated.
struct NightlyBackup: Sendable {
    /// Hours after midnight UTC.
    static let hour = 3

    let open: OpenHouse
    let out: String

    init(of open: OpenHouse, to out: String) {
        self.open = open
        self.out = OwnerOnly.absolute(out)
    }

    /// Answers lines for the log.
    func run() async throws -> [String] {
        let now = open.house.now
        guard Self.isDue(now, last: BackupFolder(path: out).copies().last { $0.manifest != nil }?.made) else { return [] }
        let folder = BackupFolder(path: out)
        do {
            _ = try await folder.make(from: open)
            try rotate(folder, at: now)
            return []
        } catch {
            let words = PlainWords.of(error)
            try await open.database.write { try InstallationStore.noteBackupFailed(at: now, problem: words, $0) }
            throw error
        }
    }

    /// Whether none was made since the last three o'clock.
    static func isDue(_ now: Instant, last: Instant?) -> Bool {
        let today = now.day.start + .hours(hour)
        let night = now < today ? today - .days(1) : today
        return last.map { $0 < night } ?? true
    }

    private func rotate(_ folder: BackupFolder, at now: Instant) throws {
        let mark = try FolderMark(folder.path)
        defer { mark.release() }
        for copy in BackupRotation.outdated(folder.copies(), at: now) {
            // The manifest goes first: what is left without one is no backup.
            for file in copy.files.reversed() where FileManager.default.fileExists(atPath: file) { try FileManager.default.removeItem(atPath: file) }
        }
    }
}
