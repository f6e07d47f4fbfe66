import Storage

/// Which tables a group takes along when it moves to another installation (requirement 3.2). A test compares both lists with the schema, so that a new table is in one of them.
enum MovingTables {
    /// All of a group that means something elsewhere.
    static let taken: Set<String> = [
        "aid_group", "ask", "attachment", "attempt", "blocked_pair", "category", "category_name", "complaint", "erasure", "follow_up",
        "gazetteer_entry", "group_text", "help_match", "helper", "history", "import_batch", "import_chunk", "import_problem", "job", "ledger_entry",
        "link",
        "message", "offer", "person", "person_role", "pot", "receipt", "record_key", "reveal", "subject", "thanks", "undo", "zone",
    ]

    /// What stays: the installation itself and its nodes, keys that are wrapped for this machine, who is signed in here, what this machine found at night, and what it remembers
    /// of forms that were sent to it.
    static let left: Set<String> = [
        "chore_turn", "day_key", "group_key", "group_release", "installation", "night_finding", "node", "node_key", "once", "session",
    ]

    /// Pictures go as files of their own, whole.
    static let asFiles: Set<String> = ["attachment_chunk"]

    /// First what the others need to be sealed and to be named, then each after those that it names.
    static func ordered(_ tables: [TableShape]) throws -> [TableShape] {
        let known = tables.filter { taken.contains($0.name) }
        let first = ["aid_group", "subject", "record_key"]
        return first.compactMap { name in known.first { $0.name == name } } + (try TableShape.ordered(known)).filter { !first.contains($0.name) }
    }
}
