public import Kernel
public import Storage

/// The order that a dispatcher confirmed: when one says no, the next is asked; after the last the ask is the dispatcher's again.
public enum NextInOrder {
    /// Asks the next one, unless somebody is being asked already or has said yes. The caller saves the ask.
    ///
    /// - Parameter overLimit: who is at their own weekly limit, and is told so (requirement 4.20).
    /// - Returns: the match that was proposed; nil when nobody is left and the ask is open again.
    @discardableResult
    public static func ask(
        of ask: inout Ask, in house: House, group: Group, by actor: Actor, overLimit: Set<ID<Person>> = [], _ transaction: any Transaction
    ) throws -> Match? {
        let matches = try MatchStore.of(ask: ask.id, in: group.id, transaction)
        if matches.contains(where: { $0.state == .proposed || $0.state.isPromise || $0.state == .done }) { return nil }
        let planned = matches.filter { $0.state == .planned }.sorted { $0.position < $1.position }
        for var match in planned {
            guard try canBeAsked(match, in: house, group: group, transaction) else {
                try MatchStore.apply(.cancel, to: &match, at: house.now)
                try MatchStore.update(match, in: group.id, transaction)
                continue
            }
            try MatchStore.apply(.propose, to: &match, at: house.now)
            match.proposedAt = house.now
            try MatchStore.update(match, in: group.id, transaction)
            if ask.state == .open { try AskStore.apply(.propose, to: &ask, at: house.now) }
            try Compose.offer(match, of: ask, overLimit: overLimit.contains(match.helper), in: house, group: group, transaction)
            try History.record(.proposed, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
            return match
        }
        if ask.state == .offered { try AskStore.apply(.lapse, to: &ask, at: house.now) }
        return nil
    }

    /// Who rests or has left since is passed over.
    private static func canBeAsked(_ match: Match, in house: House, group: Group, _ connection: any Connection) throws -> Bool {
        try HelperStore.with(id: match.helper, in: group.id, connection)?.isActive(at: house.now) ?? false
    }
}
