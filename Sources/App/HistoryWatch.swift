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

    private struct Last {
        var seen: SeenMark?
        var listed = Instant(milliseconds: 0)
    }

    private let open: OpenHouse
    private let last = Mutex(Last())

    init(_ open: OpenHouse) { self.open = open }

    private var folder: KeyFolder { open.house.vault.folder }
    private var seat: NodeSeat? { open.house.seat }

    /// To be called before anybody is served. Answers lines for the log.
    func begin() async throws -> [String] {
        let note = try folder.noted(.seen)
        let seen = note.flatMap { try? JSONDecoder().decode(SeenMark.self, from: Data($0)) }
        var lines: [String] = []
        if note != nil, seen == nil {
            lines.append(
                "What was noted beside the keys of how far the data had come cannot be read. If the data was put back, restore a backup instead.")
        }
        if let seen { lines += try await compare(seen) }
        try await step(above: seen, isClean: false)
        try await list()
        return lines
    }

    /// Once a minute.
    func look() async throws {
        let known = last.withLock { $0 }
        try await step(above: known.seen, isClean: false)
        let age = open.house.now - known.listed
        if age >= .hours(1) || age < Span(milliseconds: 0) { try await list() }
    }

    /// The last thing that is written at a clean stop. Where the data went back meanwhile, what is noted stays, for the next start.
    func end() async throws {
        try await look()
        try await list()
        try await step(above: last.withLock { $0.seen }, isClean: true)
    }

    // MARK: Steps

    private func compare(_ seen: SeenMark) async throws -> [String] {
        let (house, seat) = (open.house, seat)
        let reached = try await open.database.read { try ReachedMark.read(seat, $0) }
        if seen.isSettledSince(reached) {
            try await KeptEndings.read(folder).run(in: house)
            return ["The data went back, and another node has settled it. What had ended on this one since has ended again."]
        }
        if seen.isOlder(reached, seat) { return try await settle() }
        guard seen.mayLackItsEnd(try await open.database.lineage()) else { return [] }
        if let nodes = NodeKeys(house), let then = seen.notedAt, try await nodes.hasWitness(since: Instant(milliseconds: then)) { return [] }
        return try await settle()
    }

    private func settle() async throws -> [String] {
        let house = open.house
        try await KeysFit.check(house)
        let to = try await house.database.read { try ClockStore.reading($0)?.newestSeen } ?? house.now
        let gone = try await SettleRestored(restoredTo: to, endings: KeptEndings.read(folder)).run(in: house)
        try await NodeKeys(house)?.enrolAgain()
        return [
            "The data went back to \(NightWords.time(to)): an older state of it was put in its place. Everybody has to sign in again, messages that were not sent "
                + "are marked unsure, what had ended since has ended again, and \(gone) records that were due since are gone."
        ]
    }

    /// The mark goes into the data first: what stands beside the keys is never ahead of it. Before anybody is served it is raised above what was seen; beneath a
    /// running program data that is older ends it, and so does data that another node has settled meanwhile.
    private func step(above seen: SeenMark?, isClean: Bool) async throws {
        let (seat, now) = (seat, open.house.now)
        let isRunning = last.withLock { $0.seen } != nil
        let lineage = try await open.database.lineage()
        let reached = try await open.database.write { transaction in
            if isRunning, let seen {
                let reached = try ReachedMark.read(seat, transaction)
                if seen.isOlder(reached, seat) || seen.isSettledSince(reached) { throw WentBack() }
            }
            return try ReachedMark.raise(seat, above: seen, transaction)
        }
        let next = SeenMark(reached, by: seat, lineage: lineage, isClean: isClean, at: now)
        try folder.note([UInt8](JSONEncoder().encode(next)), as: .seen)
        last.withLock { $0.seen = next }
    }

    private func list() async throws {
        try await KeptEndings.keep(in: open.house)
        let now = open.house.now
        last.withLock { $0.listed = now }
    }
}
