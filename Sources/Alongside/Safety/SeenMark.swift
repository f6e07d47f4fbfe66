import Foundation
import Kernel
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

    public init(mark: Int, lineage: String, isClean: Bool) {
        self.mark = mark
        self.lineage = lineage
        self.isClean = isClean
    }

    /// Whether the data that is there now lacks something that was in it.
    ///
    /// An older mark says so. The same or a newer one after a clean stop says that all is there. After any other end what came after the mark may be missing, which only
    /// another course of history can bring about: a server that was recovered from its archive begins one. From one engine to another the data comes by a move, which compares
    /// every row.
    public func isMissingSomething(in mark: Int, lineage: String) -> Bool {
        if mark < self.mark { return true }
        return !isClean && lineage != self.lineage && !lineage.isEmpty && !self.lineage.isEmpty
    }
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

    /// One erasure, at once: nothing else may come back as little.
    static func add(_ subject: ID<Subject>, in group: ID<Group>, _ folder: KeyFolder) {
        // A line that could not be written is in the list that is kept next.
        _ = folder.add("\(group.text) \(subject.text)", to: .erased)
    }
}
