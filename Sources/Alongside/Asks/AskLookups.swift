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

    private struct Store {
        var indexes: [ID<Group>: [ID<Ask>: Keys]] = [:]
        /// What was written or forgotten (nil) while an index is being read: the reader's state may be older.
        var meanwhile: [ID<Group>: [ID<Ask>: Keys?]] = [:]

        mutating func set(_ id: ID<Ask>, _ keys: Keys?, in group: ID<Group>) {
            indexes[group]?[id] = keys
            meanwhile[group]?.updateValue(keys, forKey: id)
        }
    }

    private let store = Mutex(Store())

    init() {}

    /// Reads the index in a read of its own where there is none, before the write that looks into it: opening every ask of a large group would hold up
    /// everybody who writes. What is committed meanwhile is added to what was read.
    func prepare(in house: House, group: ID<Group>) async throws {
        let begins = store.withLock { store in
            guard store.indexes[group] == nil, store.meanwhile[group] == nil else { return false }
            store.meanwhile[group] = [:]
            return true
        }
        guard begins else { return }
        do {
            let index = try await house.database.read { try Self.read(house, group, $0) }
            store.withLock { store in
                // Dropped meanwhile: the group was locked.
                guard let meanwhile = store.meanwhile.removeValue(forKey: group) else { return }
                store.indexes[group] = store.indexes[group] ?? meanwhile.reduce(into: index) { $0[$1.key] = $1.value }
            }
        } catch {
            store.withLock { $0.meanwhile[group] = nil }
            throw error
        }
    }

    /// Every ask of the group that fits, in no order. Call it in a write: what is committed meanwhile would be missed by an index that is new then.
    ///
    /// - Parameters:
    ///   - typed: a code word in either script, or a part of a name; shorter parts than two letters find no name.
    ///   - phone: the same as E.164, where it can be read as a number.
    func find(_ typed: String, phone: String?, in house: House, group: ID<Group>, _ transaction: any Transaction) throws -> [ID<Ask>: Way] {
        try build(house, group, transaction)
        let folded = Folding.fold(typed)
        let email = typed.contains("@") ? typed.lowercased() : nil
        return store.withLock { store in
            (store.indexes[group] ?? [:]).compactMapValues { keys in
                if keys.words.contains(folded), !folded.isEmpty { return .codeWord }
                if let phone, keys.phone == phone { return .contact }
                if let email, keys.email == email { return .contact }
                return folded.count >= 2 && keys.alias.contains(folded) ? .name : nil
            }
        }
    }

    /// Feeds a new or changed ask once its transaction is durable.
    func note(_ id: ID<Ask>, _ face: AskFace, _ details: AskDetails, in group: ID<Group>, after transaction: any Transaction) {
        transaction.afterCommit { [self] in
            // Whoever begins to read after this sees it there.
            guard store.withLock({ $0.indexes[group] != nil || $0.meanwhile[group] != nil }) else { return }
            let keys = Keys(face, details)
            store.withLock { $0.set(id, keys, in: group) }
        }
    }

    /// Takes a forgotten ask out.
    func forget(_ id: ID<Ask>, in group: ID<Group>, after transaction: any Transaction) {
        transaction.afterCommit { [self] in store.withLock { $0.set(id, nil, in: group) } }
    }

    func drop(_ group: ID<Group>) {
        store.withLock { store in
            store.indexes[group] = nil
            store.meanwhile[group] = nil
        }
    }

    private func build(_ house: House, _ group: ID<Group>, _ transaction: any Transaction) throws {
        if store.withLock({ $0.indexes[group] != nil }) { return }
        let index = try Self.read(house, group, transaction)
        store.withLock { $0.indexes[group] = $0.indexes[group] ?? index }
    }

    private static func read(_ house: House, _ group: ID<Group>, _ connection: any Connection) throws -> [ID<Ask>: Keys] {
        var index: [ID<Ask>: Keys] = [:]
        try AskStore.forEachSealed(in: house, group: group, connection) { id, face, details in index[id] = Keys(face, details) }
        return index
    }
}
