import Engine
import Kernel
public import Storage

/// The order that a dispatcher confirmed: when one says no, the next is asked; after the last the ask is the dispatcher's again.
public enum NextInOrder {
    /// Asks the next one, unless somebody is being asked already or has said yes. The caller saves the ask.
    ///
    /// Who has as much as they wanted this week is told so, whether they are asked first or last (requirement 4.20).
    ///
    /// - Returns: the match that was proposed; nil when nobody is left and the ask is open again.
    @discardableResult
    public static func ask(
        of ask: inout Ask, in house: House, group: Group, by actor: Actor, _ transaction: any Transaction
    ) throws -> Match? {
        let matches = try MatchStore.present(of: ask, in: group.id, transaction)
        if matches.contains(where: { $0.state == .proposed || $0.state.isPromise || $0.state == .done }) { return nil }
        let planned = matches.filter { $0.state == .planned }.sorted { $0.position < $1.position }
        for var match in planned {
            guard try canBeAsked(&match, for: ask, in: house, group: group, transaction) else {
                try MatchStore.apply(.cancel, to: &match, at: house.now)
                try MatchStore.update(match, in: group.id, transaction)
                continue
            }
            try MatchStore.apply(.propose, to: &match, at: house.now)
            match.proposedAt = house.now
            try MatchStore.update(match, in: group.id, transaction)
            if ask.state == .open { try AskStore.apply(.propose, to: &ask, at: house.now) }
            let overLimit = try WeeklyLoad.of(match.helper, in: group, at: house.now, transaction).isBeyond
            try Compose.offer(match, of: ask, overLimit: overLimit, in: house, group: group, transaction)
            try History.record(.proposed, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
            return match
        }
        if ask.state == .offered { try AskStore.apply(.lapse, to: &ask, at: house.now) }
        return nil
    }

    /// Nobody further down is asked any more: it is done, or a person has to look first. They know of nothing, so that there is nothing to tell.
    static func drop(of ask: ID<Ask>, in group: ID<Group>, at now: Instant, _ transaction: any Transaction) throws {
        for var match in try MatchStore.of(ask: ask, in: group, transaction) where match.state == .planned {
            try MatchStore.apply(.cancel, to: &match, at: now)
            try MatchStore.update(match, in: group, transaction)
        }
    }

    /// Whoever cannot, or may not, any more is passed over. More than they wanted this week is asked of nobody but whom a dispatcher meant to ask even
    /// so (requirement 4.20).
    private static func canBeAsked(_ match: inout Match, for ask: Ask, in house: House, group: Group, _ connection: any Connection) throws -> Bool {
        let standing = try MatchStanding.of(match, for: ask, waived: match.overLimit ? [.atLimit] : [], in: house, group: group, connection)
        guard standing.exclusion == nil else { return false }
        match.companion = standing.companion
        return true
    }
}
