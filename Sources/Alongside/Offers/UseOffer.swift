import Kernel
import Storage

/// Something was done: where its helper had offered this kind of help for one time, that offer was taken up and is over.
enum UseOffer {
    static func run(
        by helper: ID<Person>, for kind: ID<Category>, in house: House, group: Group, by actor: Actor, _ transaction: any Transaction
    ) throws {
        let living = try OfferStore.living(at: house.now, of: helper, in: house, group: group.id, transaction)[helper] ?? []
        guard let used = living.first(where: { $0.isForOnce && $0.kinds.contains(kind) }),
            var offer = try OfferStore.with(id: used.id, in: group.id, transaction)
        else { return }
        try OfferStore.apply(.use, to: &offer)
        try OfferStore.update(offer, in: group.id, transaction)
        try house.vault.close(offer.id.subject, in: group, at: house.now, transaction)
        try History.record(.offerChanged, "offer", offer.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}
