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

    private let words = Mutex<[ID<Group>: [String]]>([:])

    init() {}

    /// The folded words, at most as many as are looked through.
    func all(in house: House, group: ID<Group>, _ connection: any Connection) throws -> [String] {
        if let known = words.withLock({ $0[group] }) { return known }
        let read = try AskStore.newestFaces(limit: Self.looked, in: house, group: group, connection).map { CodeWord.fold($0.codeWord) }
        return words.withLock { words in
            let known = words[group] ?? read.reversed()
            words[group] = known
            return known
        }
    }

    /// Adds a word that is given now; the oldest one goes.
    func note(_ folded: String, in group: ID<Group>) {
        words.withLock { words in
            guard var known = words[group] else { return }
            known.append(folded)
            if known.count > Self.looked { known.removeFirst(known.count - Self.looked) }
            words[group] = known
        }
    }

    func drop(_ group: ID<Group>) { words.withLock { $0[group] = nil } }
}
