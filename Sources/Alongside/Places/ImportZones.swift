public import Kernel
public import Storage

/// Takes zones from a drawing that was looked at before. A zone of the same name gets the new border and keeps everything else.
public struct ImportZones: Sendable {
    public struct Row: Sendable {
        public var name: String
        public var boundary: Boundary
        /// The zone that it becomes a pod of.
        public var parent: ID<Zone>?

        public init(name: String, boundary: Boundary, parent: ID<Zone>? = nil) {
            self.name = name
            self.boundary = boundary
            self.parent = parent
        }
    }

    public let rows: [Row]

    public init(_ rows: [Row]) { self.rows = rows }

    public struct Outcome: Sendable {
        public var added = 0
        /// Got a new border.
        public var changed = 0
        /// Takes the whole drawing back, within its ten minutes.
        public let undo: ID<Undo>
    }

    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws -> Outcome {
        try actor.must(.setRules)
        let zones = try ZoneStore.all(in: group, transaction)
        if let problem = Problem.all(problems(zones)) { throw problem }

        var added = 0
        var changed = 0
        var before = ["drawing": String(house.now.milliseconds)]
        var fresh: [ID<Zone>] = []
        var position = (zones.map(\.position).max() ?? -1) + 1
        for row in rows {
            if let same = Self.same(row, among: zones) {
                before["boundary-" + same.id.text] = try ZoneStore.boundaryText(of: same.id, in: group, transaction) ?? ""
                try ZoneStore.set(boundary: row.boundary.geoJSON, of: same.id, in: group, transaction)
                try History.record(.zoneChanged, "zone", same.id.named(), by: actor, in: house, group: group, transaction)
                changed += 1
            } else {
                let zone = Zone(id: house.newID(), parent: row.parent, name: row.name, position: position)
                fresh.append(zone.id)
                try ZoneStore.insert(zone, boundary: row.boundary.geoJSON, in: group, transaction)
                try History.record(.zoneChanged, "zone", zone.id.named(), by: actor, in: house, group: group, transaction)
                position += 1
                added += 1
            }
        }
        try GazetteerStore.changed(in: group, transaction)
        before["added"] = fresh.map(\.text).joined(separator: " ")
        let undo = try Undo.remember(
            .zoneChanged, group.named(), before: UndoText.packed(before), by: actor, in: house, group: group, transaction
        )
        return Outcome(added: added, changed: changed, undo: undo)
    }

    /// The zone whose border a row would replace.
    public static func same(_ row: Row, among zones: [Zone]) -> Zone? {
        let folded = Folding.fold(row.name)
        return zones.first { Folding.fold($0.name) == folded && $0.parent == row.parent }
    }

    private func problems(_ zones: [Zone]) -> [Problem] {
        var problems: [Problem] = []
        if rows.isEmpty { problems.append(.invalid("take", "zones.problem.none")) }
        var seen: Set<String> = []
        for (index, row) in rows.enumerated() {
            if row.name.isEmpty { problems.append(.invalid("name-\(index)", "problem.required")) }
            if row.name.count > 60 { problems.append(.invalid("name-\(index)", "problem.tooLong", ["limit": "60"])) }
            if !row.name.isEmpty, !seen.insert(Folding.fold(row.name)).inserted { problems.append(.invalid("name-\(index)", "zones.problem.taken")) }
            if let parent = row.parent, !zones.contains(where: { $0.id == parent && !$0.isPod }) {
                problems.append(.invalid("parent", "problem.choice"))
            }
        }
        return problems
    }
}
