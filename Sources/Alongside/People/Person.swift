public import Kernel
public import Sealing

/// A neighbour: one record, whatever they do here (requirement 1.6). Ask, offer, help, dispatch, pay: the same person.
public struct Person: Sendable {
    public let id: ID<Person>
    public var language: LanguageTag
    /// Nil once forgotten.
    public var card: PersonCard?

    public init(
        id: ID<Person>, language: LanguageTag, card: PersonCard? = nil
    ) {
        self.id = id
        self.language = language
        self.card = card
    }
}

/// What is sealed of a person.
public struct PersonCard: SealedRecord {
    public static let field = "person.card"

    /// A first name or any name they like.
    public var alias: String
    /// E.164.
    public var phone: String?
    public var email: String?
    /// Street or landmark, as they said it; only for those who help and said where they start from.
    public var place: String?
    public var point: Coordinate?
    public var note: String?
    /// Argon2id, for those who sign in with a passphrase.
    public var passphraseHash: String?

    public init(
        alias: String, phone: String? = nil, email: String? = nil, place: String? = nil, point: Coordinate? = nil, note: String? = nil,
        passphraseHash: String? = nil
    ) {
        self.alias = alias
        self.phone = phone
        self.email = email
        self.place = place
        self.point = point
        self.note = note
        self.passphraseHash = passphraseHash
    }

    public init(_ reader: FieldReader) throws {
        alias = reader.text(1) ?? ""
        phone = reader.text(2)
        email = reader.text(3)
        place = reader.text(4)
        point = SealedPoint.read(reader, 5, 6)
        note = reader.text(7)
        passphraseHash = reader.text(8)
    }

    public func write(_ writer: inout FieldWriter) {
        writer.text(1, alias)
        writer.text(2, phone)
        writer.text(3, email)
        writer.text(4, place)
        SealedPoint.write(point, &writer, 5, 6)
        writer.text(7, note)
        writer.text(8, passphraseHash)
    }
}

/// A point inside a sealed record: whole millionths of a degree, about 0.1 m.
enum SealedPoint {
    static func read(_ reader: FieldReader, _ latitude: UInt8, _ longitude: UInt8) -> Coordinate? {
        guard let north = reader.integer(latitude), let east = reader.integer(longitude) else { return nil }
        return Coordinate(latitude: Double(north) / 1_000_000, longitude: Double(east) / 1_000_000)
    }

    static func write(_ point: Coordinate?, _ writer: inout FieldWriter, _ latitude: UInt8, _ longitude: UInt8) {
        guard let point else { return }
        writer.integer(latitude, Int64((point.latitude * 1_000_000).rounded()))
        writer.integer(longitude, Int64((point.longitude * 1_000_000).rounded()))
    }
}
