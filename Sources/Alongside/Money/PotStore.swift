public import Kernel
public import Storage

/// The SQL of pots. What a pot holds is always added up from its rows.
public enum PotStore {
    /// The problem of a pot that does not hold enough; a form then offers to go on all the same.
    public static let emptyKey = "money.problem.pot.empty"

    /// All pots of a group in their order.
    public static func all(in group: ID<Group>, _ connection: any Connection) throws -> [Pot] {
        try connection.all("SELECT pot_id, name, position, active FROM pot WHERE group_id = $1 ORDER BY position, name", [group.stored], read)
    }

    public static func with(id: ID<Pot>, in group: ID<Group>, _ connection: any Connection) throws -> Pot? {
        try connection.first("SELECT pot_id, name, position, active FROM pot WHERE group_id = $1 AND pot_id = $2", [group.stored, id.stored], read)
    }

    static func save(_ pot: Pot, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO pot (group_id, pot_id, name, position, active) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (group_id, pot_id) DO UPDATE SET name = excluded.name, position = excluded.position, active = excluded.active
            """,
            [group.stored, pot.id.stored, .text(pot.name), Value(pot.position), Value(pot.active)]
        )
    }

    /// What one pot holds, in minor units.
    static func balance(of pot: ID<Pot>, in group: ID<Group>, _ connection: any Connection) throws -> Int64 {
        Int64(
            try connection.number("SELECT sum(amount_minor) FROM ledger_entry WHERE group_id = $1 AND pot_id = $2", [group.stored, pot.stored]) ?? 0
        )
    }

    /// What each pot holds, in minor units; a pot without rows is not there.
    public static func balances(in group: ID<Group>, _ connection: any Connection) throws -> [ID<Pot>: Int64] {
        var out: [ID<Pot>: Int64] = [:]
        try connection.forEach("SELECT pot_id, sum(amount_minor) FROM ledger_entry WHERE group_id = $1 GROUP BY pot_id", [group.stored]) {
            out[try $0.id(0)] = $0.integer(1)
        }
        return out
    }

    private static func read(_ row: any Row) throws -> Pot {
        Pot(id: try row.id(0), name: row.text(1), position: row.int(2), active: row.flag(3))
    }
}
