public import Kernel
public import Storage

/// Adds a zone or a pod, or changes its name and the zone it is part of.
public struct SaveZone: Sendable {
    public struct Input: Sendable {
        /// Nil for a new one.
        public var id: ID<Zone>?
        public var name: String
        /// The zone that a pod is part of; nil for a zone.
        public var parent: ID<Zone>?

        public init(id: ID<Zone>? = nil, name: String, parent: ID<Zone>? = nil) {
            self.id = id
            self.name = name
            self.parent = parent
        }
    }

    public let input: Input
    /// What the page showed; nil for a new one.
    public let shown: ShownVersion?

    public init(_ input: Input, shown: ShownVersion? = nil) {
        self.input = input
        self.shown = shown
    }

    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws -> (zone: ID<Zone>, undo: ID<Undo>) {
        try actor.must(.setRules)
        let zones = try ZoneStore.all(in: group, transaction)
        let old = zones.first { $0.id == input.id }
        if input.id != nil, old == nil { throw Problem.missing() }
        if let old { try (shown ?? ShownVersion(text: "")).mustMatch(old.shownFields) }
        if let problem = Problem.all(Self.problems(input, among: zones)) { throw problem }

        var before = ["added": String(house.now.milliseconds)]
        let zone: Zone
        if var changed = old {
            before = try ZoneStore.fields(of: changed, in: group, transaction)
            changed.name = input.name
            changed.parent = input.parent
            try ZoneStore.update(changed, in: group, transaction)
            zone = changed
        } else {
            zone = Zone(id: house.newID(), parent: input.parent, name: input.name, position: (zones.map(\.position).max() ?? -1) + 1)
            try ZoneStore.insert(zone, in: group, transaction)
        }
        try GazetteerStore.changed(in: group, transaction)
        try History.record(.zoneChanged, "zone", zone.id.named(), by: actor, in: house, group: group, transaction)
        let undo = try Undo.remember(
            .zoneChanged, zone.id.named(), before: UndoText.packed(before), by: actor, in: house, group: group, transaction
        )
        return (zone.id, undo)
    }

    /// Names are unique where people choose among them; a pod lies in a zone, never in a pod.
    static func problems(_ input: Input, among zones: [Zone]) -> [Problem] {
        var problems: [Problem] = []
        if input.name.isEmpty { problems.append(.invalid("name", "problem.required")) }
        if input.name.count > 60 { problems.append(.invalid("name", "problem.tooLong", ["limit": "60"])) }
        let folded = Folding.fold(input.name)
        if zones.contains(where: { $0.id != input.id && $0.parent == input.parent && Folding.fold($0.name) == folded }) {
            problems.append(.invalid("name", "zones.problem.taken"))
        }
        if let parent = input.parent {
            let isZone = zones.contains { $0.id == parent && !$0.isPod }
            let hasPods = input.id.map { id in zones.contains { $0.parent == id } } ?? false
            if !isZone || parent == input.id { problems.append(.invalid("parent", "problem.choice")) }
            if hasPods { problems.append(.invalid("parent", "zones.problem.pods")) }
        }
        return problems
    }
}

extension Zone {
    /// What the form of a zone shows.
    public var shownFields: [String: String] { ["name": name, "parent": parent?.text ?? ""] }
}
