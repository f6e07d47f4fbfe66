public import Kernel
public import Sealing
public import Storage

/// Something a neighbour offers: a kind of help, an hour, a phone call. It never counts for or against anything that they ask (requirement 2.3).
public struct Offer: Sendable {
    public let id: ID<Offer>
    public let person: ID<Person>
    public var category: ID<Category>
    public var zone: ID<Zone>?
    public var state: State
    /// How long at a time they have, where they said so: "20 minutes" (requirement 4.16).
    public var minutes: Int?
    /// From home only: calls, forms, translations.
    public var remote: Bool
    /// Does not run out: a washing machine, a language.
    public var inexhaustible: Bool
    /// For one time: when it was taken up it is over.
    public var once: Bool
    public var hours: WeekHours
    public var language: LanguageTag
    public var door: Ask.Door
    public var createdAt: Instant
    public var untilAt: Instant
    public var consentVersion: Int
    public var forgottenAt: Instant?

    public enum State: String, Sendable, CaseIterable, Storable {
        case open, paused, used, withdrawn, expired

        public enum Change: String, Sendable, CaseIterable { case pause, resume, use, withdraw, expire, prolong }

        /// The one table of which change is allowed when; nil where it is not.
        public func after(_ change: Change) -> State? {
            switch (self, change) {
            case (.open, .pause): .paused
            case (.paused, .resume): .open
            case (.open, .use), (.paused, .use): .used
            case (.open, .withdraw), (.paused, .withdraw), (.expired, .withdraw): .withdrawn
            case (.open, .expire), (.paused, .expire): .expired
            case (.open, .prolong), (.expired, .prolong): .open
            case (.paused, .prolong): .paused
            default: nil
            }
        }

        /// Whether it lives: what is over is forgotten after the group's days.
        public var isOver: Bool { self == .used || self == .withdrawn || self == .expired }
    }
}

/// What is sealed of an offer.
public struct OfferDetails: SealedRecord {
    public static let field = "offer.details"

    public var alias: String
    public var words: String
    public var phone: String?
    public var email: String?
    public var remark: String?
    /// Where they start from, as typed.
    public var place: String?
    public var languages: [LanguageTag]
    /// Further kinds beside the offer's own.
    public var alsoKinds: [ID<Category>]

    public init(
        alias: String, words: String, phone: String? = nil, email: String? = nil, remark: String? = nil, place: String? = nil,
        languages: [LanguageTag] = [], alsoKinds: [ID<Category>] = []
    ) {
        self.alias = alias
        self.words = words
        self.phone = phone
        self.email = email
        self.remark = remark
        self.place = place
        self.languages = languages
        self.alsoKinds = alsoKinds
    }

    public init(_ reader: FieldReader) throws {
        alias = reader.text(1) ?? ""
        words = reader.text(2) ?? ""
        phone = reader.text(3)
        email = reader.text(4)
        remark = reader.text(5)
        place = reader.text(6)
        languages = (reader.text(7) ?? "").split(separator: " ").compactMap { LanguageTag($0) }
        alsoKinds = (reader.text(8) ?? "").split(separator: " ").compactMap { ID<Category>(text: $0) }
    }

    public func write(_ writer: inout FieldWriter) {
        writer.text(1, alias)
        writer.text(2, words)
        writer.text(3, phone)
        writer.text(4, email)
        writer.text(5, remark)
        writer.text(6, place)
        writer.text(7, languages.isEmpty ? nil : languages.map(\.text).joined(separator: " "))
        writer.text(8, alsoKinds.isEmpty ? nil : alsoKinds.map(\.text).joined(separator: " "))
    }
}
