import Alongside
import Exchange
import Kernel
import Storage
import TestKit

/// A sheet that is brought into the small world, and what can be seen of it afterwards.
struct ImportScene {
    let world: World

    init(seed: UInt64 = 1) async throws { world = try await World(seed: seed) }

    func run(_ text: String, dryRun: Bool = false, again: Bool = false) async throws -> ImportSummary {
        try await run(Array(text.utf8), dryRun: dryRun, again: again)
    }

    func run(_ bytes: [UInt8], dryRun: Bool = false, again: Bool = false) async throws -> ImportSummary {
        try await ImportCommand.run(.bytes(bytes), fileName: "old.csv", in: world.house, group: world.group, dryRun: dryRun, again: again)
    }

    struct Seen: Sendable {
        var ask: Ask
        var face: AskFace
        var details: AskDetails
    }

    /// Every ask, opened, the oldest first.
    func asks() async throws -> [Seen] {
        try await world.read { connection, house, group in
            let ids: [ID<Ask>] = try connection.all(
                "SELECT ask_id FROM ask WHERE group_id = $1 ORDER BY created_at, ask_id", [group.id.stored]
            ) { try $0.id(0) }
            return try ids.map { id in
                let key = try house.vault.key(of: id.subject, in: group.id, connection)
                let sealed = try AskStore.sealed(of: id, key: key, in: house, group: group.id, connection)
                return Seen(ask: try AskStore.existing(id, in: group.id, connection), face: sealed.face, details: sealed.details)
            }
        }
    }

    /// How many rows a table has, in all groups.
    func count(_ table: String) async throws -> Int {
        try await world.read { connection, _, _ in try connection.number("SELECT count(*) FROM \(table)") ?? 0 }
    }

    func batch(_ summary: ImportSummary) -> ID<ImportBatch> { ID<ImportBatch>(text: summary.batch ?? "") ?? ID(high: 0, low: 0) }

    /// Fifty rows as a group would have them: a dozen kinds of dirt, and columns that should not be there.
    static let dirty: String = {
        var lines = [
            "ID,Timestamp,Name,Phone,Email,Street,Zone,What do you need?,Details,Status,Date closed,Language,Immigration status,Diagnosis,Notes"
        ]
        for number in 1...40 {
            let day = 1 + number % 9
            let phone = "0151 496 0\(100 + number)"
            let status = ["New", "In progress", "", "Waiting"][number % 4]
            let language = ["English", "español", "Arabic", ""][number % 4]
            lines.append(
                "\(number),\(day)/3/2026,Neighbour \(number),\(phone),,\(number) Mill Lane,Mill Lane,\"Food, prescriptions\",\"Bread no. \(number), and \"\"milk\"\"\""
                    + ",\(status),,\(language),SECRETPAPERS\(number),SECRETILLNESS\(number),=HYPERLINK(\"\"x\"\")"
            )
        }
        lines += [
            "41,2/1/2020,Old One,0151 496 0201,,,,Food,Long done,Completed,3/1/2020,,SECRETPAPERS41,,",
            "42,1/3/2026,Just Done,0151 496 0202,,,,Food,Done last week,Completed,4/3/2026,,,,",
            "43,1/3/2026,Bad Phone,12,,,,Food,Cannot be called,New,,,,,",
            "44,31/31/2026,Bad Date,0151 496 0203,,,,Food,When,New,,,,,",
            "45,1/3/2026,Says Nothing,0151 496 0204,,,,,,New,,,,,",
            "46,1/3/2026,=cmd|x,12,,,,Food,+danger,New,,,SECRETPAPERS46,,",
            "1,2/3/2026,Neighbour 1,0151 496 0101,,1 Mill Lane,Mill Lane,\"Food, prescriptions\",\"Bread no. 1, and \"\"milk\"\"\",New,,,,,",
            "47,1/3/2026,,0151 496 0105,,,,Space rocket,To the moon,New,,,,,",
            "48,1/3/2026,Somewhere Else,0151 496 0206,,,Leith,dog walking,,Outside our area,5/3/2026,,,,",
            "49,1/3/2026",
        ]
        return lines.joined(separator: "\n")
    }()
}
