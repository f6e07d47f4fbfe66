public import Kernel
public import Storage

/// Where a place lies, as far as the group's gazetteer knows.
public enum PlaceMatch: Sendable, Equatable {
    /// One zone or pod. The entry is missing when a zone's own name was typed; the point when the gazetteer has none.
    case found(zone: ID<Zone>, entry: GazetteerEntry?, point: Coordinate?)
    /// Several places it may be, best first: a person decides.
    case unsure([PlaceCandidate])
    /// Known to lie outside of the group's area, never only guessed.
    case outside
    case unknown
}

/// One of several places that may be meant.
public struct PlaceCandidate: Sendable, Equatable {
    /// As the gazetteer or the zone is called.
    public let name: String
    /// Nil for a place that is known to lie outside.
    public let zone: ID<Zone>?
    public let entry: GazetteerEntry?
}

/// Finds a place in the group's gazetteer from what somebody typed, in any script, with slips. No outside service is asked (DESIGN: gazetteer).
public enum PlaceFinder {
    /// Reads the gazetteer through memory; one query by key when it is there already.
    public static func find(_ typed: String, in house: House, group: ID<Group>, _ connection: any Connection) throws -> PlaceMatch {
        find(typed, in: try house.gazetteers.index(of: group, connection))
    }

    /// The pod or zone around a point; `.outside` only when every zone has a border.
    public static func find(_ point: Coordinate, in house: House, group: ID<Group>, _ connection: any Connection) throws -> PlaceMatch {
        let index = try house.gazetteers.index(of: group, connection)
        if let found = index.boundaries.first(where: { $0.boundary.contains(point) }) { return .found(zone: found.zone, entry: nil, point: point) }
        return index.isBounded ? .outside : .unknown
    }

    static func find(_ typed: String, in index: GazetteerIndex) -> PlaceMatch {
        let place = TypedPlace(typed) { index.isPostcode($0) }
        if place.readings.isEmpty {
            guard let postcode = place.postcode else { return .unknown }
            return settle(index.entries(postcode: postcode).map { Spot(entry: $0) }, index, isSure: true)
        }

        for reading in place.readings {
            if let match = exact(reading, place.postcode, index) { return match }
        }
        let near = place.readings.compactMap { fuzzy($0, place.postcode, index) }.min { $0.rank < $1.rank }
        if let near, near.isSure { return near.match }
        if let within = contained(place.readings[0], place.postcode, index) { return within }
        if let near { return near.match }
        if let postcode = place.postcode { return settle(index.entries(postcode: postcode).map { Spot(entry: $0) }, index, isSure: true) }
        return suggestions(place.readings, index)
    }

    /// One place that something typed may be.
    struct Spot: Equatable {
        var entry: GazetteerEntry?
        var zone: ID<Zone>?

        init(entry: GazetteerEntry) {
            self.entry = entry
            zone = entry.zone
        }

        init(zone: ID<Zone>) { self.zone = zone }
    }

    // MARK: Steps

    private static func exact(_ reading: TypedPlace.Reading, _ postcode: String?, _ index: GazetteerIndex) -> PlaceMatch? {
        let wanted = GazetteerIndex.name(reading.name.joined(separator: " "))
        let found = index.exact(wanted)
        guard !found.isEmpty else { return nil }
        let same = found.filter { index.names[$0].kinds == wanted.kinds }
        if !same.isEmpty { return settle(spots(same, reading.number, postcode, index), index, isSure: true) }
        // "Mill" for Mill Lane is sure; "Mill Road" for Mill Lane is not.
        let agrees = found.allSatisfy { index.names[$0].kinds.isEmpty || wanted.kinds.isEmpty }
        return settle(spots(found, reading.number, postcode, index), index, isSure: agrees)
    }

    /// What a name with slips in it comes to.
    private struct Near {
        let match: PlaceMatch
        let distance: Int
        let isSure: Bool

        /// Sure ones first, then the nearest.
        var rank: Int { (isSure ? 0 : 100) + distance }
    }

    private static func fuzzy(_ reading: TypedPlace.Reading, _ postcode: String?, _ index: GazetteerIndex) -> Near? {
        let wanted = GazetteerIndex.name(reading.name.joined(separator: " "))
        let allowed = Spelling.allowed(wanted.letters.count)
        let near = index.near(wanted, most: allowed + 1)
        guard let best = near.first else { return nil }
        let chosen = near.filter { $0.distance == best.distance }.map(\.name)
        // Sure only within the cut-off, with the first letter and the kind of street right, and nothing else nearly as close.
        let isSure =
            best.distance <= allowed
            && chosen.allSatisfy { index.names[$0].letters.first == wanted.letters.first }
            && chosen.allSatisfy { index.names[$0].kinds == wanted.kinds || index.names[$0].kinds.isEmpty || wanted.kinds.isEmpty }
            && !near.contains { $0.distance == best.distance + 1 && $0.distance <= allowed }
        let all = isSure ? chosen : near.prefix(6).map(\.name)
        return Near(match: settle(spots(all, reading.number, postcode, index), index, isSure: isSure), distance: best.distance, isSure: isSure)
    }

