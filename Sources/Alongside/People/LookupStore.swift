import Kernel
import Storage

/// The SQL of the count that tells one state of a group's people and asks from another. It stands in `aid_group.people_version`; `person.version` and
/// `ask.version` say at which count a row was written last.
///
/// A transaction that raises it holds the row until it ends, so that counts become visible in their order.
enum LookupStore {
    /// Up to which count this connection sees all that others wrote, and whether it has itself written something. Of a batch of SQLite's that is not durable yet.
    static func committed(in group: ID<Group>, _ connection: any Connection) throws -> (count: Int, hasOwn: Bool) {
        if let raised = raised(in: group, connection) { return (raised - 1, true) }
        return (try connection.number("SELECT people_version FROM aid_group WHERE group_id = $1", [group.stored]) ?? 0, false)
    }

    /// One more, once in a transaction: everything that it writes is of one count. Rows that are written now carry it.
    static func raise(_ group: ID<Group>, _ transaction: any Transaction) throws -> Int {
        if let raised = raised(in: group, transaction) { return raised }
        let count =
            try transaction.first(
                "UPDATE aid_group SET people_version = people_version + 1 WHERE group_id = $1 RETURNING people_version", [group.stored]
            ) { $0.int(0) } ?? 0
        transaction.notes.keep(count, as: key(group))
        return count
    }

    private static func raised(in group: ID<Group>, _ connection: any Connection) -> Int? {
        (connection as? any Transaction)?.notes.kept(key(group))
    }

    private static func key(_ group: ID<Group>) -> String { "people_version \(group.text)" }
}
