import Kernel
import Storage

/// The SQL that forgets: which subjects are due, and what of each goes. Opaque IDs and what is counted stay.
enum ForgettingStore {
    // MARK: Which

    /// Subjects whose day has passed, the longest due first.
    static func due(before today: Day, in group: ID<Group>, limit: Int, _ connection: any Connection) throws -> [(
        id: ID<Subject>, kind: Subject.Kind
    )] {
        try connection.all(
            "SELECT subject_id, kind FROM subject WHERE group_id = $1 AND living = $2 AND due_day < $3 ORDER BY due_day, subject_id LIMIT \(limit)",
            [group.stored, false, today.stored]
        ) { (try $0.id(0), try $0.choice(1)) }
    }

    static func dueCount(before today: Day, in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number(
            "SELECT count(*) FROM subject WHERE group_id = $1 AND living = $2 AND due_day < $3", [group.stored, false, today.stored]
        ) ?? 0
    }

    /// Subjects whose early erasure is due.
    static func toErase(at now: Instant, in group: ID<Group>, limit: Int, _ connection: any Connection) throws -> [(
        id: ID<Subject>, kind: Subject.Kind
    )] {
        try connection.all(
            "SELECT subject_id, kind FROM subject WHERE group_id = $1 AND erase_at <= $2 ORDER BY erase_at LIMIT \(limit)",
            [group.stored, now.stored]
        ) { (try $0.id(0), try $0.choice(1)) }
    }

    static func kind(of subject: ID<Subject>, in group: ID<Group>, _ connection: any Connection) throws -> Subject.Kind? {
        try connection.first("SELECT kind FROM subject WHERE group_id = $1 AND subject_id = $2", [group.stored, subject.stored]) { try $0.choice(0) }
    }

