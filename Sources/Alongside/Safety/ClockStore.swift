import Kernel
public import Storage

/// The SQL of what the installation remembers of the time.
public enum ClockStore {
    public static func reading(_ connection: any Connection) throws -> ClockReading? {
        try connection.first(
            "SELECT newest_seen, last_run, running_since, gap_confirmed_at FROM installation WHERE group_id = $1", [InstallationStore.id.stored]
        ) {
            ClockReading(newestSeen: $0.instant(0), lastRun: $0.instant(1), runningSince: $0.instantIfAny(2), confirmedAt: $0.instantIfAny(3))
        }
    }

    /// Notes that the program runs; the newest time never goes back.
    static func saw(_ now: Instant, runningSince: Instant?, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE installation
            SET newest_seen = CASE WHEN newest_seen < $1 THEN $1 ELSE newest_seen END, running_since = $2
            WHERE group_id = $3
            """,
            [now.stored, Value(runningSince), InstallationStore.id.stored]
        )
    }

    static func confirm(_ now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE installation SET newest_seen = $1, running_since = NULL, gap_confirmed_at = $1 WHERE group_id = $2",
            [now.stored, InstallationStore.id.stored]
        )
    }

    static func ran(_ now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE installation SET last_run = $1 WHERE group_id = $2", [now.stored, InstallationStore.id.stored])
    }

    /// From now on no key is made for this day or before.
    static func raiseFloor(to day: Day, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE installation SET floor_day = $1 WHERE group_id = $2 AND floor_day < $1", [day.stored, InstallationStore.id.stored]
        )
    }
}
