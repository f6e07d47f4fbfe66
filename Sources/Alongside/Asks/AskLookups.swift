import Kernel
import Storage
import Synchronization

/// Finding an ask by its code word, its name, a number or an address: in memory, per group, built from the sealed records at the first search, fed by
/// commits, and dropped with the other lookups. Nothing of it is at rest, and no search goes across groups.
final class AskLookups: Sendable {
    /// How an ask was found.
    enum Way: Sendable, Hashable { case codeWord, contact, name }

    private struct Keys {
        let words: [String]
        let alias: String
        let phone: String?
        let email: String?

        init(_ face: AskFace, _ details: AskDetails) {
            words = ([face.codeWord] + [face.codeWordLatin].compactMap { $0 }).map(Folding.fold)
            alias = Folding.fold(face.alias)
            phone = details.phone
            email = details.email?.lowercased()
        }
    }

    private let indexes = Mutex<[ID<Group>: [ID<Ask>: Keys]]>([:])

    init() {}

    /// Every ask of the group that fits, in no order. Call it in a write: what is committed meanwhile would be missed by a new index.
    ///
    /// - Parameters:
    ///   - typed: a code word in either script, or a part of a name; shorter parts than two letters find no name.
    ///   - phone: the same as E.164, where it can be read as a number.
    func find(_ typed: String, phone: String?, in house: House, group: ID<Group>, _ transaction: any Transaction) throws -> [ID<Ask>: Way] {
        try build(house, group, transaction)
        let folded = Folding.fold(typed)
        let email = typed.contains("@") ? typed.lowercased() : nil
        return indexes.withLock { indexes in
            (indexes[group] ?? [:]).compactMapValues { keys in
                if keys.words.contains(folded), !folded.isEmpty { return .codeWord }
                if let phone, keys.phone == phone { return .contact }
                if let email, keys.email == email { return .contact }
                return folded.count >= 2 && keys.alias.contains(folded) ? .name : nil
            }
        }
    }

    /// Feeds a new or changed ask once its transaction is durable.
    func note(_ id: ID<Ask>, _ face: AskFace, _ details: AskDetails, in group: ID<Group>, after transaction: any Transaction) {
        guard indexes.withLock({ $0[group] != nil }) else { return }
        let keys = Keys(face, details)
        transaction.afterCommit { [self] in indexes.withLock { $0[group]?[id] = keys } }
    }

    /// Takes a forgotten ask out.
    func forget(_ id: ID<Ask>, in group: ID<Group>, after transaction: any Transaction) {
        transaction.afterCommit { [self] in indexes.withLock { $0[group]?[id] = nil } }
    }

    func drop(_ group: ID<Group>) { indexes.withLock { $0[group] = nil } }

    private func build(_ house: House, _ group: ID<Group>, _ transaction: any Transaction) throws {
        if indexes.withLock({ $0[group] != nil }) { return }
        var index: [ID<Ask>: Keys] = [:]
        try AskStore.forEachSealed(in: house, group: group, transaction) { id, face, details in index[id] = Keys(face, details) }
        indexes.withLock { $0[group] = $0[group] ?? index }
    }
}
