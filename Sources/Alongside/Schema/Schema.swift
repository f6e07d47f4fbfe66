public import Storage

/// All migrations in order. A step that was released is never changed; a new one is one more line here and one more file beside.
public enum Schema {
    public static let migrations: [Migration] = [
        Migration(
            1,
            "the main job",
            sql: [groups, places, safety, people, asks, matching, messages, money, followUp, history, imports, Jobs.schema].joined(separator: "\n")
        ),
        Migration(2, "who goes along", sql: companions),
        Migration(
            3,
            "when data was restored",
            sql: "ALTER TABLE installation ADD COLUMN restored_at INTEGER64;\nALTER TABLE installation DROP COLUMN gap_from;\n"
        ),
        Migration(4, "asks that are met more than once", sql: occasions),
        Migration(5, "what helpers give as they offered it", sql: offered),
        Migration(6, "where goods are", sql: goods),
        Migration(7, "who asked for somebody, and who was looked up", sql: openings),
        Migration(8, "holds that ran out, until somebody has seen it", sql: lapses),
        Migration(
            9, "which state of a group's people a lookup holds",
            sql: "ALTER TABLE aid_group ADD COLUMN people_version INTEGER64 NOT NULL DEFAULT 0;\n"),
        Migration(10, "who opened how to repay a helper", sql: repayments),
        Migration(14, "indexes for tens of thousands of rows", sql: budgets),
        Migration(15, "whose turn is first among jobs, and what the night found", sql: Jobs.schemaOfTurns + nightLook),
        Migration(16, "backups that failed, and how far the data has come", sql: backups),
        Migration(17, "at which count of its group a person and an ask were written last", sql: counted),
        Migration(18, "several programs on one server, and the keys they share", sql: nodes),
        Migration(19, "for which message a number was opened", sql: "ALTER TABLE reveal ADD COLUMN message_id BYTES;\n"),
        Migration(20, "a whole group may be taken elsewhere", sql: moving),
        Migration(21, "what was typed while a group is founded, sealed", sql: "ALTER TABLE installation ADD COLUMN draft BYTES;\n"),
        Migration(22, "how far a node's clock is from the server's", isBorneByOlder: true, sql: nodeClocks),
    ]
}
