import Kernel
import Storage

/// The SQL of what the night found.
enum NightLookStore {
    /// Puts these in the place of what was found of these kinds before.
    static func replace(
        _ kinds: [NightLook.Kind], by found: [NightLook.Finding], at now: Instant, in group: ID<Group>, _ transaction: any Transaction
    ) throws {
        for kind in kinds {
            try transaction.execute("DELETE FROM night_finding WHERE group_id = $1 AND kind = $2", [group.stored, kind.stored])
        }
        for finding in found {
            try transaction.execute(
                "INSERT INTO night_finding (group_id, kind, amount, found_at) VALUES ($1, $2, $3, $4)",
                [group.stored, finding.kind.stored, finding.count.stored, now.stored]
            )
        }
    }

    static func found(in group: ID<Group>, _ connection: any Connection) throws -> [NightLook.Finding] {
        try connection.all("SELECT kind, amount FROM night_finding WHERE group_id = $1 AND amount > 0 ORDER BY kind", [group.stored]) { row in
            NightLook.Finding(kind: try row.choice(0), count: row.int(1))
        }
    }

    static func lastLook(at kind: NightLook.Kind, in group: ID<Group>, _ connection: any Connection) throws -> Instant? {
        try connection.first("SELECT found_at FROM night_finding WHERE group_id = $1 AND kind = $2", [group.stored, kind.stored]) { $0.instant(0) }
    }
}
