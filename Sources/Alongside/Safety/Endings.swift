import Foundation
public import Kernel
import Sealing
public import Storage

/// What has ended and must stay so when older data is restored: erasures, killed links, roles taken away, consents and asks taken back, pairs kept
/// apart. Every backup of the keys carries the list. It holds opaque IDs only. (Sessions need no list: a restore ends them all.)
public struct Endings: Sendable, Decodable, Hashable {
    struct Row: Sendable, Decodable, Hashable {
        let group: ID<Group>
        let id: ID<Subject>
        var more: String?

        var named: [Value] { [group.stored, id.stored] }

        init(group: ID<Group>, id: ID<Subject>, more: String? = nil) {
            self.group = group
            self.id = id
            self.more = more
        }

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            guard let group = ID<Group>(text: try list.decode(String.self)), let id = ID<Subject>(text: try list.decode(String.self)) else {
                throw Problem(.broken, "problem.broken")
            }
            self.init(group: group, id: id, more: list.isAtEnd ? nil : try list.decode(String.self))
        }

        /// IDs and the names of roles need no escapes.
        var json: String {
            guard let more else { return "[\"\(group.text)\",\"\(id.text)\"]" }
            return "[\"\(group.text)\",\"\(id.text)\",\"\(more)\"]"
        }
    }

    enum CodingKeys: String, CodingKey { case erasures, links, roles, withdrawnAsks, withdrawnOffers, withoutPhone, gone, blockedPairs }

    var erasures: [Row] = []
    var links: [Row] = []
    var roles: [Row] = []
    var withdrawnAsks: [Row] = []
    var withdrawnOffers: [Row] = []
    var withoutPhone: [Row] = []
    var gone: [Row] = []
    var blockedPairs: [Row] = []

    /// No backup that still opens is older.
    private static let reach = Span.days(62)

    public init(at now: Instant, _ connection: any Connection) throws {
        let since = now - Self.reach
        erasures = try EndingsStore.erasures(since: since.day, connection)
        links = try EndingsStore.links(since: since, connection)
        roles = try EndingsStore.endedRoles(since: since, connection)
        withdrawnAsks = try EndingsStore.withdrawnAsks(since: since, connection)
        withdrawnOffers = try EndingsStore.withdrawnOffers(connection)
        withoutPhone = try EndingsStore.withoutPhone(connection)
        gone = try EndingsStore.gone(connection)
        blockedPairs = try EndingsStore.blockedPairs(connection)
    }

    public init() {}

    /// Erasures by the numbers of their group and subject, as `KeptEndings` notes them.
    mutating func add(erased lines: [String]) {
        let rows = lines.compactMap { line -> Row? in
            let parts = line.split(separator: " ")
            guard parts.count == 2, let group = ID<Group>(text: String(parts[0])), let id = ID<Subject>(text: String(parts[1])) else { return nil }
            return Row(group: group, id: id)
        }
        erasures = Array(Set(erasures).union(rows))
    }

    public init(bytes: [UInt8]) throws { self = try JSONDecoder().decode(Endings.self, from: Data(bytes)) }

    /// JSON, written by hand: of a hub it is written once an hour, and `JSONEncoder` takes many times as long and as much memory.
    public func bytes() -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, list) in lists.enumerated() {
            bytes += "\(index == 0 ? "{" : ",")\"\(list.name.stringValue)\":[".utf8
            for (index, row) in list.rows.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes += row.json.utf8
            }
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private var lists: [(name: CodingKeys, rows: [Row])] {
        [
            (.erasures, erasures), (.links, links), (.roles, roles), (.withdrawnAsks, withdrawnAsks), (.withdrawnOffers, withdrawnOffers),
            (.withoutPhone, withoutPhone), (.gone, gone), (.blockedPairs, blockedPairs),
        ]
    }

    /// Ends all of it again in data that another program has settled, with what that one knew.
    public func run(in house: House) async throws {
        let endings = self
        try await house.database.write { try endings.apply(in: house, $0) }
    }

    /// Ends all of it again in restored data.
    func apply(in house: House, _ transaction: any Transaction) throws {
        let now = house.now
        for row in links { try EndingsStore.endLink(row, at: now, transaction) }
        for row in roles { try EndingsStore.endRole(row, at: now, transaction) }
        for row in withdrawnAsks { try EndingsStore.withdrawAsk(row, at: now, transaction) }
        for row in withdrawnOffers { try EndingsStore.withdrawOffer(row, transaction) }
        for row in withoutPhone { try EndingsStore.closePhone(row, transaction) }
        for row in gone { try EndingsStore.letGo(row, transaction) }
        for row in blockedPairs { try EndingsStore.block(row, at: now, transaction) }
        for row in erasures { try Erasure.erase(row.id, in: house, group: row.group, transaction) }
    }
}

/// Puts restored data right before anybody may use it.
public struct SettleRestored: Sendable {
    /// Of when the data is.
    public let restoredTo: Instant
    public let endings: Endings
    /// Kinds of jobs that must not be done twice (`JobWork.mayBeRepeated`): those that were due may have been done since.
    public let unrepeatable: [String]

    /// What was seen of data that went back beneath its keys; nil for a backup, whose keys are those of the backup.
    public let wentBackAfter: ReachedMark?

    /// Another node has settled the same data meanwhile: once is enough.
    public struct SettledElsewhere: Error {}

    public init(restoredTo: Instant, endings: Endings, unrepeatable: [String], wentBackAfter: ReachedMark? = nil) {
        self.restoredTo = restoredTo
        self.endings = endings
        self.unrepeatable = unrepeatable
        self.wentBackAfter = wentBackAfter
    }

    /// Returns how many subjects are gone since the backup, because their day has passed.
    ///
    /// - Throws: `SettledElsewhere`.
    public func run(in house: House) async throws -> Int {
        let endings = endings
        let restoredTo = restoredTo
        let unrepeatable = unrepeatable
        let wentBackAfter = wentBackAfter
        try await house.database.write { transaction in
            if let wentBackAfter, try InstallationStore.restored(transaction)?.at != wentBackAfter.restoredAt { throw SettledElsewhere() }
            try EndingsStore.unsettle(
                at: house.now, restoredTo: restoredTo, floor: house.now.day - 1, unrepeatable: unrepeatable, transaction)
            // Keys do not go back with the data: those that another node has are still the right ones.
            if wentBackAfter == nil { try EndingsStore.forgetKeys(transaction) }
            if house.database.engine == .postgres {
                for proof in house.vault.dayKeys.proofs(from: house.now.day) { try NodeKeyStore.publish(proof, transaction) }
            }
            // Everybody's place is gone, and whoever settles has one again in the same moment: it writes on.
            if let seat = house.seat { try NodeStore.save(seat.row(house.vault, at: house.now), transaction) }
            try endings.apply(in: house, transaction)
        }
        var gone = 0
        for group in try await house.database.read({ try GroupStore.everyGroup($0) }) {
            while true {
                let count = try await house.database.write { transaction in
                    let lost = try EndingsStore.lost(before: house.now.day, in: group.id, limit: Forgetting.batch, transaction)
                    for subject in lost { try Forgetting.forget(subject.id, subject.kind, in: house, group: group.id, transaction) }
                    return lost.count
                }
                gone += count
                if count < Forgetting.batch { break }
            }
        }
        return gone
    }
}
