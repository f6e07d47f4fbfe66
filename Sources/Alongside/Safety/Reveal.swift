public import Kernel

/// Opening a phone number, a street, a door or how to repay a helper is a row about the person it belongs to. There is no other way to open one.
public struct Reveal: Sendable {
    public enum Field: String, Sendable, CaseIterable {
        case phone, contact, street, door, name
        /// How to reach whoever asked on behalf of somebody.
        case proxy
        /// The ask was found by its number or address: whoever looked knows now whose it is.
        case lookup
        /// How the helper wants to be repaid; the row's subject is the helper.
        case repayment
    }

    public let at: Instant
    public let person: ID<Person>
    public let field: Field
    public let match: ID<Match>?

    /// How many openings a helper has in a day; a dispatcher has none (DESIGN: daily limits are for helpers).
    public static let helperLimit = 8
}
