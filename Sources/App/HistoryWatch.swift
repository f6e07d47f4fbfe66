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

    private struct Last {
        var seen: SeenMark?
        var listed = Instant(milliseconds: 0)
    }

    private let open: OpenHouse
    private let lineage: @Sendable () async throws -> String
    private let last = Mutex(Last())

    /// `lineage` is what the engine says, but in tests.
    init(_ open: OpenHouse, lineage: (@Sendable () async throws -> String)? = nil) {
        self.open = open
        self.lineage = lineage ?? { [database = open.database] in try await database.lineage() }
    }

    private var folder: KeyFolder { open.house.vault.folder }
    private var seat: NodeSeat? { open.house.seat }

    /// To be called before anybody is served. Answers lines for the log.
    func begin() async throws -> [String] {
        let note = try folder.noted(.seen)
        let seen = note.flatMap(Self.mark)
        let lineage = try await lineage()
        var lines: [String] = []
        if note != nil, seen == nil {
            lines.append(
                "What was noted beside the keys of how far the data had come cannot be read. If the data was put back, restore a backup instead.")
        }
        if let seen { lines += try await compare(seen, lineage) }
        try await step(above: seen, lineage, isClean: false)
        try await list()
        open.isWatched.store(true, ordering: .relaxed)
        return lines
    }

    /// Whether the data went back and nobody has settled it, nor will within the minute. Changes nothing.
    func isUnsettled() async throws -> Bool {
        guard !open.isWatched.load(ordering: .relaxed) else { return false }
        guard let seen = try folder.noted(.seen).flatMap(Self.mark) else { return false }
        let reached = try await reached()
        if seen.isSettledSince(reached) { return false }
        return try await isMissingSomething(seen, reached, lineage())
    }

    /// Once a minute. Answers lines for the log.
    func look() async throws -> [String] {
        let known = last.withLock { $0 }
        // Asked first: a history that begins after this is another one for the next look.
        let lineage = try await lineage()
        let lines = try await follow(known.seen, lineage)
        try await step(above: known.seen, lineage, isClean: false)
        let age = open.house.now - known.listed
        if age >= .hours(1) || age < Span(milliseconds: 0) { try await list() }
        return lines
    }

    /// The last thing that is written at a clean stop. Where the data went back meanwhile, what is noted stays, for the next start. Answers lines for the log.
    func end() async throws -> [String] {
        let seen = last.withLock { $0.seen }
        let lineage = try await lineage()
        let lines = try await follow(seen, lineage)
        try await list()
        try await step(above: seen, lineage, isClean: true)
        return lines
    }

    /// Whether the data is older than what was seen, or another node has settled such data meanwhile. False where it cannot be asked.
    func wentBack() async -> Bool {
        guard let seen = last.withLock({ $0.seen }), let reached = try? await reached() else { return false }
        return seen.isOlder(reached, seat) || seen.isSettledSince(reached)
    }

    // MARK: Steps

    private func compare(_ seen: SeenMark, _ lineage: String) async throws -> [String] {
        let reached = try await reached()
        if seen.isSettledSince(reached) { return try await follow() }
        guard try await isMissingSomething(seen, reached, lineage) else { return [] }
        do {
            return try await settle(reached)
        } catch is SettleRestored.SettledElsewhere {
            return try await follow()
        }
    }

    /// Another node has settled it, and has cleared everybody's place.
    private func follow() async throws -> [String] {
        // Without a place among the nodes nothing can be written.
        if let seat, try await open.database.read({ try NodeStore.with(id: seat.id, $0) }) == nil { try await NodeKeys(open.house)?.enrolAgain() }
        try await KeptEndings.read(folder).run(in: open.house)
        return ["The data went back, and another node has settled it. What had ended on this one since has ended again."]
    }

    private func isMissingSomething(_ seen: SeenMark, _ reached: ReachedMark, _ lineage: String) async throws -> Bool {
        if seen.isOlder(reached, seat) { return true }
        guard seen.mayLackItsEnd(lineage) else { return false }
        guard let nodes = NodeKeys(open.house), let then = seen.notedAt else { return true }
        return try await !nodes.hasWitness(since: Instant(milliseconds: then))
    }

    private func settle(_ reached: ReachedMark) async throws -> [String] {
        let house = open.house
        try await KeysFit.check(house)
        let to = try await house.database.read { try ClockStore.reading($0)?.newestSeen } ?? house.now
        let gone = try await SettleRestored(
            restoredTo: to, endings: KeptEndings.read(folder), unrepeatable: Background.unrepeatable(in: house), wentBackAfter: reached
        ).run(in: house)
        try await NodeKeys(house)?.enrolAgain()
        return [
            "The data went back to \(NightWords.time(to)): an older state of it was put in its place. Everybody has to sign in again, messages that were not sent "
                + "are marked unsure, what had ended since has ended again, and \(gone) records that were due since are gone."
        ]
    }

    /// Beneath a running program: data that is older ends it. Before a new history is noted: who ends in between is settled by the next start.
    private func follow(_ seen: SeenMark?, _ lineage: String) async throws -> [String] {
        guard let seen else { return [] }
        try stand(seen, try await reached())
        guard lineage != seen.lineage, !lineage.isEmpty, !seen.lineage.isEmpty else { return [] }
        let again = try await KeptEndings.eraseAgain(in: open.house)
        return [
            "Another database server took over, or this one was recovered. What was done in the minute before may be lost. Erased again: \(again). "
                + "Whoever confirmed something then looks whether it is there."
        ]
    }

    /// Data that is older than what was seen ends a running program, and so does data that another node has settled meanwhile.
    private func stand(_ seen: SeenMark, _ reached: ReachedMark) throws {
        if seen.isOlder(reached, seat) || seen.isSettledSince(reached) { throw WentBack() }
    }

    private func reached() async throws -> ReachedMark {
        let seat = seat
        return try await open.database.read { try ReachedMark.read(seat, $0) }
    }

    private static func mark(_ note: [UInt8]) -> SeenMark? { try? JSONDecoder().decode(SeenMark.self, from: Data(note)) }

    /// The mark goes into the data first: what stands beside the keys is never ahead of it. Before anybody is served it is raised above what was seen.
    private func step(above seen: SeenMark?, _ lineage: String, isClean: Bool) async throws {
        let (seat, now) = (seat, open.house.now)
        let isRunning = last.withLock { $0.seen } != nil
        let reached = try await open.database.write { [self] transaction in
            if isRunning, let seen { try stand(seen, ReachedMark.read(seat, transaction)) }
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
