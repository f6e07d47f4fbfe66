public import Kernel
public import Storage

/// Adds an entry of the gazetteer, typed or pointed at.
public struct SavePlace: Sendable {
    public struct Input: Sendable {
        public var name: String
        public var numbers: ClosedRange<Int>?
        public var side: GazetteerEntry.Side
        public var postcode: String?
        /// Nil for a place known to lie outside.
        public var zone: ID<Zone>?
        public var point: Coordinate?

        public init(
            name: String, numbers: ClosedRange<Int>? = nil, side: GazetteerEntry.Side = .both, postcode: String? = nil, zone: ID<Zone>?,
            point: Coordinate? = nil
        ) {
            self.name = name
            self.numbers = numbers
            self.side = side
            self.postcode = postcode
            self.zone = zone
            self.point = point
        }
    }

    public let input: Input

    public init(_ input: Input) { self.input = input }

    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws -> ID<GazetteerEntry> {
        try actor.must(.setRules)
        let zones = try ZoneStore.all(in: group, transaction)
        if let problem = Problem.all(Self.problems(input, zones)) { throw problem }
        let entry = GazetteerEntry(
            id: house.newID(), name: input.name, numbers: input.numbers, side: input.side, postcode: input.postcode, zone: input.zone,
            point: input.point
        )
        try GazetteerStore.insert(entry, in: group, transaction)
        try GazetteerStore.changed(in: group, transaction)
        try History.record(.zoneChanged, "place", entry.id.named(), by: actor, in: house, group: group, transaction)
        return entry.id
    }

    static func problems(_ input: Input, _ zones: [Zone]) -> [Problem] {
        var problems: [Problem] = []
        if input.name.isEmpty || PlaceWords.canonical(input.name).isEmpty { problems.append(.invalid("name", "problem.required")) }
        if input.name.count > 120 { problems.append(.invalid("name", "problem.tooLong", ["limit": "120"])) }
        if let zone = input.zone, !zones.contains(where: { $0.id == zone }) { problems.append(.invalid("zone", "problem.choice")) }
        if (input.postcode ?? "").count > 12 { problems.append(.invalid("postcode", "problem.tooLong", ["limit": "12"])) }
        return problems
    }
}

/// Takes an entry of the gazetteer away.
public struct RemovePlace: Sendable {
    public let entry: ID<GazetteerEntry>

    public init(_ entry: ID<GazetteerEntry>) { self.entry = entry }

    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws -> ID<Undo> {
        try actor.must(.setRules)
        guard let found = try GazetteerStore.with(id: entry, in: group, transaction) else { throw Problem.missing() }
        try GazetteerStore.remove(entry, in: group, transaction)
        try GazetteerStore.changed(in: group, transaction)
        try History.record(.zoneChanged, "place", entry.named(), by: actor, in: house, group: group, transaction)
        return try Undo.remember(.zoneChanged, entry.named(), before: UndoText.packed(found.fields), by: actor, in: house, group: group, transaction)
    }
}
