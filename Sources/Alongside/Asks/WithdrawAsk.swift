public import Kernel
public import Storage

/// "I no longer need it": at once, without a reason, and back again within ten minutes.
public struct WithdrawAsk: Sendable {
    public let link: PrivateLink

    public init(of link: PrivateLink) { self.link = link }

    /// The holder of the ask's own link may, until it is done. Whoever was asked to help is told, and everything unsent about it stays unsent.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Undo> {
        var ask = try AskLink.ask(of: actor, link, in: group.id, transaction)
        var before = ["state": ask.state.rawValue]
        try AskStore.apply(.withdraw, to: &ask, closing: .withdrawn, at: house.now)

        for var match in try MatchStore.of(ask: ask.id, in: group.id, transaction) where match.state.after(.cancel) != nil {
            before["match." + match.id.text] = match.state.rawValue
            let isPromise = match.state.isPromise
            let wasTold = match.toldAt != nil || isPromise
            try MatchStore.apply(.cancel, to: &match, at: house.now)
            try MatchStore.update(match, in: group.id, transaction)
            try GoingAlong.takeBack(match, in: house, group: group, transaction)
            try TaskOver.close(match, in: group.id, house: house, transaction)
            guard wasTold else { continue }
            let message = try Compose.toHelper(
                .offerTakenBack, match.helper, match: match.id, urgent: isPromise, safe: ask.safeMode, in: house, group: group, transaction
            )
            if let message { before["message." + match.id.text] = message.text }
        }
        try AskStore.update(ask, in: group.id, transaction)
        try FollowUpStore.drop(ask.id, in: group.id, transaction)
        try CheckIns.drop(of: ask.id, in: group.id, transaction)
        try house.vault.close(ask.id.subject, in: group, at: house.now, transaction)

        try History.record(.withdrawn, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
        return try Undo.remember(.withdrawn, ask.id.subject, before: before, by: actor, in: house, group: group.id, transaction)
    }
}

/// Takes a withdrawal back: the ask stands as it stood. A helper who was told meanwhile that they need not come is not held to it; the group asks anew.
public struct UndoWithdrawal: Sendable {
    public let link: PrivateLink
    public let undo: ID<Undo>

    public init(_ undo: ID<Undo>, of link: PrivateLink) {
        self.undo = undo
        self.link = link
    }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        var ask = try AskLink.ask(of: actor, link, in: group.id, transaction)
        let taken = try Undo.take(undo, in: house, group: group.id, transaction)
        guard taken.subject == ask.id.subject, taken.verb == .withdrawn else { throw Problem.missing() }
        guard ask.state == .closed, ask.closing == .withdrawn, let state = taken.before["state"].flatMap(AskState.init) else {
            throw Problem.conflict("problem.changed")
        }

        var stillAsked = false
        var stillPromised = false
        for var match in try MatchStore.of(ask: ask.id, in: group.id, transaction) where match.state == .cancelled {
            guard let was = taken.before["match." + match.id.text].flatMap(MatchState.init) else { continue }
            if let text = taken.before["message." + match.id.text], let id = ID<Message>(text: text),
                var message = try MessageStore.with(id: id, in: group.id, transaction)
            {
                guard message.state == .waiting else { continue }
                message.state = .cancelled
                try MessageStore.update(message, in: group.id, transaction)
            }
            match.state = was
            match.endedAt = was == .lapsed ? match.endedAt : nil
            try MatchStore.update(match, in: group.id, transaction)
            stillAsked = stillAsked || was == .proposed
            stillPromised = stillPromised || was.isPromise
            if was.isPromise { try GoingAlong.tell(match, of: ask, in: house, group: group, transaction) }
        }
        let isPromise = state == .accepted || state == .underWay
        let isAlone = isPromise && !stillPromised || state == .offered && !stillAsked
        ask.state = isAlone ? .open : state
        ask.closing = nil
        ask.closedAt = nil
        try house.vault.revive(ask.id.subject, in: group, at: house.now, transaction)
        try CheckIns.plan(for: ask, in: house, group: group, transaction)
        if isAlone { try NextInOrder.ask(of: &ask, in: house, group: group, by: actor, transaction) }
        try AskStore.update(ask, in: group.id, transaction)
        try History.record(.undone, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}
