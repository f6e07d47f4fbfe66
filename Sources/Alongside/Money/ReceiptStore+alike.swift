public import Kernel
import Sealing
public import Storage

/// The SQL by which a receipt that was handed in twice is found.
extension ReceiptStore {
    /// Others may have handed in a receipt earlier and be done with it later, on another node too.
    private static let overlap = Span.minutes(10)

    /// The oldest receipt that looks like this one. Pictures are compared in memory, those of the same delivery by their totals; what is found is looked
    /// up, so that what is forgotten or taken back is compared no more.
    static func alike(_ compared: ReceiptLikeness.Compared, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> ID<Receipt>?
    {
        var found: [(id: ID<Receipt>, at: Instant)] = []
        if compared.sealed.likeness != nil || compared.sealed.digest != nil {
            try learn(in: house, group: group, connection)
            var gone: [ID<Receipt>] = []
            for id in house.likenesses.alike(compared, in: group) {
                if let at = try living(id, in: house, group: group, connection) { found.append((id, at)) } else { gone.append(id) }
            }
            house.likenesses.remove(gone, in: group)
        }
        if let match = compared.match {
            found += try sameTotal(compared, match, in: house, group: group, connection)
        }
        return found.min { ($0.at, $0.id) < ($1.at, $1.id) }?.id
    }

    /// Opens the pictures' likenesses that are not known yet: those handed in since the newest that is. A write does it by itself; done in a read before,
    /// it holds nobody up.
    public static func learn(in house: House, group: ID<Group>, _ connection: any Connection) throws {
        while try !learn(after: house.likenesses.newest(in: group), in: house, group: group, connection) {}
    }

    private static func learn(after last: Instant?, in house: House, group: ID<Group>, _ connection: any Connection) throws -> Bool {
        let known = house.likenesses.known(in: group)
        let since = last.map { $0 - overlap } ?? Instant(milliseconds: 0)
        var opened: [ID<Receipt>: ReceiptLikenesses.Seen] = [:]
        var newest: Instant?
        try connection.forEach(
            """
            SELECT receipt.receipt_id, receipt.submitted_at, receipt.sealed, held.epoch, held.due_day, held.wrapped
            FROM receipt
            \(SubjectStore.groupKeyJoin(on: "receipt.receipt_id"))
            WHERE receipt.group_id = $1 AND receipt.submitted_at >= $3 AND receipt.picture_id IS NOT NULL AND receipt.sealed IS NOT NULL
            """,
            [group.stored, SubjectStore.groupReader, since.stored]
        ) { row in
            let id: ID<Receipt> = try row.id(0)
            newest = max(newest ?? row.instant(1), row.instant(1))
            guard known[id] == nil, let sealed = try open(row, id: id, sealed: 2, held: 3, in: house, group: group, connection) else { return }
            opened[id] = .init(likeness: sealed.likeness, digest: sealed.digest)
        }
        return house.likenesses.add(opened, after: last, newest: newest, in: group, at: house.now)
    }

    /// When a receipt was handed in that can still be compared; nil when it is taken back or forgotten, whether or not its row has been cleared yet.
    private static func living(_ id: ID<Receipt>, in house: House, group: ID<Group>, _ connection: any Connection) throws -> Instant? {
        try connection.first(
            """
            SELECT receipt.submitted_at, held.due_day
            FROM receipt
            \(SubjectStore.groupKeyJoin(on: "receipt.receipt_id"))
            WHERE receipt.group_id = $1 AND receipt.receipt_id = $3 AND receipt.state <> 'cancelled' AND receipt.sealed IS NOT NULL
            """,
            [group.stored, SubjectStore.groupReader, id.stored]
        ) { row -> Instant? in try !row.isNull(1) && house.vault.opens(row.day(1)) ? row.instant(0) : nil } ?? nil
    }

    /// Those of the same delivery with the same total, unless both have a picture: then the pictures tell.
    private static func sameTotal(
        _ compared: ReceiptLikeness.Compared, _ match: ID<Match>, in house: House, group: ID<Group>, _ connection: any Connection
    ) throws -> [(id: ID<Receipt>, at: Instant)] {
        try connection.all(
            """
            SELECT receipt.receipt_id, receipt.submitted_at, held.due_day
            FROM receipt
            \(SubjectStore.groupKeyJoin(on: "receipt.receipt_id"))
            WHERE receipt.group_id = $1 AND receipt.match_id = $3 AND receipt.amount_minor = $4
              AND receipt.state <> 'cancelled' AND receipt.sealed IS NOT NULL
              \(compared.sealed.likeness == nil ? "" : "AND receipt.picture_id IS NULL")
            """,
            [group.stored, SubjectStore.groupReader, match.stored, Value(compared.minorUnits)]
        ) { row -> (id: ID<Receipt>, at: Instant)? in
            try !row.isNull(2) && house.vault.opens(row.day(2)) ? (row.id(0), row.instant(1)) : nil
        }.compactMap { $0 }
    }
}
