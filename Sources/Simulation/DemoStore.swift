import Alongside
import Kernel
import Storage

/// The SQL of the demo: the lists that no page of the product needs.
enum DemoStore {
    static func askCount(in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number("SELECT count(*) FROM ask WHERE group_id = $1", [group.stored]) ?? 0
    }

    static func livingCount(in group: ID<Group>, _ connection: any Connection) throws -> Int {
        try connection.number("SELECT count(*) FROM ask WHERE group_id = $1 AND state NOT IN ('done', 'closed')", [group.stored]) ?? 0
    }

    /// The asks of a state, newest first.
    static func asks(_ state: AskState, in group: ID<Group>, _ connection: any Connection) throws -> [ID<Ask>] {
        try connection.all(
            "SELECT ask_id FROM ask WHERE group_id = $1 AND state = $2 AND forgotten_at IS NULL ORDER BY created_at DESC",
            [group.stored, Value(state)]
        ) { try $0.id(0) }
    }

    /// The matches of a state, newest first.
    static func matches(_ state: MatchState, in group: ID<Group>, _ connection: any Connection) throws -> [Match] {
        let ids: [ID<Match>] = try connection.all(
            "SELECT match_id FROM help_match WHERE group_id = $1 AND state = $2 ORDER BY proposed_at DESC LIMIT 50", [group.stored, Value(state)]
        ) { try $0.id(0) }
        return try ids.compactMap { try MatchStore.with(id: $0, in: group, connection) }
    }

    /// The newest ask that is done and whose asker has not said thanks yet.
    static func unthanked(in group: ID<Group>, _ connection: any Connection) throws -> ID<Ask>? {
        try connection.first(
            """
            SELECT ask.ask_id FROM ask
            JOIN thanks ON thanks.group_id = ask.group_id AND thanks.ask_id = ask.ask_id AND thanks.state = 'asked'
            WHERE ask.group_id = $1 AND ask.state = 'done'
            ORDER BY ask.created_at DESC
            LIMIT 1
            """,
            [group.stored]
        ) { try $0.id(0) }
    }

    /// The newest batch of a sheet that was brought in.
    static func batch(in group: ID<Group>, _ connection: any Connection) throws -> ID<ImportBatch>? {
        try connection.first("SELECT batch_id FROM import_batch WHERE group_id = $1 ORDER BY made_at DESC LIMIT 1", [group.stored]) {
            try $0.id(0)
        }
    }

    /// The newest step at the desk that was kept so that it could be taken back.
    static func undo(in group: ID<Group>, _ connection: any Connection) throws -> ID<Undo>? {
        try connection.first(
            "SELECT undo_id FROM undo WHERE group_id = $1 AND verb = $2 ORDER BY made_at DESC, undo_id DESC LIMIT 1",
            [group.stored, Value(HistoryEvent.Verb.triaged.rawValue)]
        ) { try $0.id(0) }
    }

    /// The newest session that has not ended.
    static func session(in group: ID<Group>, _ connection: any Connection) throws -> ID<Session>? {
        try connection.first(
            "SELECT session_id FROM session WHERE group_id = $1 AND ended_at IS NULL ORDER BY made_at DESC, session_id DESC LIMIT 1", [group.stored]
        ) { try $0.id(0) }
    }

    /// The newest receipt of a state that came from a task.
    static func receipt(_ state: ReceiptState, in group: ID<Group>, _ connection: any Connection) throws -> (id: ID<Receipt>, match: ID<Match>)? {
        try connection.first(
            """
            SELECT receipt_id, match_id FROM receipt
            WHERE group_id = $1 AND state = $2 AND sealed IS NOT NULL AND match_id IS NOT NULL
            ORDER BY submitted_at DESC, receipt_id DESC
            LIMIT 1
            """,
            [group.stored, Value(state)]
        ) { (try $0.id(0), try $0.id(1)) }
    }

    /// All receipts, newest first; those with a picture first.
    static func receipt(in group: ID<Group>, _ connection: any Connection) throws -> ID<Receipt>? {
        try connection.first(
            "SELECT receipt_id FROM receipt WHERE group_id = $1 AND sealed IS NOT NULL ORDER BY picture_id IS NULL, submitted_at DESC LIMIT 1",
            [group.stored]
        ) { try $0.id(0) }
    }
}
