import Kernel
import Storage

/// The SQL of who and what lives: an open ask, offer, promise, unpaid receipt or complaint keeps a person; closing keeps nothing for longer.
enum LivingStore {
    /// Subjects that are kept as living although they ended, with the day on which they did.
    static func ended(in group: ID<Group>, today: Day, _ connection: any Connection) throws -> [(id: ID<Subject>, day: Day)] {
        let day = "86400000"
        return try connection.all(
            """
            SELECT subject.subject_id, ask.closed_at / \(day), coalesce((
                SELECT max(complaint.closed_at) FROM complaint WHERE complaint.group_id = $1 AND complaint.ask_id = ask.ask_id
            ), 0) / \(day)
            FROM subject
            JOIN ask ON ask.group_id = subject.group_id AND ask.ask_id = subject.subject_id
            WHERE subject.group_id = $1 AND subject.living = $2 AND ask.state = 'closed' AND NOT \(openComplaint)
            UNION ALL
            SELECT subject.subject_id, $3, 0
            FROM subject
            JOIN offer ON offer.group_id = subject.group_id AND offer.offer_id = subject.subject_id
            WHERE subject.group_id = $1 AND subject.living = $2 AND offer.state IN ('used', 'withdrawn', 'expired')
            UNION ALL
            SELECT subject.subject_id, coalesce(receipt.paid_at / \(day), $3), 0
            FROM subject
            JOIN receipt ON receipt.group_id = subject.group_id AND receipt.receipt_id = subject.subject_id
            WHERE subject.group_id = $1 AND subject.living = $2 AND receipt.state IN ('paid', 'rejected', 'cancelled')
            """,
            [group.stored, true, today.stored]
        ) { (try $0.id(0), max($0.day(1), $0.day(2))) }
    }

    /// Subjects that count as ended although they do not: an ask with a complaint that is open.
    static func notEnded(in group: ID<Group>, _ connection: any Connection) throws -> [ID<Subject>] {
        try connection.all(
            """
            SELECT subject.subject_id FROM subject
            JOIN ask ON ask.group_id = subject.group_id AND ask.ask_id = subject.subject_id
            WHERE subject.group_id = $1 AND subject.living = $2 AND (ask.state <> 'closed' OR \(openComplaint))
            """,
            [group.stored, false]
        ) { try $0.id(0) }
    }

    private static let openComplaint = """
        EXISTS (
            SELECT 1 FROM complaint WHERE complaint.group_id = $1 AND complaint.ask_id = ask.ask_id AND complaint.state <> 'closed'
        )
        """

    /// Every person that is not forgotten, and whether they count as living.
    static func people(in group: ID<Group>, _ connection: any Connection) throws -> [(id: ID<Person>, living: Bool)] {
        try connection.all("SELECT subject_id, living FROM subject WHERE group_id = $1 AND kind = 'person'", [group.stored]) {
            (try $0.id(0), $0.flag(1))
        }
    }

    /// Everybody with a role, an open ask or offer, a promise, an unpaid receipt, the group's money, or an open complaint.
    static func needed(in group: ID<Group>, _ connection: any Connection) throws -> Set<ID<Person>> {
        Set(
            try connection.all(
                """
                SELECT person_id FROM person_role WHERE group_id = $1 AND ended_at IS NULL
                UNION SELECT person_id FROM helper WHERE group_id = $1 AND state <> 'left'
                UNION SELECT person_id FROM ask WHERE group_id = $1 AND person_id IS NOT NULL AND state <> 'closed'
                UNION SELECT person_id FROM offer WHERE group_id = $1 AND state IN ('open', 'paused')
                UNION SELECT helper_id FROM help_match WHERE group_id = $1 AND state IN ('proposed', 'accepted', 'shopping', 'at_door')
                UNION SELECT payee_id FROM receipt WHERE group_id = $1 AND state IN ('submitted', 'needs_information', 'approved')
                UNION SELECT holder_id FROM ledger_entry WHERE group_id = $1 AND holder_id IS NOT NULL GROUP BY holder_id HAVING sum(amount_minor) <> 0
                UNION SELECT about_id FROM complaint WHERE group_id = $1 AND about_id IS NOT NULL AND state <> 'closed'
                UNION SELECT taken_by FROM complaint WHERE group_id = $1 AND taken_by IS NOT NULL AND state <> 'closed'
                UNION SELECT ask.person_id FROM complaint
                    JOIN ask ON ask.group_id = complaint.group_id AND ask.ask_id = complaint.ask_id
                    WHERE complaint.group_id = $1 AND ask.person_id IS NOT NULL AND complaint.state <> 'closed'
                """,
                [group.stored]
            ) { try $0.id(0) }
        )
    }

    /// The last day on which something of a person was open.
    static func lastOpenDay(of person: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Day {
        let latest = try connection.number(
            """
            SELECT max(at) FROM (
                SELECT last_active_day * 86400000 AS at FROM person WHERE group_id = $1 AND person_id = $2
                UNION ALL SELECT closed_at FROM ask WHERE group_id = $1 AND person_id = $2
                UNION ALL SELECT last_active_day * 86400000 FROM helper WHERE group_id = $1 AND person_id = $2
                UNION ALL SELECT ended_at FROM help_match WHERE group_id = $1 AND helper_id = $2 AND accepted_at IS NOT NULL
                UNION ALL SELECT coalesce(paid_at, approved_at, submitted_at) FROM receipt WHERE group_id = $1 AND payee_id = $2
                UNION ALL SELECT ended_at FROM person_role WHERE group_id = $1 AND person_id = $2
                UNION ALL SELECT closed_at FROM complaint WHERE group_id = $1 AND about_id = $2
                UNION ALL SELECT complaint.closed_at FROM ask
                    CROSS JOIN complaint
                    WHERE ask.group_id = $1 AND ask.person_id = $2 AND complaint.group_id = $1 AND complaint.ask_id = ask.ask_id
                UNION ALL SELECT (subject.due_day - subject.retention_days) * 86400000 FROM offer
                    CROSS JOIN subject
                    WHERE offer.group_id = $1 AND offer.person_id = $2 AND subject.group_id = $1 AND subject.subject_id = offer.offer_id
            ) AS opened
            """,
            [group.stored, person.stored]
        )
        return Instant(milliseconds: Int64(latest ?? 0)).day
    }

    /// Helpers who have been silent since a day or before, the longest first.
    static func silent(since day: Day, in group: ID<Group>, _ connection: any Connection) throws -> [ID<Person>] {
        try connection.all(
            "SELECT person_id FROM helper WHERE group_id = $1 AND state <> 'left' AND last_active_day <= $2 ORDER BY last_active_day",
            [group.stored, day.stored]
        ) { try $0.id(0) }
    }

    /// When a helper was last asked whether they are still there.
    static func lastNotice(to person: ID<Person>, in group: ID<Group>, _ connection: any Connection) throws -> Instant? {
        try connection.first(
            "SELECT max(created_at) FROM message WHERE group_id = $1 AND person_id = $2 AND kind = 'silent_helper'", [group.stored, person.stored]
        ) { $0.instantIfAny(0) } ?? nil
    }

    /// Helpers who were heard of again after a notice.
    static func clearNotices(heardSince day: Day, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE helper SET notices = 0 WHERE group_id = $1 AND notices > 0 AND last_active_day > $2", [group.stored, day.stored]
        )
    }
}
