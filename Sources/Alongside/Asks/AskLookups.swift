import Kernel
import Storage

/// Finding an ask by its code word, its name, a number or an address: in memory, per group, built from the sealed records at the first search, kept in step
/// with the database, and dropped with the other lookups. Nothing of it is at rest, and no search goes across groups.
final class AskLookups: Sendable {
    /// How an ask was found.
    enum Way: Sendable, Hashable { case codeWord, contact, name }

    private struct Keys: Sendable {
        let words: [String]
        let alias: String
        let phone: String?
        let email: String?
        let signs: AskSigns

        init(_ face: AskFace, _ details: AskDetails) {
            words = ([face.codeWord] + [face.codeWordLatin].compactMap { $0 }).map(Folding.fold)
            alias = Folding.fold(face.alias)
            phone = details.phone
            email = details.email?.lowercased()
            signs = AskSigns(face, details)
        }
    }

    private struct Index: HeldIndex {
        typealias Noun = Ask
        var keys: [ID<Ask>: Keys] = [:]
        var alike = AlikeIndex()

        mutating func put(_ id: ID<Ask>, _ keys: Keys?) {
            if let before = self.keys[id] { alike.remove(id, before.signs) }
            self.keys[id] = keys
            if let keys { alike.put(id, keys.signs) }
        }

        func entry(_ id: ID<Ask>) -> Keys? { keys[id] }
    }

    private let indexes = HeldIndexes<Index> { house, group, count, connection, body in
        try AskStore.forEachSealed(after: count, in: house, group: group, connection) { id, sealed in
            try body(id, sealed.map { Keys($0.face, $0.details) })
        }
    }

    init() {}

    /// Reads what is not in memory yet in a read of its own, before the write that looks into it: opening every ask of a large group would hold up everybody
    /// who writes.
    func prepare(in house: House, group: ID<Group>) async throws {
        try await house.database.read { [self] connection in try indexes.look(house, group, connection) { _ in } }
    }

    /// Every ask of the group that fits, in no order.
    ///
    /// - Parameters:
    ///   - typed: a code word in either script, or a part of a name; shorter parts than two letters find no name.
    ///   - phone: the same as E.164, where it can be read as a number.
    func find(_ typed: String, phone: String?, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Ask>: Way] {
        let folded = Folding.fold(typed)
        let email = typed.contains("@") ? typed.lowercased() : nil
        return try indexes.look(house, group, connection) { index in
            index.keys.compactMapValues { keys in
                if keys.words.contains(folded), !folded.isEmpty { return .codeWord }
                if let phone, keys.phone == phone { return .contact }
                if let email, keys.email == email { return .contact }
                return folded.count >= 2 && keys.alias.contains(folded) ? .name : nil
            }
        }
    }

    /// Every ask of the group that has something in common with one, with what; closed ones too, since the index does not know how an ask stands.
    func alike(to signs: AskSigns, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ID<Ask>: Set<AlikeAsks.Reason>] {
        try indexes.look(house, group, connection) { $0.alike.common(with: signs) }
    }

    /// Takes a forgotten ask out once that is durable, here and in every other process.
    func forget(_ id: ID<Ask>, in group: ID<Group>, after transaction: any Transaction) {
        transaction.afterCommit { [self] in indexes.remove(id, in: group) }
        transaction.announce(ChangeNotice(.forgotten, group))
    }

    /// Rows of asks were deleted at a count (`Lookups.delete`).
    func delete(at count: Int, in group: ID<Group>, after transaction: any Transaction) {
        indexes.delete(at: count, in: group)
        transaction.afterCommit { [self] in indexes.drop(group) }
        transaction.announce(ChangeNotice(.forgotten, group))
    }

    func drop(_ group: ID<Group>) { indexes.drop(group) }

    func dropAll() { indexes.dropAll() }

    func dropIdle(since moment: Instant) { indexes.dropIdle(since: moment) }
}
