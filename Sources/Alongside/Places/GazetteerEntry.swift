public import Kernel

/// A street or landmark that the group knows, and where it lies. Public knowledge (DESIGN: gazetteer).
public struct GazetteerEntry: Sendable, Hashable {
    public let id: ID<GazetteerEntry>
    /// As people write it: `Mill Lane`.
    public var name: String
    /// House numbers, both ends included; nil for the whole street or a landmark.
    public var numbers: ClosedRange<Int>?
    /// Which side of the street.
    public var side: Side
    public var postcode: String?
    /// A zone or pod; nil when the place is known to lie outside of the group's area.
    public var zone: ID<Zone>?
    public var point: Coordinate?

    public enum Side: String, Sendable, CaseIterable {
        case both, odd, even

        func has(_ number: Int) -> Bool {
            switch self {
            case .both: true
            case .odd: !number.isMultiple(of: 2)
            case .even: number.isMultiple(of: 2)
            }
        }
    }

    public init(
        id: ID<GazetteerEntry>, name: String, numbers: ClosedRange<Int>? = nil, side: Side = .both, postcode: String? = nil, zone: ID<Zone>?,
        point: Coordinate? = nil
    ) {
        self.id = id
        self.name = name
        self.numbers = numbers
        self.side = side
        self.postcode = postcode
        self.zone = zone
        self.point = point
    }

    /// Whether a house number belongs to it.
    public func has(_ number: Int) -> Bool { (numbers?.contains(number) ?? true) && side.has(number) }

    /// Whether it speaks of house numbers at all.
    public var isNumbered: Bool { numbers != nil || side != .both }

    /// The postcode in the one form in which it is compared.
    var comparablePostcode: String? { postcode.map(PlaceWords.postcode) }

    /// Whether two entries speak of the same stretch of the same street.
    func isSamePlace(as other: GazetteerEntry) -> Bool {
        PlaceWords.canonical(name) == PlaceWords.canonical(other.name) && numbers == other.numbers && side == other.side
            && comparablePostcode == other.comparablePostcode
    }
}

extension GazetteerEntry {
    /// What an undo puts back.
    var fields: [String: String] {
        [
            "entry": name, "from": numbers.map { String($0.lowerBound) } ?? "", "to": numbers.map { String($0.upperBound) } ?? "",
            "side": side.rawValue, "postcode": postcode ?? "", "zone": zone?.text ?? "", "latitude": point.map { String($0.latitude) } ?? "",
            "longitude": point.map { String($0.longitude) } ?? "",
        ]
    }

    /// Nil when the fields are not those of an entry.
    init?(fields: [String: String], id: ID<GazetteerEntry>) {
        guard let name = fields["entry"] else { return nil }
        var numbers: ClosedRange<Int>?
        if let from = fields["from"].flatMap({ Int($0) }), let to = fields["to"].flatMap({ Int($0) }), from <= to { numbers = from...to }
        let latitude = fields["latitude"].flatMap { Double($0) }
        let longitude = fields["longitude"].flatMap { Double($0) }
        var point: Coordinate?
        if let latitude, let longitude { point = Coordinate(latitude: latitude, longitude: longitude) }
        self.init(
            id: id, name: name, numbers: numbers, side: fields["side"].flatMap(Side.init) ?? .both,
            postcode: fields["postcode"].flatMap { $0.isEmpty ? nil : $0 }, zone: fields["zone"].flatMap { ID<Zone>(text: $0) }, point: point
        )
    }
}
