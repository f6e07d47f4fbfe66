public import Kernel

/// Opening a phone number, a street or a door is a row that the person helped can see. There is no other way to open one.
public struct Reveal: Sendable {
    public enum Field: String, Sendable, CaseIterable { case phone, contact, street, door, name }

    public let at: Instant
    public let person: ID<Person>
    public let field: Field

    /// How many openings a helper has in a day; a dispatcher has none (DESIGN: daily limits are for helpers).
    public static let helperLimit = 8
}
