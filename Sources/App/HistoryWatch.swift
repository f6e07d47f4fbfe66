import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import Synchronization

/// Sees when the data of a served folder goes back: a file that was put in its place, a server that was recovered to a point in time. Before anybody is served, such data is
/// settled like a restored backup; beneath a running program it ends the program, whose next start does so. A server whose history goes another way beneath a running program without
/// a mark going back, a failover, may have lost the last minute: who was erased in it is erased again.
final class HistoryWatch: Sendable {
    /// The data went back while it was served.
    struct WentBack: Error {}

    private let open: OpenHouse
    private let lineage: @Sendable () async throws -> String
    private let last = Mutex<(mark: Int, lineage: String, listed: Instant)>((0, "", Instant(milliseconds: 0)))

    /// `lineage` is what the engine says, but in tests.
    init(_ open: OpenHouse, lineage: (@Sendable () async throws -> String)? = nil) {
        self.open = open
        self.lineage = lineage ?? { [database = open.database] in try await database.lineage() }
    }

    private var folder: KeyFolder { open.house.vault.folder }

    /// To be called before anybody is served. Answers lines for the log.
    func begin() async throws -> [String] {
        let note = try folder.noted(.seen)
        let seen = note.flatMap(Self.mark)
        let lineage = try await lineage()
        let mark = try await open.database.read { try InstallationStore.mark($0) }
        var lines: [String] = []
        if note != nil, seen == nil {
            lines.append(
                "What was noted beside the keys of how far the data had come cannot be read. If the data was put back, restore a backup instead.")
        }
        if let seen, seen.isMissingSomething(in: mark, lineage: lineage) { lines += try await settle() }
        try await step(from: seen?.mark ?? 0, lineage, isClean: false)
        try await list()
        open.isWatched.store(true, ordering: .relaxed)
        return lines
    }

    /// Whether the data went back and nobody has settled it, nor will within the minute. Changes nothing.
    func isUnsettled() async throws -> Bool {
        guard !open.isWatched.load(ordering: .relaxed) else { return false }
        guard let seen = try folder.noted(.seen).flatMap(Self.mark) else { return false }
        return seen.isMissingSomething(in: try await open.database.read { try InstallationStore.mark($0) }, lineage: try await lineage())
    }

    /// Once a minute. Answers lines for the log.
    func look() async throws -> [String] {
        let known = last.withLock { $0 }
        // Asked first: a history that begins after this is another one for the next look.
        let lineage = try await lineage()
        guard try await open.database.read({ try InstallationStore.mark($0) }) >= known.mark else { throw WentBack() }
        let lines = try await follow(lineage)
        try await step(from: 0, lineage, isClean: false)
        let age = open.house.now - known.listed
        if age >= .hours(1) || age < Span(milliseconds: 0) { try await list() }
        return lines
    }

    /// The last thing that is written at a clean stop. Answers lines for the log.
    func end() async throws -> [String] {
        let lineage = try await lineage()
        let lines = try await follow(lineage)
        try await list()
        try await step(from: 0, lineage, isClean: true)
        return lines
    }

    // MARK: Steps

    private func settle() async throws -> [String] {
        let house = open.house
        try await KeysFit.check(house)
        let to = try await house.database.read { try ClockStore.reading($0)?.newestSeen } ?? house.now
        let gone = try await SettleRestored(
            restoredTo: to, endings: KeptEndings.read(folder), unrepeatable: Background.unrepeatable(in: house)
        ).run(in: house)
        return [
            "The data went back to \(NightWords.time(to)): an older state of it was put in its place. Everybody has to sign in again, messages that were not sent "
                + "are marked unsure, what had ended since has ended again, and \(gone) records that were due since are gone."
        ]
    }

    /// Before the new history is noted: who ends in between is settled by the next start.
    private func follow(_ lineage: String) async throws -> [String] {
        let known = last.withLock { $0.lineage }
        guard lineage != known, !lineage.isEmpty, !known.isEmpty else { return [] }
        let again = try await KeptEndings.eraseAgain(in: open.house)
        return [
            "Another database server took over, or this one was recovered. What was done in the minute before may be lost. Erased again: \(again). "
                + "Whoever confirmed something then looks whether it is there."
        ]
    }

    private static func mark(_ note: [UInt8]) -> SeenMark? { try? JSONDecoder().decode(SeenMark.self, from: Data(note)) }

    /// The mark goes into the data first: what stands beside the keys is never ahead of it.
    private func step(from least: Int, _ lineage: String, isClean: Bool) async throws {
        let mark = try await open.database.write { try InstallationStore.raiseMark(above: least, $0) }
        try folder.note([UInt8](JSONEncoder().encode(SeenMark(mark: mark, lineage: lineage, isClean: isClean))), as: .seen)
        last.withLock { ($0.mark, $0.lineage) = (mark, lineage) }
    }

    private func list() async throws {
        try await KeptEndings.keep(in: open.house)
        let now = open.house.now
        last.withLock { $0.listed = now }
    }
}
