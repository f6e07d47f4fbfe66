public import Kernel
public import Storage

/// Somebody stops helping: what they promised is handed over, what they offered is withdrawn, and what the group holds about them is forgotten after
/// its days. No reason is asked, and coming back is one tap for as long as their link opens.
public struct LeaveHelping: Sendable {
    public let helper: ID<Person>

    public init(_ helper: ID<Person>) { self.helper = helper }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let known = try HelperHolder.helper(helper, by: actor, in: group.id, transaction)
        if known.state == .left { return }
        let promises = try MatchStore.of(helper: helper, in: MatchState.allCases.filter(\.isPromise), of: group.id, transaction)
        for promise in promises { try HandBack(promise.id).run(transaction, in: house, group: group, by: actor) }
        try AskedNoMore.run(helper, in: house, group: group, by: actor, transaction)
        for var offer in try OfferStore.of(person: helper, in: group.id, transaction) where offer.state.after(.withdraw) != nil {
            try OfferStore.apply(.withdraw, to: &offer)
            try OfferStore.update(offer, in: group.id, transaction)
            try house.vault.close(offer.id.subject, in: group, at: house.now, transaction)
        }

        var found = try HelperStore.existing(helper, in: group.id, transaction)
        found.state = .left
        found.restingUntil = nil
        try HelperStore.update(found, in: group.id, transaction)
        try PersonStore.end(.helper, of: helper, at: house.now, in: group.id, transaction)
        try History.record(.left, "person", helper.subject, by: actor, in: house, group: group.id, transaction)
        if try mayBeForgotten(in: group, transaction) { try house.vault.close(helper.subject, in: group, at: house.now, transaction) }
    }

    /// Who asks for something here, or has a role, is not forgotten by leaving; nor is somebody to whom money is owed.
    private func mayBeForgotten(in group: Group, _ connection: any Connection) throws -> Bool {
        try AskStore.open(of: helper, in: group.id, connection).isEmpty
            && PersonStore.roles(of: helper, in: group.id, connection).isEmpty
            && !HelperPairStore.isOwed(helper, in: group.id, connection)
    }
}
