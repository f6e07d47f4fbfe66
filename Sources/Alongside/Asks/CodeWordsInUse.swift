import Kernel
import Storage
import Synchronization
import Words

/// The code words of a group's newest asks, in memory: which words are taken is asked at every new ask, and opening two hundred sealed faces each
/// time would hold up everybody who writes. Read once at the first use, and then what is newer than that, from whichever process it came; words given here are
/// added at once, so that the rows of one import see each other's. A word whose ask is forgotten, or was never kept, only stands unused for a while.
final class CodeWordsInUse: Sendable {
    /// How many of the newest asks are looked through.
    private static let looked = 200

    private struct Held {
        var words: [String]
        /// Up to which count of `LookupStore` they were read.
        var count: Int
        var usedAt: Instant

        /// The oldest one goes.
        mutating func add(_ word: String) {
            guard !words.contains(word) else { return }
            words.append(word)
            if words.count > CodeWordsInUse.looked { words.removeFirst(words.count - CodeWordsInUse.looked) }
        }
    }

    private let held = Mutex<[ID<Group>: Held]>([:])

    init() {}

    /// The folded words, at most as many as are looked through.
    func all(in house: House, group: ID<Group>, _ connection: any Connection) throws -> [String] {
        let now = house.now
        let count = try LookupStore.committed(in: group, connection).count
        let known = held.withLock { held in
            held[group]?.usedAt = now
            return held[group]
        }
        if let known, known.count >= count { return known.words }
        var read: [String] = []
        if let known {
            try AskStore.forEachSealed(after: known.count, in: house, group: group, connection) { _, sealed in
                if let sealed { read.append(CodeWord.fold(sealed.face.codeWord)) }
            }
        } else {
            read = try AskStore.newestFaces(limit: Self.looked, in: house, group: group, connection).map { CodeWord.fold($0.codeWord) }.reversed()
        }
        return held.withLock { held in
            var here = held[group] ?? Held(words: [], count: -1, usedAt: now)
            for word in read { here.add(word) }
            here.count = max(here.count, count)
            held[group] = here
            return here.words
        }
    }

    /// Adds a word that is given now.
    func note(_ folded: String, in group: ID<Group>) {
        held.withLock { $0[group]?.add(folded) }
    }

    func drop(_ group: ID<Group>) { held.withLock { $0[group] = nil } }

    func dropAll() { held.withLock { $0 = [:] } }

    func dropIdle(since moment: Instant) { held.withLock { held in held = held.filter { $0.value.usedAt >= moment } } }

    /// Whether anything is held of a group: what the tests look at.
    func holds(_ group: ID<Group>) -> Bool { held.withLock { $0[group] != nil } }
}
