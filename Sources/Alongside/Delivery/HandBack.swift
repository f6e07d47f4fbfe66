public import Kernel
public import Storage

/// "I cannot after all": no reason is asked, no mark is left. The ask is open again and somebody else is found.
public struct HandBack: Sendable {
    public let match: ID<Match>

    public init(_ match: ID<Match>) { self.match = match }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var found = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        if found.state == .handedBack { return }
        var ask = try AskStore.existing(found.ask, in: group.id, transaction)
        try MatchStore.apply(.handBack, to: &found, at: house.now)
        try MatchStore.update(found, in: group.id, transaction)
        try AskStore.apply(.handBack, to: &ask, at: house.now)
        let wasTold = try !MessageStore.waiting(match: found.id, in: group.id, transaction).contains { $0.kind == .helperFound }
        try GoingAlong.takeBack(found, in: house, group: group, transaction)
        try TaskOver.close(found, in: group.id, house: house, transaction)
        if wasTold { try Compose.toAsker(.takesLonger, ask, in: house, group: group, transaction) }
        try NextInOrder.ask(of: &ask, in: house, group: group, by: actor, transaction)
        try AskStore.update(ask, in: group.id, transaction)
        try TaskHolder.isHere(found.helper, in: house, group: group, transaction)
        try History.record(.handedBack, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}
