public import Kernel
public import Storage
import Words

/// The helper is there: the asker is told, and the code word is said at the door.
public struct ArriveAtDoor: Sendable {
    public let match: ID<Match>

    public init(_ match: ID<Match>) { self.match = match }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var found = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        if found.state == .atDoor { return }
        var ask = try AskStore.existing(found.ask, in: group.id, transaction)
        try MatchStore.apply(.arrive, to: &found, at: house.now)
        found.arrivedAt = house.now
        try MatchStore.update(found, in: group.id, transaction)
        try AskStore.apply(.setOut, to: &ask, at: house.now)
        ask.lastContactAt = house.now
        try AskStore.update(ask, in: group.id, transaction)
        let helper = try PersonStore.with(id: found.helper, in: house, group: group.id, transaction)?.card?.firstName
        try Compose.toAsker(.atTheDoor, ask, match: found.id, urgent: true, in: house, group: group, transaction) { say in
            ["helper": .text(helper ?? say("message.someone"))]
        }
        try History.record(.arrived, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}
