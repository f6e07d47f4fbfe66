public import Kernel
public import Storage

/// The helper says when they come, or at another time than they said before. The asker is told.
public struct SetWindow: Sendable {
    public let match: ID<Match>
    public let window: VisitWindow

    public init(_ match: ID<Match>, _ window: VisitWindow) {
        self.match = match
        self.window = window
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var found = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        guard found.state.isPromise else { throw Problem.conflict("problem.match.state") }
        if found.windowFrom == window.from, found.windowTo == window.to { return }
        let ask = try AskStore.existing(found.ask, in: group.id, transaction)
        found.windowFrom = window.from
        found.windowTo = window.to
        try MatchStore.update(found, in: group.id, transaction)
        // What was not sent yet says another time.
        for var message in try MessageStore.waiting(match: found.id, in: group.id, transaction) where message.kind == .helperFound {
            message.state = .cancelled
            try MessageStore.update(message, in: group.id, transaction)
        }
        try HelperFound.tell(found, of: ask, in: house, group: group, transaction)
        try GoingAlong.tell(found, of: ask, in: house, group: group, transaction)
        try History.record(.changed, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}
