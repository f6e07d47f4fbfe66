public import Kernel
public import Storage

/// The SQL of the one row that belongs to the installation itself. Its group is sixteen zero bytes.
public enum InstallationStore {
    static let id = ID<Group>(high: 0, low: 0)

    /// Writes the row of a new installation; nothing, and false, when there is one.
    @discardableResult
    public static func begin(at now: Instant, _ transaction: any Transaction) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO installation (group_id, newest_seen, floor_day, last_run)
            VALUES ($1, $2, $3, $2)
            ON CONFLICT (group_id) DO NOTHING
            """,
            [id.stored, now.stored, (now.day - 1).stored]
        ) == 1
    }

    /// Whether there is an installation in this database.
    public static func isThere(_ connection: any Connection) throws -> Bool {
        try connection.first("SELECT floor_day FROM installation WHERE group_id = $1", [id.stored]) { _ in true } ?? false
    }

    /// Keys of this day and before are gone or about to go.
    public static func floor(_ connection: any Connection) throws -> Day {
        try connection.first("SELECT floor_day FROM installation WHERE group_id = $1", [id.stored]) { $0.day(0) } ?? Day(number: 0)
    }
}

extension InstallationStore {
    /// Whether `demo` made this folder: only then are sign-in links printed at each start.
    public static func isDemo(_ connection: any Connection) throws -> Bool {
        try connection.first("SELECT made_by_demo FROM installation WHERE group_id = $1", [id.stored]) { $0.flag(0) } ?? false
    }

    /// From now on sign-in links of the folder are printed when it is served.
    public static func markDemo(_ transaction: any Transaction) throws {
        try transaction.execute("UPDATE installation SET made_by_demo = $1 WHERE group_id = $2", [true, id.stored])
    }

    /// What links begin with, as `serve` was told last; nil when it never was. Other commands write links with it too.
    public static func publicURL(_ connection: any Connection) throws -> String? {
        try connection.first("SELECT public_url FROM installation WHERE group_id = $1", [id.stored]) { $0.textIfAny(0) } ?? nil
    }

    public static func setPublicURL(_ address: String, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE installation SET public_url = $1 WHERE group_id = $2", [.text(address), id.stored])
    }

    /// When the last backup was made.
    public static func lastBackup(_ connection: any Connection) throws -> Instant? {
        try connection.first("SELECT last_backup_at FROM installation WHERE group_id = $1", [id.stored]) { $0.instantIfAny(0) } ?? nil
    }

    /// A backup was made: what failed before is mended.
    public static func noteBackup(at now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE installation SET last_backup_at = $1, backup_failed_at = NULL, backup_problem = NULL WHERE group_id = $2",
            [now.stored, id.stored])
    }

    /// The nightly backup failed; `problem` is a sentence without anybody's data.
    public static func noteBackupFailed(at now: Instant, problem: String, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE installation SET backup_failed_at = $1, backup_problem = $2 WHERE group_id = $3",
            [now.stored, .text(String(problem.prefix(200))), id.stored])
    }

    /// When the nightly backup last failed and why; nil when one was made since.
    public static func backupFailure(_ connection: any Connection) throws -> (at: Instant, problem: String)? {
        try connection.first(
            "SELECT backup_failed_at, backup_problem FROM installation WHERE group_id = $1 AND backup_failed_at IS NOT NULL", [id.stored]
        ) { ($0.instant(0), $0.textIfAny(1) ?? "") }
    }

    /// How far the data has come: a number that only goes up.
    public static func mark(_ connection: any Connection) throws -> Int {
        try connection.number("SELECT mark FROM installation WHERE group_id = $1", [id.stored]) ?? 0
    }

    /// Raises the mark by one, and above `least`. Returns it.
    public static func raiseMark(above least: Int, _ transaction: any Transaction) throws -> Int {
        try transaction.execute(
            "UPDATE installation SET mark = CASE WHEN mark < $1 THEN $1 ELSE mark END + 1 WHERE group_id = $2", [Value(least), id.stored])
        return try mark(transaction)
    }

    /// To which time the last restore went back, and when it was done; nil when none was. The board says so.
    public static func restored(_ connection: any Connection) throws -> (to: Instant, at: Instant)? {
        try connection.first(
            "SELECT restored_to, restored_at FROM installation WHERE group_id = $1 AND restored_to IS NOT NULL AND restored_at IS NOT NULL",
            [id.stored]
        ) { (to: $0.instant(0), at: $0.instant(1)) }
    }
}
