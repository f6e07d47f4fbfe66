import Foundation

/// What the plan of a statement may be.
enum QueryBudget {
    /// Tables that grow with what people do.
    static let growing: Set<String> = [
        "ask", "person", "helper", "subject", "record_key", "link", "help_match", "message", "offer", "history", "reveal", "undo", "receipt",
        "attachment", "attachment_chunk", "ledger_entry", "thanks", "follow_up", "attempt", "complaint", "once", "session", "import_chunk",
        "import_problem", "job",
    ]

    /// Statements that may read or sort more, by a part of their text, with why.
    static let allowed: [(part: String, why: String)] = [
        ("state, count(*), sum(CASE WHEN zone_id IS NULL", "the board counts its queues: every ask that stands, from an index that has all of it"),
        ("SELECT zone_id, count(*) FROM ask", "the board counts what stands in each zone, from the same index"),
        ("FROM (\n    SELECT ask.ask_id AS chosen_id", "a page of the board is found in the indexes alone"),
        ("SELECT helper.person_id, (", "suggestions weigh every helper"), ("SELECT helper.person_id FROM helper\n", "suggestions weigh every helper"),
        ("languages, categories, offered_kinds, zone_id, joined_at, last_active_day, notices FROM helper", "suggestions weigh every helper"),
        ("offer.sealed, held.epoch", "suggestions weigh every offer that stands"),
        ("SELECT person.person_id, person.sealed", "built once, then kept in memory"),
        ("SELECT ask.ask_id, ask.face, ask.details, held.epoch", "what is newer than the memory, by an index; all of it once, on a reader"),
        ("FROM person_role WHERE group_id = $1 AND ended_at IS NULL\nUNION", "once a night, on a reader"),
        ("SELECT subject.subject_id", "once a night, on a reader"), ("AND kind = 'person'", "once a night, on a reader"),
        ("state <> 'left' AND last_active_day <=", "once a night, on a reader"), ("UPDATE helper SET notices = 0", "once a night"),
        ("record_key.due_day, record_key.epoch", "once a night, on a reader"),
        ("LEFT JOIN follow_up ON follow_up.group_id = ask.group_id", "four times a day"),
        ("currency <> (SELECT currency", "the invariants of the books, once a night"),
        ("SELECT pair_id FROM ledger_entry", "the invariants of the books"),
        ("SELECT 1 FROM record_key WHERE record_key.group_id = ", "what should not be, looked for once a night, on a reader"),
        ("SELECT 1 FROM subject WHERE subject.group_id = ", "the same"), ("FROM subject\nWHERE kind = '", "the same"),
        ("AS paid", "the invariants of the books"), ("(approved_by = payee_id", "the invariants of the books"),
        ("AS back\nJOIN ledger_entry", "the invariants of the books"),
        ("coalesce(sum(amount_minor), 0) FROM ledger_entry WHERE group_id = $1) <>", "the invariants of the books"),
        ("coalesce(first.kind, entry.kind)", "the open books are added up from all their rows"),
        ("GROUP BY kind ORDER BY kind", "the ledger's totals are of all its rows"),
        ("SELECT pot_id, sum(amount_minor)", "what a pot holds is always added up from its rows, in an index"),
        ("SELECT sum(amount_minor) FROM ledger_entry WHERE group_id = $1 AND pot_id", "the same"),
        ("GROUP BY pot_id HAVING sum", "the same"),
        ("details IS NOT NULL AND state", "the page that says how much is held counts it"),
        ("sealed IS NOT NULL\u{0}", "the page that says how much is held counts it"),
        ("FROM reveal WHERE group_id = $1\u{0}", "the page that says how much is held counts it"),
        ("FROM session WHERE group_id = $1 AND ended_at IS NULL AND expires_at", "the page that says how much is held counts it"),
        ("SELECT count(*) FROM helper WHERE group_id = $1 AND state <> 'left'", "as many as help"),
        ("zone_id = $2 AND state <> 'closed'", "once when a zone is taken away"),
        ("SELECT DISTINCT record_key.due_day FROM record_key", "once a night"),
        ("FROM subject WHERE living = $1 AND due_day", "doctor, and once a night"),
        ("DELETE FROM job WHERE state = 'done'", "once a day"),
        ("about_id IS NULL OR about_id <> $2", "complaints are few, and all of them are looked through"),
        ("SELECT helper_id, count(*) FROM help_match\nWHERE", "suggestions count what was promised this week"),
        ("AND until_at", "the list of offers is of those that stand"), ("AS payment\n", "the invariants of the books"),
        ("newest.ended_at - ask.created_at", "of five hundred, which PostgreSQL may hash"),
        ("AND (due_at >", "what waits to be sent is what waits"),
    ]

    static func allowance(for sql: String) -> String? { allowed.first { (sql + "\u{0}").contains($0.part) }?.part }

