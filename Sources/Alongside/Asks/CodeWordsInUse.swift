import Kernel
import Storage
import Synchronization
import Words

/// The code words of a group's newest asks, in memory: which words are taken is asked at every new ask, and opening two hundred sealed faces each
/// time would hold up everybody who writes. Read once at the first use; words given since then are added at once, so that the rows of one import
/// see each other's. A word whose ask is forgotten, or was never kept, only stands unused for a while.
final class CodeWordsInUse: Sendable {
    /// How many of the newest asks are looked through.
    private static let looked = 200

    private struct Held {
        var words: [String]
        var usedAt: Instant
    }

    private let held = Mutex<[ID<Group>: Held]>([:])

    init() {}

    /// The folded words, at most as many as are looked through.
    func all(in house: House, group: ID<Group>, _ connection: any Connection) throws -> [String] {
        let now = house.now
        let known = held.withLock { held in
            held[group]?.usedAt = now
            return held[group]?.words
        }
        if let known { return known }
        let read = try AskStore.newestFaces(limit: Self.looked, in: house, group: group, connection).map { CodeWord.fold($0.codeWord) }
        return held.withLock { held in
            let known = held[group]?.words ?? read.reversed()
            held[group] = Held(words: known, usedAt: now)
            return known
        }
    }

    /// Adds a word that is given now; the oldest one goes.
    func note(_ folded: String, in group: ID<Group>) {
        held.withLock { held in
            guard var known = held[group]?.words else { return }
            known.append(folded)
            if known.count > Self.looked { known.removeFirst(known.count - Self.looked) }
            held[group]?.words = known
        }
    }

    func drop(_ group: ID<Group>) { held.withLock { $0[group] = nil } }

    func dropIdle(since moment: Instant) { held.withLock { held in held = held.filter { $0.value.usedAt >= moment } } }

    /// Whether anything is held of a group: what the tests look at.
    func holds(_ group: ID<Group>) -> Bool { held.withLock { $0[group] != nil } }
}
