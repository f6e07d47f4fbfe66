import Alongside
import Kernel
import Sealing
import Storage

/// What helpers do.
extension TownLife {
    /// Somebody offers help, sets their limits, and a dispatcher says how far they are known.
    mutating func join(_ index: Int) async throws {
        let (house, group, neighbour, dispatcher) = (house, group, helpers[index], dispatcher())
        let (offer, limits) = TownInputs(town: town, now: now, random: random).helper(neighbour, index)
        let trust: Helper.TrustStep = index % 10 < 7 ? .solo : index % 10 < 9 ? .paired : .new
        try await write { transaction in
            let offered = try OfferHelp(offer).run(transaction, in: house, group: group, by: .visitor)
            guard let token = offered.helperToken else { throw Problem.conflict("problem.changed") }
            let (actor, _) = try Self.holder(of: token, in: group, transaction)
            try ChangeLimits(limits, of: offered.person).run(transaction, in: house, group: group, by: actor)
            try SetTrust(trust, of: offered.person).run(transaction, in: house, group: group, by: dispatcher)
            if index == 21 || index == 43 {
                let (holder, link) = try Self.holder(of: offered.token, in: group, transaction)
                try ChangeOffer(.pause, of: link).run(transaction, in: house, group: group, by: holder)
            }
            if index == 30 || index == 51 { try WithdrawOffer(offered.offer).run(transaction, in: house, group: group, by: dispatcher) }
        }
    }

    mutating func answer(_ index: Int, _ promise: AskStory.Promise, _ answer: AskStory.Answer) async throws {
        let (house, group, story) = (house, group, stories[index])
        guard let id = story.id else { return }
        if answer == .no {
            let state = try await write { transaction in
                let actor = try Self.task(promise, in: group, transaction)
                try NoteOpened(promise.match).run(transaction, in: house, group: group, by: actor)
                try DeclineMatch(promise.match).run(transaction, in: house, group: group, by: actor)
                return try AskStore.existing(id, in: group.id, transaction).state
            }
            return goOn(index, state)
        }
        let window = try window(story.present?.windowFrom)
        try await write { transaction in
            let actor = try Self.task(promise, in: group, transaction)
            try NoteOpened(promise.match).run(transaction, in: house, group: group, by: actor)
            try AcceptMatch(promise.match, window: window, token: promise.token).run(transaction, in: house, group: group, by: actor)
        }
        stories[index].promise = promise
        queue.plan(.send, at: awake(5...30))
        if case .withdrawn(.accepted) = story.fate { return planPast(.withdraw(index), of: index, at: later(20...90)) }
        plan(.shop(index), .shop, of: index, naturally: max(now + .minutes(2), window.from - .minutes(45 + random.below(30))))
        plan(.arrive(index), .arrive, of: index, naturally: max(now + .minutes(4), window.from + .minutes(random.below(40))))
    }

    /// When they come: as given, else some hours from now by day.
    private func window(_ given: Instant?) throws -> VisitWindow {
        if let given {
            return try VisitWindow(from: max(given, now + .minutes(5)), to: max(given, now + .minutes(5)) + .hours(2), at: now, field: "window")
        }
        let half = Span.minutes(30).milliseconds
        var from = Instant(milliseconds: (awake(60...700).milliseconds / half + 1) * half)
        if group.wakingHours.isNight(at: from + .hours(2)) { from = group.wakingHours.awake(from: from + .hours(2)) + .hours(2) }
        return try VisitWindow(from: from, to: from + .hours(2), at: now, field: "window")
    }

    /// In the shop: what is on the list, with prices. Where there is no list there is nothing to tick.
    mutating func shop(_ index: Int) async throws {
        let (house, group, story) = (house, group, stories[index])
        guard let promise = story.promise, let id = story.id, town.categories[story.category]?.kind == .shopping else { return }
        let draws = (0..<30).map { _ in (random.below(100), 90 + random.below(600)) }
        let isHalfWay = story.present != nil && story.present?.steps[.arrive] == nil
        try await write { transaction in
            let actor = try Self.task(promise, in: group, transaction)
            let key = try house.vault.key(of: id.subject, in: group.id, transaction)
            let lines = try AskStore.sealed(of: id, key: key, in: house, group: group.id, transaction).details.lines
            let bought = zip(draws.indices, lines).map { place, line in
                let (draw, price) = draws[place]
                let got: MatchNotes.Got = isHalfWay && place > 1 ? .notYet : draw < 86 ? .yes : draw < 94 ? .instead : .none
                return MatchNotes.Bought(
                    line: line.number, text: line.written, got: got, priceMinor: got == .yes || got == .instead ? Int64(price) : nil)
            }
            try TickLines(promise.match, bought).run(transaction, in: house, group: group, by: actor)
        }
    }

