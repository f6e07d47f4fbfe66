/// The ways to reach somebody that may be used.
public struct Reachable: Sendable, Hashable {
    /// E.164.
    public var phone: String?
    public var email: String?
    /// Another way, in their words.
    public var other: String?

    public init(phone: String? = nil, email: String? = nil, other: String? = nil) {
        self.phone = phone
        self.email = email
        self.other = other
    }

    public var isNowhere: Bool { phone == nil && email == nil && other == nil }
    public var first: String? { phone ?? email ?? other }
}

extension AskDetails {
    /// How this person may be reached. Where they named a safe way themself there is no other: whoever else sees the phone or reads the mail may be whom
    /// they have to be safe from.
    public var reachable: Reachable {
        guard let safeContact else { return Reachable(phone: phone, email: email, other: otherContact) }
        return Reachable(other: safeContact)
    }
}
