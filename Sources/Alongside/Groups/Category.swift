public import Kernel

/// A kind of help, editable by organisers and shown at once at every door (requirement 0.2).
public struct Category: Sendable {
    public let id: ID<Category>
    /// `groceries`, `pet_care`: for the catalog's own names and for imports.
    public var nameKey: String
    /// Decoration for people who read little; never the only meaning.
    public var emoji: String
    public var position: Int
    public var kind: Kind
    /// Taken also while the scope dial stands at essentials.
    public var essential: Bool
    /// How long it usually takes a helper, in minutes.
    public var minutes: Int
    public var active: Bool
    /// The group's own names, by language.
    public var names: [LanguageTag: String]

    public enum Kind: String, Sendable, CaseIterable {
        /// Has a list, a cap and a receipt.
        case shopping
        /// Has a pharmacy and rules of its own.
        case prescription
        /// Done from home: a call, a form, a translation.
        case remote
        case money
        case errand
        case other

        /// Whether somebody has to go to a door.
        public var needsDoor: Bool { self == .shopping || self == .prescription || self == .errand || self == .other }
        /// Whether money may be spent that the fund repays.
        public var needsReceipt: Bool { self == .shopping || self == .prescription }
    }

    /// The name in a language, else in the group's first language, else in any.
    public func name(in language: LanguageTag, group: Group) -> String {
        names[language] ?? names[language.base] ?? names[group.mainLanguage] ?? names[.english] ?? names.values.sorted().first ?? nameKey
    }

    public init(
        id: ID<Category>, nameKey: String, emoji: String, position: Int, kind: Kind, essential: Bool, minutes: Int, active: Bool,
        names:
            [LanguageTag: String]
    ) {
        self.id = id
        self.nameKey = nameKey
        self.emoji = emoji
        self.position = position
        self.kind = kind
        self.essential = essential
        self.minutes = minutes
        self.active = active
        self.names = names
    }
}
