import Kernel
import Sealing
import Storage

/// One more private link of an ask, beside those that are open. Its token is nowhere but in the message that is made with it: the database holds only
/// its hash, so that a link that was written once cannot be written again.
enum NewAskLink {
    static func make(for ask: Ask, in house: House, group: ID<Group>, _ transaction: any Transaction) throws -> LinkToken {
        let token = LinkToken.random()
        let link: ID<PrivateLink> = house.newID()
        try LinkStore.insert(
            PrivateLink(group: group, id: link, purpose: .asker, person: ask.person, subject: ask.id.subject, roles: []), hash: token.hash,
            at: house.now, transaction
        )
        try house.vault.admit(link, token.key, to: ask.id.subject, in: group, transaction)
        return token
    }
}