    /// A known name that stands whole within a longer sentence: "the blue door on Mill Lane".
    private static func contained(_ reading: TypedPlace.Reading, _ postcode: String?, _ index: GazetteerIndex) -> PlaceMatch? {
        var found: [Int] = []
        for length in stride(from: min(4, reading.name.count - 1), through: 1, by: -1) {
            for start in 0...(reading.name.count - length) {
                let part = reading.name[start..<start + length].joined(separator: " ")
                let wanted = GazetteerIndex.name(part)
                guard wanted.letters.count >= 4 else { continue }
                found += index.exact(wanted).filter { index.names[$0].kinds == wanted.kinds }
            }
            if !found.isEmpty { break }
        }
        guard !found.isEmpty else { return nil }
        let number = reading.name.compactMap { PlaceWords.houseNumber($0) }.first
        return settle(spots(Array(Set(found)).sorted(), number, postcode, index), index, isSure: true)
    }

    private static func suggestions(_ readings: [TypedPlace.Reading], _ index: GazetteerIndex) -> PlaceMatch {
        for reading in readings.reversed() {
            let similar = index.similar(GazetteerIndex.name(reading.name.joined(separator: " ")), most: 6)
            if !similar.isEmpty { return settle(spots(similar, nil, nil, index), index, isSure: false) }
        }
        return .unknown
    }

    // MARK: Deciding

    /// The entries and zones of some names, kept to those that the house number and the postcode allow.
    private static func spots(_ names: [Int], _ number: Int?, _ postcode: String?, _ index: GazetteerIndex) -> (spots: [Spot], isMissed: Bool) {
        var all = names.flatMap { index.names[$0].entries }.map { index.entries[$0] }
        let zones = names.flatMap { index.names[$0].zones }.map { Spot(zone: $0) }
        if let postcode {
            let same = all.filter { $0.comparablePostcode == postcode }
            if !same.isEmpty { all = same } else { all.removeAll { $0.comparablePostcode != nil } }
        }
        guard let number else { return (all.map { Spot(entry: $0) } + zones, false) }
        let fitting = all.filter { $0.has(number) }
        let narrow = fitting.filter(\.isNumbered)
        if !narrow.isEmpty { return (narrow.map { Spot(entry: $0) }, false) }
        if !fitting.isEmpty || all.isEmpty { return (fitting.map { Spot(entry: $0) } + zones, false) }
        return (all.map { Spot(entry: $0) } + zones, true)
    }

    private static func settle(_ found: (spots: [Spot], isMissed: Bool), _ index: GazetteerIndex, isSure: Bool) -> PlaceMatch {
        settle(found.spots, index, isSure: isSure && !found.isMissed)
    }

    private static func settle(_ spots: [Spot], _ index: GazetteerIndex, isSure: Bool) -> PlaceMatch {
        guard let first = spots.first else { return .unknown }
        if isSure {
            if spots.allSatisfy({ $0.zone == nil }) { return .outside }
            if spots.allSatisfy({ $0.zone == first.zone }), let zone = first.zone {
                let entries = spots.compactMap(\.entry)
                let entry = entries.count == 1 ? entries.first : entries.first { $0.point != nil } ?? entries.first
                return .found(zone: zone, entry: entry, point: entries.count == 1 ? entry?.point : nil)
            }
            // A street that lies partly in a pod: without a number at least the zone around both is sure.
            let outer = spots.map { spot in spot.zone.map { index.parents[$0] ?? $0 } }
            if let zone = outer[0], outer.allSatisfy({ $0 == zone }) { return .found(zone: zone, entry: nil, point: nil) }
        }
        return .unsure(candidates(spots, index))
    }

    private static func candidates(_ spots: [Spot], _ index: GazetteerIndex) -> [PlaceCandidate] {
        var seen: Set<String> = []
        var out: [PlaceCandidate] = []
        for spot in spots {
            let name = spot.entry?.name ?? spot.zone.flatMap { index.zoneNames[$0] } ?? ""
            guard seen.insert("\(name)/\(spot.zone?.text ?? "")").inserted else { continue }
            out.append(PlaceCandidate(name: name, zone: spot.zone, entry: spot.entry))
            if out.count == 6 { break }
        }
        return out
    }
}
