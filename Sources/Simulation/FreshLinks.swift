import Alongside
import Kernel
import Sealing
import Storage

/// Private links of the demo town, made anew each time: the database holds only hashes of those that were sent.
struct FreshLinks {
    let house: House
    let group: Group

    /// How long the sign-in links of a demo wait: whoever tries it should not have to hurry.
    static let wait = Span.days(1)

    func signIn(_ person: ID<Person>, _ transaction: any Transaction) throws -> LinkToken {
        try insert(.signIn, of: person, about: person.subject, until: house.now + Self.wait, transaction)
    }

    /// A helper's own page.
    func helper(_ person: ID<Person>, _ transaction: any Transaction) throws -> LinkToken {
        try admitted(.helper, of: person, to: person.subject, transaction)
    }

    /// The page of one ask, for whoever asked.
    func asker(_ id: ID<Ask>, _ transaction: any Transaction) throws -> LinkToken {
        let ask = try AskStore.existing(id, in: group.id, transaction)
        return try admitted(.asker, of: ask.person, to: id.subject, transaction)
    }

    func offer(_ offer: Offer, _ transaction: any Transaction) throws -> LinkToken {
        try admitted(.asker, of: offer.person, to: offer.id.subject, transaction)
    }

    /// One task, as it is reached from the helper's own page.
    func task(_ match: Match, _ transaction: any Transaction) throws -> LinkToken {
        let own = try helper(match.helper, transaction)
        let (actor, _) = try TownLife.holder(of: own, in: group, transaction)
        let token = OpenTask.token(of: match.id, beside: own, in: group.id)
        try OpenTask(match.id, token: token).run(transaction, in: house, group: group, by: actor)
        return token
    }

    func invitation(_ transaction: any Transaction) throws -> LinkToken {
        let token = LinkToken.random()
        try InviteMember(roles: [.dispatcher], token: token).run(transaction, in: house, group: group.id, by: .command)
        return token
    }

    private func admitted(_ purpose: PrivateLink.Purpose, of person: ID<Person>?, to subject: ID<Subject>, _ transaction: any Transaction) throws
        -> LinkToken
    {
        let token = try insert(purpose, of: person, about: subject, until: nil, transaction)
        guard let link = try LinkStore.with(hash: token.hash, in: group.id, transaction) else { throw Problem.missing() }
        try house.vault.admit(link.id, token.key, to: subject, in: group.id, transaction)
        return token
    }

    private func insert(
        _ purpose: PrivateLink.Purpose, of person: ID<Person>?, about subject: ID<Subject>, until: Instant?, _ transaction: any Transaction
    ) throws -> LinkToken {
        let token = LinkToken.random()
        let link = PrivateLink(
            group: group.id, id: house.newID(), purpose: purpose, person: person, subject: subject, roles: [], expiresAt: until
        )
        try LinkStore.insert(link, hash: token.hash, at: house.now, transaction)
        return token
    }
}
