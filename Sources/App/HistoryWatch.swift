import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import Synchronization

/// Sees when the data of a served folder goes back: a file that was put in its place, a server that was recovered to a point in time. Before anybody is served, such data is
/// settled like a restored backup; beneath a running program it ends the program, whose next start does so.
final class HistoryWatch: Sendable {
    /// The data went back while it was served.
    struct WentBack: Error {}

    private let open: OpenHouse
    private let last = Mutex<(mark: Int, listed: Instant)>((0, Instant(milliseconds: 0)))

    init(_ open: OpenHouse) { self.open = open }

    private var folder: KeyFolder { open.house.vault.folder }

    /// To be called before anybody is served. Answers lines for the log.
    func begin() async throws -> [String] {
        let note = try folder.noted(.seen)
        let seen = note.flatMap { try? JSONDecoder().decode(SeenMark.self, from: Data($0)) }
        let lineage = try await open.database.lineage()
        let mark = try await open.database.read { try InstallationStore.mark($0) }
        var lines: [String] = []
        if note != nil, seen == nil {
            lines.append(
                "What was noted beside the keys of how far the data had come cannot be read. If the data was put back, restore a backup instead.")
        }
        if let seen, seen.isMissingSomething(in: mark, lineage: lineage) { lines += try await settle() }
        try await step(from: seen?.mark ?? 0, isClean: false)
        try await list()
        return lines
    }

    /// Once a minute.
    func look() async throws {
        let known = last.withLock { $0 }
        guard try await open.database.read({ try InstallationStore.mark($0) }) >= known.mark else { throw WentBack() }
        try await step(from: 0, isClean: false)
        let age = open.house.now - known.listed
        if age >= .hours(1) || age < Span(milliseconds: 0) { try await list() }
    }

    /// The last thing that is written at a clean stop.
    func end() async throws {
        try await list()
        try await step(from: 0, isClean: true)
    }

    // MARK: Steps

    private func settle() async throws -> [String] {
        let house = open.house
        try await KeysFit.check(house)
        let to = try await house.database.read { try ClockStore.reading($0)?.newestSeen } ?? house.now
        let gone = try await SettleRestored(restoredTo: to, endings: KeptEndings.read(folder)).run(in: house)
        return [
            "The data went back to \(NightWords.time(to)): an older state of it was put in its place. Everybody has to sign in again, messages that were not sent "
                + "are marked unsure, what had ended since has ended again, and \(gone) records that were due since are gone."
        ]
    }

    /// The mark goes into the data first: what stands beside the keys is never ahead of it.
    private func step(from least: Int, isClean: Bool) async throws {
        let lineage = try await open.database.lineage()
        let mark = try await open.database.write { try InstallationStore.raiseMark(above: least, $0) }
        try folder.note([UInt8](JSONEncoder().encode(SeenMark(mark: mark, lineage: lineage, isClean: isClean))), as: .seen)
        last.withLock { $0.mark = mark }
    }

    private func list() async throws {
        try await KeptEndings.keep(in: open.house)
        let now = open.house.now
        last.withLock { $0.listed = now }
    }
}