    static func setErasure(_ subject: ID<Subject>, at: Instant?, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE subject SET erase_at = $1 WHERE group_id = $2 AND subject_id = $3", [Value(at), group.stored, subject.stored]
        )
    }

    static func noteErasure(_ subject: ID<Subject>, at: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "INSERT INTO erasure (group_id, subject_id, at) VALUES ($1, $2, $3) ON CONFLICT (group_id, subject_id) DO NOTHING",
            [group.stored, subject.stored, at.day.start.stored]
        )
    }

    // MARK: Living

    /// Living subjects that are sealed too near or too far: they belong on today plus their days, and up to `slack` before that.
    static func toRoll(
        today: Day, retention: Int, slack: Int, after last: [UInt8], in group: ID<Group>, limit: Int, _ connection: any Connection
    ) throws -> [(id: ID<Subject>, due: Day)] {
        try connection.all(
            """
            SELECT subject_id, $1 + CASE WHEN retention_days < $2 THEN retention_days ELSE $2 END AS target FROM subject
            WHERE group_id = $3 AND living = $4 AND subject_id > $5 AND (
                due_day < $1 + CASE WHEN retention_days < $2 THEN retention_days ELSE $2 END
                    - CASE WHEN retention_days < 10 THEN 0 ELSE $6 END
                OR due_day > $1 + CASE WHEN retention_days < $2 THEN retention_days ELSE $2 END
            )
            ORDER BY subject_id
            LIMIT \(limit)
            """,
            [today.stored, retention.stored, group.stored, true, .bytes(last), slack.stored]
        ) { (try $0.id(0), $0.day(1)) }
    }

    // MARK: What goes

    /// The keys of a subject and its row: from here on nothing of it opens.
    static func removeKeys(_ subject: ID<Subject>, in group: ID<Group>, _ transaction: any Transaction) throws {
        for table in ["record_key", "subject"] {
            try transaction.execute("DELETE FROM \(table) WHERE group_id = $1 AND subject_id = $2", [group.stored, subject.stored])
        }
    }

    /// The keys of a subject alone: nothing of it opens, though what it was still stands there. Returns how many there were.
    static func dropKeys(of subject: ID<Subject>, in group: ID<Group>, _ transaction: any Transaction) throws -> Int {
        try transaction.execute("DELETE FROM record_key WHERE group_id = $1 AND subject_id = $2", [group.stored, subject.stored])
    }

    /// What any subject may have: links, messages, pictures, undo, and who opened it.
    static func wipeAttached(_ subject: ID<Subject>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        let named = [group.stored, subject.stored]
        try transaction.execute(
            "UPDATE link SET ended_at = $1 WHERE group_id = $2 AND subject_id = $3 AND ended_at IS NULL", [now.stored] + named
        )
        try transaction.execute(
            """
            UPDATE message SET sealed = NULL, state = CASE WHEN state IN ('waiting', 'unsure') THEN 'cancelled' ELSE state END
            WHERE group_id = $1 AND subject_id = $2
            """,
            named
        )
        try transaction.execute(
            """
            DELETE FROM attachment_chunk WHERE group_id = $1 AND attachment_id IN (
                SELECT attachment_id FROM attachment WHERE group_id = $1 AND subject_id = $2
            )
            """,
            named
        )
        for table in ["attachment", "undo", "reveal"] {
            try transaction.execute("DELETE FROM \(table) WHERE group_id = $1 AND subject_id = $2", named)
        }
    }

    static func events(of subject: ID<Subject>, in group: ID<Group>, _ connection: any Connection) throws -> [(id: ID<HistoryEvent>, at: Instant)] {
        try connection.all(
            "SELECT event_id, at FROM history WHERE group_id = $1 AND subject_id = $2", [group.stored, subject.stored]
        ) { (try $0.id(0), $0.instant(1)) }
    }

    /// The event keeps its day; its ID told the millisecond, so it gets another.
    static func blur(_ event: ID<HistoryEvent>, as other: ID<HistoryEvent>, at: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE history SET event_id = $1, at = $2, sealed = NULL WHERE group_id = $3 AND event_id = $4",
            [other.stored, at.stored, group.stored, event.stored]
        )
    }

    static func wipeAsk(_ ask: ID<Subject>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        let named = [group.stored, ask.stored]
        try transaction.execute(
            """
            UPDATE ask
            SET face = NULL, details = NULL, forgotten_at = $1, state = 'closed', closing = coalesce(closing, 'undone'),
                closed_at = coalesce(closed_at, $1), wanted_by = NULL, last_contact_at = NULL
            WHERE group_id = $2 AND ask_id = $3
            """,
            [now.stored] + named
        )
        try transaction.execute(
            """
            UPDATE help_match
            SET sealed = NULL, window_from = NULL, window_to = NULL,
                lapse_seen_at = CASE WHEN state = 'lapsed' THEN coalesce(lapse_seen_at, ended_at) END,
                state = CASE WHEN state IN ('planned', 'proposed', 'accepted', 'shopping', 'at_door') THEN 'cancelled' ELSE state END
            WHERE group_id = $1 AND ask_id = $2
            """,
            named
        )
        try transaction.execute("UPDATE attempt SET sealed = NULL WHERE group_id = $1 AND ask_id = $2", named)
        try transaction.execute("UPDATE thanks SET sealed = NULL WHERE group_id = $1 AND ask_id = $2", named)
        try transaction.execute(
            """
            UPDATE follow_up SET sealed = NULL, state = CASE WHEN state IN ('waiting', 'asked') THEN 'dropped' ELSE state END
            WHERE group_id = $1 AND ask_id = $2
            """,
            named
        )
        try transaction.execute("UPDATE complaint SET sealed = NULL WHERE group_id = $1 AND ask_id = $2", named)
    }

    static func wipeOffer(_ offer: ID<Subject>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE offer SET sealed = NULL, forgotten_at = $1, state = CASE WHEN state IN ('open', 'paused') THEN 'expired' ELSE state END
            WHERE group_id = $2 AND offer_id = $3
            """,
            [now.stored, group.stored, offer.stored]
        )
    }

    static func wipeReceipt(_ receipt: ID<Subject>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE receipt SET sealed = NULL, picture_id = NULL, forgotten_at = $1 WHERE group_id = $2 AND receipt_id = $3",
            [now.stored, group.stored, receipt.stored]
        )
    }

    static func wipePerson(_ person: ID<Subject>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        let named = [group.stored, person.stored]
        let ended = [now.stored] + named
        try transaction.execute("UPDATE person SET sealed = NULL, forgotten_at = $1 WHERE group_id = $2 AND person_id = $3", ended)
        for table in ["link", "session", "person_role"] {
            try transaction.execute("UPDATE \(table) SET ended_at = $1 WHERE group_id = $2 AND person_id = $3 AND ended_at IS NULL", ended)
        }
        // Matches name the helper's row, so it stays, without what they said of themselves.
        try transaction.execute(
            """
            UPDATE helper
            SET state = 'left', resting_until = NULL, weekly_limit = 0, hours = 0, transport = 'none', reach_metres = 0, remote_only = 0,
                can_lift = 0, can_climb = 0, may_front = 0, languages = '', categories = '', offered_kinds = '', zone_id = NULL
            WHERE group_id = $1 AND person_id = $2
            """,
            named
        )
        try transaction.execute("DELETE FROM blocked_pair WHERE group_id = $1 AND (person_id = $2 OR other_id = $2)", named)
        try transaction.execute(
            """
            UPDATE message SET sealed = NULL, state = CASE WHEN state IN ('waiting', 'unsure') THEN 'cancelled' ELSE state END
            WHERE group_id = $1 AND person_id = $2
            """,
            named
        )
    }

    /// A note is an imported sheet: what is left of its rows goes.
    static func wipeNote(_ batch: ID<Subject>, in group: ID<Group>, _ transaction: any Transaction) throws {
        let named = [group.stored, batch.stored]
        for table in ["import_chunk", "import_problem"] {
            try transaction.execute("DELETE FROM \(table) WHERE group_id = $1 AND batch_id = $2", named)
        }
        try transaction.execute("UPDATE import_batch SET source = NULL WHERE group_id = $1 AND batch_id = $2", named)
    }

    // MARK: Sweeping

    /// One-time keys of forms after two days, undo after one.
    static func sweep(at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM once WHERE group_id = $1 AND at < $2", [group.stored, (now - .days(2)).stored])
        try transaction.execute("DELETE FROM undo WHERE group_id = $1 AND made_at < $2", [group.stored, (now - .days(1)).stored])
    }
}
