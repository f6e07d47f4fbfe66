public import Kernel

/// Somebody with a role, as the list of members shows them.
public struct Member: Sendable {
    public let person: ID<Person>
    /// The roles held now, each with the day since when.
    public let roles: [Role: Instant]
    public let lastActive: Day
    public let language: LanguageTag
    /// Nil once forgotten.
    public let card: PersonCard?
}