    mutating func arrive(_ index: Int) async throws {
        let (house, group, story) = (house, group, stories[index])
        guard let promise = story.promise, let id = story.id else { return }
        if !story.isThrough, let trouble = trouble(story.fate) {
            stories[index].isThrough = true
            return try await fail(index, promise, id, trouble)
        }
        if town.categories[story.category]?.kind.needsDoor ?? true {
            try await write { transaction in
                let actor = try Self.task(promise, in: group, transaction)
                let match = try MatchStore.existing(promise.match, in: group.id, transaction)
                let ask = try AskStore.existing(id, in: group.id, transaction)
                if case .now = Staging.of(.street, match, ask, at: house.now, zone: group.timeZone) {
                    _ = try OpenField(promise.match, .street).run(transaction, in: house, group: group, by: actor)
                }
                try ArriveAtDoor(promise.match).run(transaction, in: house, group: group, by: actor)
            }
        }
        plan(.deliver(index), .deliver, of: index, naturally: later(3...15))
    }

    private enum Trouble { case handBack, failure(Match.Failure, Match.NextStep) }

    private func trouble(_ fate: AskStory.Fate) -> Trouble? {
        switch fate {
        case .handedBack: .handBack
        case .retried: .failure(.nobodyHome, .retry)
        case .neighbour: .failure(.nobodyHome, .neighbour)
        case .notWanted: .failure(.notWanted, .close)
        case .cannotGoOn: .failure(.cannotGoOn, .dispatcher)
        default: nil
        }
    }

    private mutating func fail(_ index: Int, _ promise: AskStory.Promise, _ id: ID<Ask>, _ trouble: Trouble) async throws {
        let (house, group) = (house, group)
        let next = try window(nil)
        let whereabouts = MadeUpNotes.pick(MadeUpNotes.whereabouts, by: random)
        let (state, isRetry) = try await write { transaction in
            let actor = try Self.task(promise, in: group, transaction)
            var isRetry = false
            switch trouble {
            case .handBack: try HandBack(promise.match).run(transaction, in: house, group: group, by: actor)
            case .failure(let failure, let step):
                try FailDelivery(promise.match, failure, next: step, place: step == .retry ? nil : whereabouts)
                    .run(transaction, in: house, group: group, by: actor)
                if step == .retry {
                    try SetWindow(promise.match, next).run(transaction, in: house, group: group, by: actor)
                    isRetry = true
                }
            }
            return (try AskStore.existing(id, in: group.id, transaction).state, isRetry)
        }
        queue.plan(.send, at: awake(5...30))
        if isRetry { return queue.plan(.arrive(index), at: next.from + .minutes(10)) }
        stories[index].promise = nil
        goOn(index, state)
    }

    /// It is done; who paid at the till hands the receipt in with it.
    mutating func deliver(_ index: Int) async throws {
        let (house, group, story) = (house, group, stories[index])
        guard let promise = story.promise, let id = story.id, let category = town.categories[story.category] else { return }
        let guess = Int64(400 + random.below(1_400))
        let large = chance(9) ? Int64(3) : 1
        let note = chance(25) ? MadeUpNotes.pick(MadeUpNotes.receiptNotes, by: random) : nil
        let picture = story.present?.picture ?? false ? TownPicture.receipt : nil
        let receipt = try await write { transaction -> ID<Receipt>? in
            let actor = try Self.task(promise, in: group, transaction)
            let match = try MatchStore.existing(promise.match, in: group.id, transaction)
            let ask = try AskStore.existing(id, in: group.id, transaction)
            let total = Money(minorUnits: (match.spentMinor ?? guess) * large, currency: group.currency)
            let isFunded = category.kind.needsReceipt && ask.costPath != .pays
            try DeliverAsk(promise.match, spent: isFunded ? total : nil).run(transaction, in: house, group: group, by: actor)
            guard isFunded else { return nil }
            let input = SubmitReceipt.Input(
                ask: id, match: promise.match, payee: promise.helper, amount: total, picture: picture, note: note,
                repayment: MadeUpNotes.repayments[index % MadeUpNotes.repayments.count]
            )
            return try SubmitReceipt(input).run(transaction, in: house, group: group, by: actor)
        }
        if let receipt { plan(.repay(receipt, index), .repay, of: index, naturally: awake(200...3_000)) }
        if chance(60) { planPast(.thank(index), of: index, at: later(20...1_200)) }
        if chance(60) || story.complains { planPast(.followUp(index), of: index, at: later(3_000...5_000)) }
        if story.complains { queue.plan(.complain(index), at: later(60...600)) }
    }

    /// The helper with the link of their task.
    static func task(_ promise: AskStory.Promise, in group: Group, _ connection: any Connection) throws -> Actor {
        try holder(of: promise.token, in: group, connection).actor
    }
}
