public import Kernel
public import Sealing
public import Storage

/// A helper goes from their own page to one of their tasks. The task's link follows from their own token, so that there is one of it.
public struct OpenTask: Sendable {
    public let match: ID<Match>
    public let token: LinkToken

    public init(_ match: ID<Match>, token: LinkToken) {
        self.match = match
        self.token = token
    }

    public static func token(of match: ID<Match>, beside own: LinkToken, in group: ID<Group>) -> LinkToken {
        LinkToken(onceKey: own.text, purpose: "task " + match.text, group: group.bytes)
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let found = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        let subject = found.ask.subject
        let known = try LinkStore.with(hash: token.hash, in: group.id, transaction)
        let link = known?.id ?? house.newID()
        if known == nil {
            try LinkStore.insert(
                PrivateLink(group: group.id, id: link, purpose: .match, person: found.helper, subject: subject, match: found.id, roles: []),
                hash: token.hash, at: house.now, transaction
            )
        }
        if found.state.isPromise { try house.vault.admit(link, token.key, to: subject, in: group.id, transaction) }
    }
}
