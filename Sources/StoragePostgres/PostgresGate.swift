/// The gate through which every write goes, side by side; one that lost its race twice shuts it, and so runs alone and ends.
///
/// The gate is a table without rows. LOCK TABLE takes no snapshot, so that the state which a write sees begins once it is through the gate
/// (PostgreSQL 15, LOCK, "Notes on isolation levels").
enum PostgresGate {
    static let table = "CREATE TABLE IF NOT EXISTS write_gate (nothing BIGINT)"

    /// How the transaction of a write begins at its first, second ... attempt, in one round trip.
    static func begin(at attempt: Int) -> String {
        let mode = attempt <= together ? "ROW EXCLUSIVE" : "ACCESS EXCLUSIVE"
        return "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE write_gate IN \(mode) MODE"
    }

    /// How many attempts run beside others.
    private static let together = 2
}
