import Foundation
public import Kernel
public import Sealing
import Storage

/// How far the data had come when the program last looked, as it stands beside the keys. The data counts its marks itself; whoever puts back an older state of it,
/// a file or a server recovered to a point in time, puts back an older mark, and cannot put back the keys.
public struct SeenMark: Codable, Sendable, Hashable {
    /// The newest mark that was surely in the data.
    public var mark: Int
    /// Which course of history the engine named then (`KeptDatabase.lineage`).
    public var lineage: String
    /// Whether the mark was the very last thing written, at a clean stop.
    public var isClean: Bool
    /// When it was noted, in milliseconds; nil where nobody knows.
    public var notedAt: Int64?
    /// When data that had gone back had been settled last, in milliseconds; nil when it never was.
    public var restoredAt: Int64?
    /// Which node noted it, and the mark that this node alone raises; nil where the installation has one program.
    public var node: String?
    public var own: Int?

    public init(mark: Int, lineage: String, isClean: Bool) {
        self.mark = mark
        self.lineage = lineage
        self.isClean = isClean
    }

    /// What a program notes of the state that it has just seen or made.
    public init(_ reached: ReachedMark, by seat: NodeSeat?, lineage: String, isClean: Bool, at now: Instant) {
        self.init(mark: reached.mark, lineage: lineage, isClean: isClean)
        notedAt = now.milliseconds
        restoredAt = reached.restoredAt?.milliseconds
        node = seat?.id.text
        own = reached.own
    }

    /// The mark of this node alone, where it is this one that noted it.
    func own(of id: ID<Node>) -> Int? { node == id.text ? own : nil }

    /// Whether the data is of an earlier time: it has a mark that was passed, or knows nothing of a restore that was.
    public func isOlder(_ reached: ReachedMark, _ seat: NodeSeat? = nil) -> Bool {
        if reached.mark < mark || reached.restoredAt?.milliseconds ?? 0 < restoredAt ?? 0 { return true }
        guard let seat, let own = own(of: seat.id) else { return false }
        return reached.own ?? 0 < own
    }

    /// Whether another program has settled data that went back since this was noted. What this program knows to have ended may be alive again.
    public func isSettledSince(_ reached: ReachedMark) -> Bool { reached.restoredAt?.milliseconds ?? 0 > restoredAt ?? 0 }

    /// The same or a newer mark after a clean stop says that all is there. After any other end what came after the mark may be missing, which only another course of
    /// history can bring about: a server that was recovered from its archive begins one. From one engine to another the data comes by a move, which compares every row.
    public func mayLackItsEnd(_ lineage: String) -> Bool { !isClean && lineage != self.lineage && !lineage.isEmpty && !self.lineage.isEmpty }
}

/// The list of what has ended, kept beside the keys between two backups: a database that goes back does not take it along.
public enum KeptEndings {
    /// Writes the list as it is now. Erasures that were noted one by one are in it, but for those of this very moment.
    public static func keep(in house: House) async throws {
        let folder = house.vault.folder
        // An erasure is noted when it is in the database: what stands here now, the list has.
        try folder.move(.erased, to: .listed)
        let endings = try await house.database.read { try Endings(at: house.now, $0) }
        try folder.note(endings.bytes(), as: .endings)
        try folder.remove(.listed)
    }

    /// The list as it was kept last, with the erasures since; empty when none ever was.
    public static func read(_ folder: KeyFolder) throws -> Endings {
        var endings = try folder.noted(.endings).map { try Endings(bytes: $0) } ?? Endings()
        endings.erasures = try Array(Set(endings.erasures).union(readNoted(folder).erasures))
        return endings
    }

    /// The erasures that were noted one by one.
    private static func readNoted(_ folder: KeyFolder) throws -> Endings {
        var endings = Endings()
        for note in [KeyFolder.Note.listed, .erased] {
            let lines = String(decoding: try folder.noted(note) ?? [], as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            // What follows the last end of a line was cut off while it was written.
            endings.add(erased: lines.dropLast().map(String.init))
        }
        return endings
    }

    /// Erases again whom the data has lost the erasure of, as far as it was noted. Returns how many.
    public static func eraseAgain(in house: House) async throws -> Int {
        let noted = try Set(read(house.vault.folder).erasures)
        return try await house.database.write { transaction in
            let lost = noted.subtracting(try EndingsStore.erasures(since: Instant(milliseconds: 0).day, transaction))
            for row in lost { try Erasure.erase(row.id, in: house, group: row.group, transaction) }
            return lost.count
        }
    }

    /// Notes what other nodes have erased lately: each notes at once what it erases itself, and the one that settles data which went back may not be that one.
    static func noteFromElsewhere(in house: House) async throws {
        let folder = house.vault.folder
        let since = house.now.day - 1
        let newest = try await house.database.read { try EndingsStore.erasures(since: since, $0) }
        guard !newest.isEmpty else { return }
        // Those of the list that was kept last may be noted a second time; to read it every minute would cost more.
        let lacking = try Set(newest).subtracting(readNoted(folder).erasures)
        guard !lacking.isEmpty else { return }
        _ = folder.add(lacking.map { line($0.id, in: $0.group) }.joined(separator: "\n"), to: .erased)
    }

    /// One erasure, at once: nothing else may come back as little.
    static func add(_ subject: ID<Subject>, in group: ID<Group>, _ folder: KeyFolder) {
        // A line that could not be written is in the list that is kept next.
        _ = folder.add(line(subject, in: group), to: .erased)
    }

    private static func line(_ subject: ID<Subject>, in group: ID<Group>) -> String { "\(group.text) \(subject.text)" }
}