    /// Indexes of the few rows of a table that wait for something.
    private static let ofFew: Set<String> = [
        "help_match_lapsed", "help_match_hold", "help_match_proposed", "link_invitation", "job_due", "job_given_up", "job_lease", "message_waiting",
    ]

    // MARK: SQLite

    /// What is wrong with the lines of an EXPLAIN QUERY PLAN; nil when nothing is.
    static func fault(ofSQLite plan: [String], _ sql: String) -> String? {
        let names = aliases(in: sql)
        var isBounded = true
        // What is read again for each row of another table has to be found by what that row names.
        var isRepeated = false
        var sorts: String?
        for line in plan {
            if line.contains("USE TEMP B-TREE FOR"), !line.contains("FOR DISTINCT"), !line.contains("RIGHT PART"), !line.contains("LAST") {
                sorts = line
            }
            if line.hasPrefix("CORRELATED") {
                isRepeated = true
            } else if line.contains(/^(COMPOUND|LEFT-MOST|UNION|LIST SUBQUERY|SCALAR SUBQUERY|CO-ROUTINE|MATERIALIZE)/) {
                isRepeated = false
            }
            guard let match = line.firstMatch(of: /^(SCAN|SEARCH) (\w+)(.*)$/) else { continue }
            let table = names[String(match.2)] ?? String(match.2)
            defer { isRepeated = true }
            guard growing.contains(table) else { continue }
            if let index = match.3.firstMatch(of: /INDEX (\w+)/), ofFew.contains(String(index.1)) { continue }
            let bound = Set(String(match.3).matches(of: /(\w+|<expr>)[=<>]/).map { String($0.1) }).subtracting(["group_id"])
            if match.1 == "SCAN" || bound.isEmpty, !endsEarly(plan, sql) { return line }
            if !bound.contains(where: isOwner) {
                if isRepeated { return "for each row: \(line)" }
                isBounded = false
            }
        }
        return isBounded ? nil : sorts
    }

    /// Whether the first rows of an index are all that is read.
    private static func endsEarly(_ plan: [String], _ sql: String) -> Bool {
        if sql.hasPrefix("SELECT min(") { return true }
        return sql.contains(/LIMIT \S+( OFFSET \S+)?\s*$/) && !plan.contains { $0.contains("FOR ORDER BY") || $0.contains("FOR GROUP BY") }
    }

    /// Whether a column names one thing of which only so many rows hang: an ask, a person, a key; not a zone, a kind of help or a pot.
    private static func isOwner(_ column: String) -> Bool {
        (column.hasSuffix("_id") || column.hasSuffix("_hash") || ["id", "reverses"].contains(column))
            && !["zone_id", "category_id", "pot_id"].contains(column)
    }

    private static func aliases(in sql: String) -> [String: String] {
        Dictionary(sql.matches(of: /(?:FROM|JOIN)\s+(\w+) AS (\w+)/).map { (String($0.2), String($0.1)) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: PostgreSQL

    /// So many rows may be sorted, or read by their group alone.
    static let mostRows = 1_000.0

    /// What is wrong with an EXPLAIN (FORMAT JSON); nil when nothing is.
    ///
    /// - Parameter large: the tables that have more rows than that; of the others anything may be read.
    static func fault(ofPostgres json: String, large: Set<String>) throws -> String? {
        let plans = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]] ?? []
        return plans.compactMap { ($0["Plan"] as? [String: Any]).flatMap { fault($0, large, isCut: false) } }.first
    }

    /// - Parameter isCut: whether a LIMIT above ends the reading early.
    private static func fault(_ node: [String: Any], _ large: Set<String>, isCut: Bool) -> String? {
        let kind = node["Node Type"] as? String ?? ""
        let rows = node["Plan Rows"] as? Double ?? 0
        let table = node["Relation Name"] as? String ?? ""
        if !isCut, growing.contains(table), large.contains(table) {
            if kind == "Seq Scan" { return "Seq Scan on \(table)" }
            if kind.hasPrefix("Index"), rows > mostRows, isGroupAlone(node["Index Cond"] as? String) {
                return "\(kind) on \(table): \(node["Index Cond"] ?? "")"
            }
        }
        if kind == "Sort", rows > mostRows { return "\(kind) of \(Int(rows)) rows" }
        let isCutBelow = kind == "Limit" || isCut && !["Sort", "Aggregate", "Hash"].contains(kind)
        return (node["Plans"] as? [[String: Any]] ?? []).compactMap { fault($0, large, isCut: isCutBelow) }.first
    }

    private static func isGroupAlone(_ condition: String?) -> Bool {
        guard let condition else { return true }
        return !condition.replacing(/group_id/, with: "").contains(/\b[a-z]\w+ ?[=<>]/)
    }
}
