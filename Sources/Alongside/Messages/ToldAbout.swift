public import Kernel
import Storage

/// When a helper has been told of an offer, its hold begins: the place is kept for them so long, and the group's night does not count.
public enum ToldAbout {
    /// The rule: how long an offer is held.
    public static func holdUntil(toldAt: Instant, urgent: Bool, in group: Group) -> Instant {
        group.wakingHours.adding(.minutes(urgent ? group.urgentHoldMinutes : group.normalHoldMinutes), to: toldAt)
    }

    /// Notes that the helper knows: the message was sent, or the link was opened. Only the first time counts.
    @discardableResult
    static func note(_ id: ID<Match>, by actor: Actor, in house: House, group: Group, _ transaction: any Transaction, from file: String = #fileID)
        throws -> Bool
    {
        guard var match = try MatchStore.with(id: id, in: group.id, transaction), match.state == .proposed, match.toldAt == nil else { return false }
        let ask = try AskStore.existing(match.ask, in: group.id, transaction)
        match.toldAt = house.now
        match.holdUntil = holdUntil(toldAt: house.now, urgent: ask.urgency == .today, in: group)
        try MatchStore.update(match, in: group.id, transaction)
        try History.record(.told, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction, from: file)
        return true
    }

    /// Whoever came or answered by the link of the task has the message that brought it: it counts as sent, by nobody in particular, and pressing "sent"
    /// for it afterwards is no mistake.
    static func reached(_ id: ID<Match>, by actor: Actor, in house: House, group: Group, _ transaction: any Transaction) throws {
        guard case .link(_, .match, _) = actor else { return }
        for var message in try MessageStore.waiting(match: id, in: group.id, transaction) where message.kind == .offerToHelper {
            message.state = .sent
            message.sentAt = house.now
            try MessageStore.update(message, in: group.id, transaction)
        }
    }

    /// A message was marked as sent by mistake: nobody has been told after all, unless the link was opened or answered since.
    static func takeBack(_ id: ID<Match>, toldAt: Instant?, in house: House, group: Group, _ transaction: any Transaction) throws {
        guard var match = try MatchStore.with(id: id, in: group.id, transaction), match.state == .proposed, match.toldAt == toldAt else { return }
        match.toldAt = nil
        match.holdUntil = nil
        try MatchStore.update(match, in: group.id, transaction)
    }
}
