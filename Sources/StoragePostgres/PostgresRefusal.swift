/// Why an installation cannot be kept on a server as it was asked for, in a sentence for whoever started the program.
public enum PostgresRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The tables are in another number of parts than was asked for.
    case partitions(found: Int, asked: Int)
    /// So many parts there cannot be.
    case impossiblePartitions(Int)
    /// A pooler stands before the server, and the address does not say so.
    case pooler
    /// The address says that a pooler stands before the server, and none was named that leads past it.
    case noDirectAddress
    /// What is to lead past the pooler leads to one.
    case pooledDirectAddress
    /// What is to lead past the pooler leads to another database.
    case otherDirectAddress
    /// A step of the schema came to no table that it changes.
    case heldTable(step: Int, name: String)

    public var description: String {
        switch self {
        case .partitions(let found, let asked):
            "The tables on this server are in \(found) partitions, and \(asked) were asked for. Their number is chosen when an installation begins there: "
                + "to change it, move the data to sqlite and from there to a new database."
        case .impossiblePartitions(let asked):
            "--partitions takes a number from \(PostgresPartitions.possible.lowerBound) to \(PostgresPartitions.possible.upperBound), not \(asked)."
        case .pooler:
            "A pooler such as PgBouncer stands before this PostgreSQL server. Say so with prepared=no in the address (postgres://...?prepared=no), and name the "
                + "address of the server itself with --database-direct."
        case .noDirectAddress:
            "The address of the database says prepared=no, so a pooler stands before the server. Name the address of the server itself with --database-direct: "
                + "what has to last longer than a transaction goes there."
        case .pooledDirectAddress:
            "The address given with --database-direct leads to a pooler. Name that of the PostgreSQL server itself."
        case .otherDirectAddress:
            "The address given with --database-direct leads to another database than --database. Name the same database, past the pooler."
        case .heldTable(let step, let name):
            "This release changes the database (step \(step), \(name)), and something has held a table of it for minutes, such as a backup. Nothing of this step was changed, and "
                + "the other nodes serve on. Start this one again when that has ended."
        }
    }
}
