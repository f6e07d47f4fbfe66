import Kernel
import Storage

/// The SQL of erasing what was made of a sheet.
enum ImportErasureStore {
    /// What was made of the sheet and nobody has worked on since.
    static func untouched(
        _ part: ImportErasure.Part, of batch: ID<ImportBatch>, most: Int, in group: ID<Group>, _ connection: any Connection
    ) throws -> [ID<Subject>] {
        try connection.all(query(part) + " LIMIT \(most)", [group.stored, batch.stored]) { try $0.id(0) }
    }

    /// Takes away the row itself.
    static func delete(_ part: ImportErasure.Part, _ subject: ID<Subject>, in group: ID<Group>, _ transaction: any Transaction) throws {
        let (table, column) =
            switch part {
            case .asks: ("ask", "ask_id")
            case .offers: ("offer", "offer_id")
            case .helpers: ("helper", "person_id")
            case .people: ("person", "person_id")
            }
        try transaction.execute("DELETE FROM \(table) WHERE group_id = $1 AND \(column) = $2", [group.stored, subject.stored])
    }

    /// Rows with a problem, and the headings that the sheet had.
    static func emptyBatch(_ batch: ID<ImportBatch>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM import_problem WHERE group_id = $1 AND batch_id = $2", [group.stored, batch.stored])
        try transaction.execute("UPDATE import_batch SET source = NULL WHERE group_id = $1 AND batch_id = $2", [group.stored, batch.stored])
    }

    static func helperLinks(of person: ID<Subject>, in group: ID<Group>, _ connection: any Connection) throws -> [ID<PrivateLink>] {
        try connection.all(
            "SELECT link_id FROM link WHERE group_id = $1 AND person_id = $2 AND purpose = 'helper'", [group.stored, person.stored]
        ) { try $0.id(0) }
    }

    static func deleteHelperLinks(of person: ID<Subject>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "DELETE FROM link WHERE group_id = $1 AND person_id = $2 AND purpose = 'helper'", [group.stored, person.stored]
        )
    }

    /// Keys, links and sealed history of a subject go; that it was erased stays.
    static func forget(_ subject: ID<Subject>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        let both = [group.stored, subject.stored]
        try transaction.execute("DELETE FROM link WHERE group_id = $1 AND subject_id = $2", both)
        try transaction.execute("DELETE FROM record_key WHERE group_id = $1 AND subject_id = $2", both)
        try transaction.execute("DELETE FROM subject WHERE group_id = $1 AND subject_id = $2", both)
        try transaction.execute("UPDATE history SET sealed = NULL WHERE group_id = $1 AND subject_id = $2", both)
        try transaction.execute(
            "INSERT INTO erasure (group_id, subject_id, at) VALUES ($1, $2, $3) ON CONFLICT (group_id, subject_id) DO NOTHING",
            both + [now.stored]
        )
    }

    /// An ask or offer was worked on when anything but its making stands in its history, or something hangs on it.
    private static func query(_ part: ImportErasure.Part) -> String {
        switch part {
        case .asks:
            """
            SELECT ask.ask_id FROM ask
            WHERE ask.group_id = $1 AND ask.batch_id = $2
                AND NOT EXISTS (
                    SELECT 1 FROM history
                    WHERE history.group_id = $1 AND history.subject_id = ask.ask_id AND history.verb NOT IN ('asked', 'imported')
                )
                AND NOT EXISTS (SELECT 1 FROM help_match WHERE help_match.group_id = $1 AND help_match.ask_id = ask.ask_id)
                AND NOT EXISTS (SELECT 1 FROM message WHERE message.group_id = $1 AND message.subject_id = ask.ask_id)
            """
        case .offers:
            """
            SELECT offer.offer_id FROM offer
            WHERE offer.group_id = $1 AND offer.batch_id = $2
                AND NOT EXISTS (
                    SELECT 1 FROM history
                    WHERE history.group_id = $1 AND history.subject_id = offer.offer_id AND history.verb NOT IN ('offered', 'imported')
                )
                AND NOT EXISTS (SELECT 1 FROM help_match WHERE help_match.group_id = $1 AND help_match.helper_id = offer.person_id)
            """
        case .helpers:
            // Somebody who was known before and became a helper through the sheet only.
            """
            SELECT helper.person_id FROM helper
            JOIN import_batch ON import_batch.group_id = $1 AND import_batch.batch_id = $2
            WHERE helper.group_id = $1 AND helper.joined_at >= import_batch.made_at
                AND EXISTS (
                    SELECT 1 FROM history
                    WHERE history.group_id = $1 AND history.subject_id = helper.person_id AND history.verb = 'imported'
                        AND history.at = helper.joined_at
                )
                AND NOT EXISTS (SELECT 1 FROM offer WHERE offer.group_id = $1 AND offer.person_id = helper.person_id)
                AND NOT EXISTS (SELECT 1 FROM help_match WHERE help_match.group_id = $1 AND help_match.helper_id = helper.person_id)
            """
        case .people:
            """
            SELECT person.person_id FROM person
            WHERE person.group_id = $1 AND person.batch_id = $2
                AND NOT EXISTS (SELECT 1 FROM ask WHERE ask.group_id = $1 AND ask.person_id = person.person_id)
                AND NOT EXISTS (SELECT 1 FROM offer WHERE offer.group_id = $1 AND offer.person_id = person.person_id)
                AND NOT EXISTS (SELECT 1 FROM person_role WHERE person_role.group_id = $1 AND person_role.person_id = person.person_id)
                AND NOT EXISTS (SELECT 1 FROM help_match WHERE help_match.group_id = $1 AND help_match.helper_id = person.person_id)
                AND NOT EXISTS (SELECT 1 FROM session WHERE session.group_id = $1 AND session.person_id = person.person_id)
                AND NOT EXISTS (SELECT 1 FROM message WHERE message.group_id = $1 AND message.subject_id = person.person_id)
                AND NOT EXISTS (
                    SELECT 1 FROM history
                    WHERE history.group_id = $1 AND history.subject_id = person.person_id AND history.verb NOT IN ('joined', 'imported')
                )
            """
        }
    }
}
