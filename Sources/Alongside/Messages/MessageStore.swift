public import Kernel
public import Sealing
public import Storage

/// The SQL of messages.
public enum MessageStore {
    static let columns =
        "message.message_id, message.person_id, message.subject_id, message.match_id, message.kind, message.language, message.state, "
        + "message.urgent, message.channel, message.created_at, message.due_at, message.sent_at, message.sent_by"

    /// Puts a message into the queue, sealed under its subject's key, in the transaction of the change that caused it.
    public static func insert(
        _ message: Message, _ words: MessageWords, key: SealingKey, in house: House, group: ID<Group>, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO message (
                group_id, message_id, person_id, subject_id, match_id, kind, language, state, urgent, channel, created_at, due_at, sent_at,
                sent_by, sealed
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            [
                group.stored, message.id.stored, Value(message.person), message.subject.stored, Value(message.match), Value(message.kind),
                message.language.stored, Value(message.state), Value(message.urgent), Value(message.channel), message.createdAt.stored,
                message.dueAt.stored, Value(message.sentAt), Value(message.sentBy),
                .bytes(house.vault.seal(words, row: message.id.bytes, key: key, in: group)),
            ]
        )
    }

    public static func with(id: ID<Message>, in group: ID<Group>, _ connection: any Connection) throws -> Message? {
        try connection.first("SELECT \(columns) FROM message WHERE group_id = $1 AND message_id = $2", [group.stored, id.stored], read)
    }

    /// The words, read with the key of the message's subject, with a link that leads to where the installation stands today; nil once forgotten.
    public static func words(of message: Message, in house: House, group: ID<Group>, _ connection: any Connection) throws -> MessageWords? {
        let sealed =
            try connection.first(
                "SELECT sealed FROM message WHERE group_id = $1 AND message_id = $2", [group.stored, message.id.stored]
            ) { $0.bytesIfAny(0) } ?? nil
        guard let sealed else { return nil }
        let key = try house.vault.key(of: message.subject, in: group, connection)
        let words: MessageWords = try house.vault.open(sealed, row: message.id.bytes, key: key, in: group)
        return words.leading(to: house.publicURL)
    }

    /// What is due at any hour of the day, urgent first, then oldest. What a person may send now is `toSend`.
    public static func waiting(at now: Instant, in group: ID<Group>, limit: Int = 200, _ connection: any Connection) throws -> [Message] {
        try connection.all(
            """
            SELECT \(columns) FROM message
            WHERE group_id = $1 AND state IN ('waiting', 'unsure') AND due_at <= $2
            ORDER BY urgent DESC, due_at
            LIMIT \(limit)
            """,
            [group.stored, now.stored],
            read
        )
    }

    public static func update(_ message: Message, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE message SET state = $1, channel = $2, due_at = $3, sent_at = $4, sent_by = $5 WHERE group_id = $6 AND message_id = $7",
            [
                Value(message.state), Value(message.channel), message.dueAt.stored, Value(message.sentAt), Value(message.sentBy), group.stored,
                message.id.stored,
            ]
        )
    }

    /// Takes unsent messages about a match, or all about a subject, out of the queue.
    public static func cancelWaiting(match: ID<Match>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE message SET state = 'cancelled' WHERE group_id = $1 AND match_id = $2 AND state IN ('waiting', 'unsure')",
            [group.stored, match.stored]
        )
    }

    public static func cancelWaiting(subject: ID<Subject>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE message SET state = 'cancelled' WHERE group_id = $1 AND subject_id = $2 AND state IN ('waiting', 'unsure')",
            [group.stored, subject.stored]
        )
    }

    /// Takes unsent messages of one kind about a subject out of the queue.
    static func cancelWaiting(_ kind: Message.Kind, about subject: ID<Subject>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE message SET state = 'cancelled' WHERE group_id = $1 AND subject_id = $2 AND kind = $3 AND state IN ('waiting', 'unsure')",
            [group.stored, subject.stored, Value(kind)]
        )
    }

    static func read(_ row: any Row) throws -> Message {
        Message(
            id: try row.id(0), person: try row.idIfAny(1), subject: try row.id(2), match: try row.idIfAny(3), kind: try row.choice(4),
            language: try row.language(5), state: try row.choice(6), urgent: row.flag(7), channel: try row.choiceIfAny(8),
            createdAt: row.instant(9), dueAt: row.instant(10), sentAt: row.instantIfAny(11), sentBy: try row.idIfAny(12)
        )
    }
}

