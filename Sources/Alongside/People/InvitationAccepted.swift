public import Kernel
public import Sealing
public import Storage

/// Takes an invitation up: the person says what to call them, and is signed in. Nobody becomes a second person: who is known here by that phone
/// number or address stays the same record (requirement 1.6).
public struct AcceptInvitation: Sendable {
    public struct Input: Sendable {
        public var alias: String
        public var phone: PhoneNumber?
        public var email: String?
        public var language: LanguageTag
        /// Argon2id; nil for somebody who will come back by link only.
        public var passphraseHash: String?

        public init(alias: String, phone: PhoneNumber? = nil, email: String? = nil, language: LanguageTag, passphraseHash: String? = nil) {
            self.alias = alias
            self.phone = phone
            self.email = email
            self.language = language
            self.passphraseHash = passphraseHash
        }
    }

    public let input: Input
    public let invitation: LinkToken
    /// The token of the session that begins.
    public let session: LinkToken

    public init(_ input: Input, invitation: LinkToken, session: LinkToken) {
        self.input = input
        self.invitation = invitation
        self.session = session
    }

    /// Throws `.conflict` when the invitation was used by somebody else; the same form sent twice signs in to the same session.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group id: ID<Group>) throws -> ID<Person> {
        guard let group = try GroupStore.with(id: id, transaction), let link = try LinkStore.with(hash: invitation.hash, in: id, transaction),
            link.purpose == .invitation, link.isOpen(at: house.now)
        else { throw Problem.missing("problem.link.ended") }
        if let held = try SessionStore.with(hash: session.hash, at: house.now, in: id, transaction) { return held.person }
        if let problem = Problem.all(problems) { throw problem }
        guard try LinkStore.use(link.id, in: id, at: house.now, transaction) else { throw Problem.conflict("members.problem.used") }

        let person = try known(house, id, transaction) ?? ID<Person>.random(by: house.random)
        if var card = try PersonStore.with(id: person, in: house, group: id, transaction)?.card {
            card.alias = input.alias
            card.phone = input.phone?.text ?? card.phone
            card.email = input.email ?? card.email
            card.passphraseHash = input.passphraseHash
            try PersonStore.update(person, card, in: house, group: id, transaction)
        } else {
            let card = PersonCard(alias: input.alias, phone: input.phone?.text, email: input.email, passphraseHash: input.passphraseHash)
            try PersonStore.insert(person, card, language: input.language, in: house, group: group, transaction)
        }
        for role in link.roles { try PersonStore.give(role, to: person, at: house.now, in: id, transaction) }
        try SessionStore.insert(house.newID(), hash: session.hash, of: person, at: house.now, in: id, transaction)

        let actor = Actor.member(person, roles: link.roles)
        try History.record(.joined, "person", person.subject, by: actor, in: house, group: id, transaction)
        return person
    }

    public var problems: [Problem] {
        var problems: [Problem] = []
        if input.alias.isEmpty { problems.append(.invalid("alias", "problem.required")) }
        if input.alias.count > 60 { problems.append(.invalid("alias", "problem.tooLong", ["limit": "60"])) }
        return problems
    }

    /// The one person who is known by this contact. Never somebody who can sign in already: typing their number must not open their account.
    private func known(_ house: House, _ group: ID<Group>, _ connection: any Connection) throws -> ID<Person>? {
        var found: Set<ID<Person>> = []
        if let phone = input.phone { found.formUnion(try house.lookups.people(phone: phone.text, in: house, group: group, connection)) }
        if let email = input.email { found.formUnion(try house.lookups.people(email: email, in: house, group: group, connection)) }
        guard found.count == 1, let person = found.first else { return nil }
        let roles = try PersonStore.roles(of: person, in: group, connection)
        guard roles.isSubset(of: [.neighbour, .helper]) else { return nil }
        guard let card = try PersonStore.with(id: person, in: house, group: group, connection)?.card, card.passphraseHash == nil else { return nil }
        return person
    }
}
