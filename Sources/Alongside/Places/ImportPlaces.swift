public import Kernel
import Storage

/// Takes a sheet of streets into the gazetteer. A row for the same stretch of the same street as an entry that is there replaces it, so that a
/// corrected sheet can be brought in again.
public struct ImportPlaces: Sendable {
    public struct Outcome: Sendable {
        public var added = 0
        public var replaced = 0
        /// Lines that were left out, with the last part of the reason's key (`places.row.<reason>`).
        public var problems: [(line: Int, reason: String)]
        /// Takes the sheet back, within its ten minutes; nil when it brought nothing, or too much at once.
        public var undo: ID<Undo>?
    }

    public let sheet: PlaceSheet

    public init(_ sheet: PlaceSheet) { self.sheet = sheet }

    /// Rows that one transaction takes, so that nobody waits long behind a large sheet.
    private static let batch = 500

    /// A sheet that was cut off half-way is brought in again: rows that are there already are only written anew.
    @discardableResult
    public func run(in house: House, group: ID<Group>, by actor: Actor) async throws -> Outcome {
        try actor.must(.setRules)
        let plan = try await house.database.read { connection in try planned(in: house, group: group, connection) }
        for start in stride(from: 0, to: plan.entries.count, by: Self.batch) {
            let part = Array(plan.entries[start..<min(start + Self.batch, plan.entries.count)])
            try await house.database.write { transaction in
                for entry in part { try GazetteerStore.insert(entry, in: group, transaction) }
                try GazetteerStore.changed(in: group, transaction)
            }
        }
        var outcome = plan.outcome
        outcome.undo = try await house.database.write { transaction in
            try History.record(.placesImported, "group", group.named(), by: actor, in: house, group: group, transaction)
            guard (1...GazetteerStore.mostUndone).contains(plan.entries.count) else { return nil }
            let before = GazetteerStore.sheetFields(added: plan.added, replaced: plan.replaced)
            return try Undo.remember(.zoneChanged, group.named(), before: UndoText.packed(before), by: actor, in: house, group: group, transaction)
        }
        return outcome
    }

    private struct Plan: Sendable {
        var entries: [GazetteerEntry] = []
        var added: [ID<GazetteerEntry>] = []
        /// As they stood before.
        var replaced: [GazetteerEntry] = []
        var outcome: Outcome
    }

    /// What would be written, and what came of each row.
    private func planned(in house: House, group: ID<Group>, _ connection: any Connection) throws -> Plan {
        let zones = try ZoneStore.all(in: group, connection)
        let named = Dictionary(zones.map { (Folding.fold($0.name), $0.id) }, uniquingKeysWith: { first, _ in first })
        let borders = try ZoneStore.boundaries(in: group, connection)
        let pods = zones.filter(\.isPod) + zones.filter { !$0.isPod }
        var known: [Stretch: GazetteerEntry] = [:]
        for entry in try GazetteerStore.all(in: group, connection) { known[Stretch(entry)] = entry }

        var plan = Plan(outcome: Outcome(problems: sheet.problems))
        var seen: Set<ID<GazetteerEntry>> = []
        for row in sheet.rows {
            let zone: ID<Zone>?
            switch Self.zone(of: row, named: named, pods: pods, borders: borders) {
            case .known(let found): zone = found
            case .refused(let reason):
                plan.outcome.problems.append((row.line, reason))
                continue
            }
            var entry = GazetteerEntry(
                id: house.newID(), name: row.name, numbers: row.numbers, side: row.side, postcode: row.postcode, zone: zone, point: row.point
            )
            if let same = known[Stretch(entry)] {
                entry = GazetteerEntry(
                    id: same.id, name: row.name, numbers: row.numbers, side: row.side, postcode: row.postcode, zone: zone,
                    point: row.point ?? same.point
                )
                plan.outcome.replaced += 1
                // A row that stands twice in the sheet replaces nothing that was there.
                if seen.insert(same.id).inserted { plan.replaced.append(same) }
            } else {
                plan.outcome.added += 1
                plan.added.append(entry.id)
                seen.insert(entry.id)
            }
            known[Stretch(entry)] = entry
            plan.entries.append(entry)
        }
        plan.outcome.problems.sort { $0.line < $1.line }
        return plan
    }

    /// What makes two entries the same stretch of street.
    private struct Stretch: Hashable {
        let name: String
        let numbers: ClosedRange<Int>?
        let side: GazetteerEntry.Side
        let postcode: String?

        init(_ entry: GazetteerEntry) {
            name = PlaceWords.canonical(entry.name)
            numbers = entry.numbers
            side = entry.side
            postcode = entry.comparablePostcode
        }
    }

    private enum Settled {
        case known(ID<Zone>?)
        case refused(String)
    }

    /// The zone or pod by its name; without one by the point; `outside` says that it lies in none.
    private static func zone(of row: PlaceSheet.Row, named: [String: ID<Zone>], pods: [Zone], borders: [ID<Zone>: Boundary]) -> Settled {
        if let name = row.place {
            let folded = Folding.fold(name)
            if ["outside", "fuera", "خارج"].contains(folded) || folded.isEmpty { return .known(nil) }
            return named[folded].map { .known($0) } ?? .refused("zone")
        }
        guard let point = row.point else { return .refused("nowhere") }
        if let found = pods.first(where: { borders[$0.id]?.contains(point) ?? false }) { return .known(found.id) }
        let isBounded = !pods.isEmpty && pods.allSatisfy { $0.isPod || borders[$0.id] != nil }
        return isBounded ? .known(nil) : .refused("nowhere")
    }
}