extension MessageStore {
    /// What is to be sent by hand now, urgent first, then oldest. In the group's night only what is urgent, whenever the rest was written: a message of
    /// the evening that nobody came to wakes nobody.
    public static func toSend(at now: Instant, in group: Group, limit: Int, _ connection: any Connection) throws -> [Message] {
        let (condition, values) = sendable(at: now, in: group)
        return try connection.all("SELECT \(columns) FROM message WHERE \(condition) ORDER BY urgent DESC, due_at LIMIT \(limit)", values, read)
    }

    /// How many there are to send by hand now.
    public static func toSendCount(at now: Instant, in group: Group, _ connection: any Connection) throws -> Int {
        let (condition, values) = sendable(at: now, in: group)
        return try connection.number("SELECT count(*) FROM message WHERE \(condition)", values) ?? 0
    }

    /// What waits and is not to be sent yet: how many, and when the first of them is. It is all that waits and is not in `toSend`.
    public static func resting(at now: Instant, in group: Group, _ connection: any Connection) throws -> (count: Int, next: Instant)? {
        try connection.first(
            """
            SELECT count(*), min(CASE WHEN urgent = $1 OR due_at > $2 THEN due_at ELSE $2 END) FROM message
            WHERE group_id = $3 AND state IN ('waiting', 'unsure') AND (due_at > $4 OR $2 > $4 AND urgent <> $1)
            """,
            [Value(true), group.wakingHours.awake(from: now).stored, group.id.stored, now.stored]
        ) { row in row.instantIfAny(1).map { (count: row.int(0), next: $0) } } ?? nil
    }

    /// The messages that rest, the first due first.
    public static func allResting(at now: Instant, in group: Group, limit: Int, _ connection: any Connection) throws -> [Message] {
        try connection.all(
            """
            SELECT \(columns) FROM message
            WHERE group_id = $1 AND state IN ('waiting', 'unsure') AND (due_at > $2 OR $3 > $2 AND urgent <> $4)
            ORDER BY due_at
            LIMIT \(limit)
            """,
            [group.id.stored, now.stored, group.wakingHours.awake(from: now).stored, Value(true)],
            read
        )
    }

    private static func sendable(at now: Instant, in group: Group) -> (String, [Value]) {
        guard group.wakingHours.isNight(at: now) else {
            return ("group_id = $1 AND state IN ('waiting', 'unsure') AND due_at <= $2", [group.id.stored, now.stored])
        }
        return (
            "group_id = $1 AND state IN ('waiting', 'unsure') AND due_at <= $2 AND urgent = $3", [group.id.stored, now.stored, Value(true)]
        )
    }
}

extension MessageStore {
    /// What is not sent yet about a match, oldest first.
    static func waiting(match: ID<Match>, in group: ID<Group>, _ connection: any Connection) throws -> [Message] {
        try connection.all(
            """
            SELECT \(columns) FROM message
            WHERE group_id = $1 AND match_id = $2 AND state IN ('waiting', 'unsure')
            ORDER BY created_at
            """,
            [group.stored, match.stored],
            read
        )
    }

    /// Nothing is sent to somebody who rests before then; what is due later stays as it is.
    static func rest(_ person: ID<Person>, until: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE message SET due_at = $1 WHERE group_id = $2 AND person_id = $3 AND subject_id = $3 AND state = 'waiting' AND due_at < $1",
            [until.stored, group.stored, person.stored]
        )
    }

    /// Whoever rested is back: what waited for them is due.
    static func wake(_ person: ID<Person>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE message SET due_at = $1 WHERE group_id = $2 AND person_id = $3 AND subject_id = $3 AND state = 'waiting' AND due_at > $1",
            [now.stored, group.stored, person.stored]
        )
    }
}

extension MessageStore {
    /// What waits to be sent about a subject, or to a helper of it.
    public static func waiting(about subject: ID<Subject>, in group: ID<Group>, _ connection: any Connection) throws -> [Message] {
        try connection.all(
            """
            SELECT \(columns) FROM message
            WHERE group_id = $1 AND state IN ('waiting', 'unsure') AND message_id IN (
                SELECT message_id FROM message WHERE group_id = $1 AND subject_id = $2
                UNION
                SELECT told.message_id
                FROM help_match
                CROSS JOIN message AS told
                WHERE help_match.group_id = $1 AND help_match.ask_id = $2
                  AND told.group_id = $1 AND told.match_id = help_match.match_id
            )
            ORDER BY due_at
            LIMIT 20
            """,
            [group.stored, subject.stored],
            read
        )
    }

    /// The newest of one kind about a match, sent or not.
    public static func newest(of match: ID<Match>, _ kind: Message.Kind, in group: ID<Group>, _ connection: any Connection) throws -> Message? {
        try connection.first(
            "SELECT \(columns) FROM message WHERE group_id = $1 AND match_id = $2 AND kind = $3 ORDER BY created_at DESC LIMIT 1",
            [group.stored, match.stored, Value(kind)], read
        )
    }
}
