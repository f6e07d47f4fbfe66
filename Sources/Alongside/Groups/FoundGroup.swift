public import Foundation
public import Kernel
public import Sealing
public import Storage

/// Founds a group: its key, its kinds of help, its first pot, and its first organiser, who is dispatcher and treasurer as well until others join.
///
/// Two people are enough (requirement 1.4): nothing here needs a legal form, a bank or an administrator. Asynchronous work is done before: the
/// passphrase arrives as its hash.
public struct FoundGroup: Sendable {
    public struct Input: Sendable {
        public var name: String
        /// ISO 3166 code.
        public var country: String
        public var currency: Currency
        public var timeZone: TimeZone
        /// At least one; the first is what the group falls back to.
        public var languages: [LanguageTag]
        /// The number under which the group is called; nil where it has none. Without it nobody is offered to say that they will call.
        public var groupPhone: PhoneNumber?
        public var founder: Founder

        public init(
            name: String, country: String, currency: Currency, timeZone: TimeZone, languages: [LanguageTag], groupPhone: PhoneNumber? = nil,
            founder: Founder
        ) {
            self.name = name
            self.country = country
            self.currency = currency
            self.timeZone = timeZone
            self.languages = languages
            self.groupPhone = groupPhone
            self.founder = founder
        }
    }

    /// The first organiser.
    public struct Founder: Sendable {
        public var alias: String
        public var phone: PhoneNumber?
        public var language: LanguageTag
        /// Argon2id.
        public var passphraseHash: String?
        /// The token of their session, when they found it in a browser.
        public var session: LinkToken?

        public init(alias: String, phone: PhoneNumber? = nil, language: LanguageTag, passphraseHash: String? = nil, session: LinkToken? = nil) {
            self.alias = alias
            self.phone = phone
            self.language = language
            self.passphraseHash = passphraseHash
            self.session = session
        }
    }

    /// What came of it.
    public struct Founded: Sendable {
        public let group: Group
        public let organiser: ID<Person>
    }

    public var input: Input

    public init(_ input: Input) { self.input = input }

    /// Only the holder of a set-up link founds a group, or the command line itself. Throws `.missing` for a used link.
    public func run(_ transaction: any Transaction, in house: House, by actor: Actor, setUp token: LinkToken? = nil) throws -> Founded {
        try mayFound(actor, token, transaction)
        if let problem = Problem.all(problems) { throw problem }

        let group = try newGroup(in: house, transaction)
        try GroupStore.insert(group, transaction)
        try house.vault.begin(group.id, transaction)
        for category in StartingCategories.make(in: house) { try CategoryStore.save(category, in: group.id, transaction) }
        try FirstPotStore.insert(of: group, in: house, transaction)

        let organiser = ID<Person>.random(by: house.random)
        let founder = input.founder
        let card = PersonCard(alias: founder.alias, phone: founder.phone?.text, passphraseHash: founder.passphraseHash)
        try PersonStore.insert(organiser, card, language: founder.language, in: house, group: group, transaction)
        for role in Self.founderRoles { try PersonStore.give(role, to: organiser, at: house.now, in: group.id, transaction) }
        if let session = founder.session {
            try SessionStore.insert(house.newID(), hash: session.hash, of: organiser, at: house.now, in: group.id, transaction)
            try InviteMember.begin(
                .first(of: session, group: group.id), roles: Self.secondRoles, by: organiser, in: house, group: group.id, transaction
            )
        }
        try SetUpStore.close(transaction)

        let founding = Actor.member(organiser, roles: Set(Self.founderRoles))
        try History.record(.groupFounded, "group", group.id.named(), by: founding, in: house, group: group.id, transaction)
        return Founded(group: group, organiser: organiser)
    }

    /// A group of one or two must work at once, so the first organiser holds all three; the pages say which to hand on first.
    static let founderRoles: [Role] = [.organiser, .dispatcher, .treasurer]
    /// What the second person is invited to: with two treasurers money above the limit can be approved and paid by two people.
    static let secondRoles: Set<Role> = [.organiser, .dispatcher, .treasurer]

    private func mayFound(_ actor: Actor, _ token: LinkToken?, _ connection: any Connection) throws {
        if case .command = actor { return }
        guard let token, try SetUpStore.isOpen(token, connection) else { throw Problem.missing("problem.link.ended") }
    }

    /// What is wrong with the input, each beside its field.
    public var problems: [Problem] {
        var problems: [Problem] = []
        if input.name.isEmpty { problems.append(.invalid("name", "problem.required")) }
        if input.name.count > 80 { problems.append(.invalid("name", "problem.tooLong", ["limit": "80"])) }
        if CallingCountry.named(input.country) == nil { problems.append(.invalid("country", "problem.choice")) }
        if input.languages.isEmpty { problems.append(.invalid("languages", "problem.choice")) }
        if input.founder.alias.isEmpty { problems.append(.invalid("alias", "problem.required")) }
        if input.founder.alias.count > 60 { problems.append(.invalid("alias", "problem.tooLong", ["limit": "60"])) }
        return problems
    }

    private func newGroup(in house: House, _ transaction: any Transaction) throws -> Group {
        let slug = try Slug.free(from: input.name) { candidate in
            try Slug.reserved.contains(candidate) || GroupStore.named(candidate, transaction) != nil
        }
        // Whole amounts that mean the same in most places: a week's shopping, and a sum that two people should look at.
        let unit = (0..<input.currency.fractionDigits).reduce(Int64(1)) { total, _ in total * 10 }
        let scale = input.currency.fractionDigits == 0 ? Int64(100) : 1
        return Group(
            id: house.newID(), slug: slug, name: input.name, createdAt: house.now, timeZone: input.timeZone,
            firstWeekday: CountryDefaults.of(input.country).firstWeekday, country: input.country.uppercased(), currency: input.currency,
            languages: input.languages, retentionDays: 30, scope: .open, pausedUntil: nil, urgentHoldMinutes: 30, normalHoldMinutes: 240,
            nightFrom: 22 * 60, nightTo: 8 * 60, weeklyLimit: 2, cap: Money(minorUnits: 80 * unit * scale, currency: input.currency),
            approvalLimit: Money(minorUnits: 100 * unit * scale, currency: input.currency), silenceHours: 24, crisisNumber: nil,
            groupPhone: input.groupPhone?.text
        )
    }
}
