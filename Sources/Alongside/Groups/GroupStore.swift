import Foundation
public import Kernel
public import Storage

/// The SQL of groups.
public enum GroupStore {
    static let columns = """
        group_id, slug, name, created_at, time_zone, first_weekday, country, currency, languages, retention_days, scope, paused_until,
        urgent_hold_minutes, normal_hold_minutes, night_from, night_to, weekly_limit, cap_minor, approval_limit_minor, silence_hours,
        crisis_number, group_phone
        """

    public static func with(id: ID<Group>, _ connection: any Connection) throws -> Group? {
        try connection.first("SELECT \(columns), categories_version, depot FROM aid_group WHERE group_id = $1", [id.stored], read)
    }

    public static func insert(_ group: Group, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO aid_group (\(columns))
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
            """,
            [group.id.stored] + [Value(group.slug), Value(group.name), Value(group.createdAt)] + settings(group)
        )
    }

    /// Writes the name and every rule the group can change.
    public static func update(_ group: Group, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE aid_group
            SET name = $1, time_zone = $2, first_weekday = $3, country = $4, currency = $5, languages = $6, retention_days = $7, scope = $8,
                paused_until = $9, urgent_hold_minutes = $10, normal_hold_minutes = $11, night_from = $12, night_to = $13, weekly_limit = $14,
                cap_minor = $15, approval_limit_minor = $16, silence_hours = $17, crisis_number = $18, group_phone = $19,
                depot = $20
            WHERE group_id = $21
            """,
            [Value(group.name)] + settings(group) + [Value(group.depot), group.id.stored]
        )
    }

    /// Whether any money has moved: then the currency stays, because the ledger cannot be read in another one.
    public static func hasMoneyMoved(in group: ID<Group>, _ connection: any Connection) throws -> Bool {
        if try connection.exists("SELECT 1 FROM ledger_entry WHERE group_id = $1 LIMIT 1", [group.stored]) { return true }
        return try connection.exists("SELECT 1 FROM receipt WHERE group_id = $1 LIMIT 1", [group.stored])
    }

    private static func settings(_ group: Group) -> [Value] {
        [
            Value(group.timeZone.identifier), Value(group.firstWeekday), Value(group.country), Value(group.currency),
            Value(group.languages.map(\.text).joined(separator: " ")), Value(group.retentionDays), Value(group.scope.rawValue),
            Value(group.pausedUntil), Value(group.urgentHoldMinutes), Value(group.normalHoldMinutes), Value(group.nightFrom),
            Value(group.nightTo), Value(group.weeklyLimit), Value(group.cap.minorUnits), Value(group.approvalLimit.minorUnits),
            Value(group.silenceHours), Value(group.crisisNumber), Value(group.groupPhone),
        ]
    }

    /// `columns` and the version of the categories.
    static func read(_ row: any Row) throws -> Group {
        guard let zone = TimeZone(identifier: row.text(4)) else { throw StorageFault.mistake("a group has no such time zone") }
        guard let currency = Currency(code: row.text(7)) else { throw StorageFault.mistake("a group has no such currency") }
        var group = Group(
            id: try row.id(0),
            slug: row.text(1),
            name: row.text(2),
            createdAt: row.instant(3),
            timeZone: zone,
            firstWeekday: row.int(5),
            country: row.text(6),
            currency: currency,
            languages: row.text(8).split(separator: " ").compactMap { LanguageTag($0) },
            retentionDays: row.int(9),
            scope: try row.choice(10),
            pausedUntil: row.instantIfAny(11),
            urgentHoldMinutes: row.int(12),
            normalHoldMinutes: row.int(13),
            nightFrom: row.int(14),
            nightTo: row.int(15),
            weeklyLimit: row.int(16),
            cap: Money(minorUnits: row.integer(17), currency: currency),
            approvalLimit: Money(minorUnits: row.integer(18), currency: currency),
            silenceHours: row.int(19),
            crisisNumber: row.textIfAny(20),
            groupPhone: row.textIfAny(21)
        )
        group.categoriesVersion = row.int(22)
        group.depot = row.textIfAny(23)
        return group
    }
}
