import Alongside
import Kernel
import Sealing
import Storage

/// The whole life of one ask up to now, through the use cases, in one transaction: its clock is moved on from step to step, and what would be later than now
/// has not happened. Many of them share a write to the disk, which is what makes a surge quick.
struct SurgeLife {
    let house: House
    let clock: MovableTime
    let town: TownGroup
    /// Until when it goes.
    let now: Instant
    let random: SeededRandomness
    let transaction: any Transaction
    var helpers: SurgeHelpers

    private var group: Group { town.group }

    /// It has come as far as it could.
    private struct Over: Error {}

    /// Lives one ask. The one refusal that belongs to a life is that somebody cannot be asked, which `confirm` names; any other is a fault of the life
    /// itself, which would end it early and leave a town in which little was ever delivered: it is thrown.
    mutating func live(_ story: AskStory) throws {
        do {
            clock.move(to: story.createdAt)
            try go(story)
        } catch is Over {
            return
        }
    }

    private mutating func go(_ story: AskStory) throws {
        guard let category = town.categories[story.category] else { throw Problem(.broken, "problem.broken") }
        let opened = try open(story, category)
        let id = opened.ask
        if case .withdrawn(.new) = story.fate { return try withdraw(opened, after: 3...90) }
        // Who writes at the height of a surge waits longer to be read.
        try pass(15...(story.urgency == .today ? 300 : 1_100))
        try triage(id, story)
        switch story.fate {
        case .outOfScope: return try tell(about: id)
        case .withdrawn(.open): return try withdraw(opened, after: 2...40)
        case .closed(let reason):
            try pass(200...1_500)
            try CloseAsk(id, reason: reason).run(transaction, in: house, group: group, by: dispatcher())
            return try tell(about: id)
        default: break
        }
        guard let match = try promise(id, story, category) else { return }
        if case .withdrawn(.accepted) = story.fate { return try withdraw(opened, after: 20...90) }
        guard let done = try deliver(match, id, story, category) else { return }
        try follow(opened, story, done)
    }

    // MARK: Asking

    private func open(_ story: AskStory, _ category: Category) throws -> OpenAsk.Opened {
        let inputs = TownInputs(town: town, now: house.now, random: random)
        let opened = try OpenAsk(inputs.ask(story, category)).run(transaction, in: house, group: group, by: .visitor)
        guard story.hasDetails else { return opened }
        var details = inputs.details(story)
        let (actor, link) = try TownLife.holder(of: opened.token, in: group, transaction)
        let key = try house.vault.key(of: opened.ask.subject, in: group.id, transaction)
        details.lines = try AskStore.sealed(of: opened.ask, key: key, in: house, group: group.id, transaction).details.lines
        try SetAskDetails(details, of: opened.ask).run(transaction, in: house, group: group, by: actor, link: link)
        return opened
    }

    private func withdraw(_ opened: OpenAsk.Opened, after minutes: ClosedRange<Int>) throws {
        try pass(minutes)
        let (actor, link) = try TownLife.holder(of: opened.token, in: group, transaction)
        _ = try WithdrawAsk(of: link).run(transaction, in: house, group: group, by: actor)
        try tell(about: opened.ask)
    }

    // MARK: The desk

    private func triage(_ id: ID<Ask>, _ story: AskStory) throws {
        let ask = try AskStore.existing(id, in: group.id, transaction)
        let home = town.zones[story.neighbour.quarter]
        let pods = town.pods[home] ?? []
        let zone = random.below(100) < 3 ? nil : random.below(100) < 30 && !pods.isEmpty ? random.pick(pods) : ask.zone ?? home
        var fits = true
        if case .outOfScope = story.fate { fits = false }
        let input = TriageAsk.Input(
            urgency: story.urgency, zone: zone, costPath: ask.costPath == .unsure ? story.costPath : ask.costPath, fits: fits)
        try TriageAsk(id, input).run(transaction, in: house, group: group, by: dispatcher())
    }

    /// Somebody who promised, after as many tries as it takes; nil when nobody has by now.
    private mutating func promise(_ id: ID<Ask>, _ story: AskStory, _ category: Category) throws -> Match? {
        for _ in 0..<4 {
            try pass(5...180)
            let ask = try AskStore.existing(id, in: group.id, transaction)
            guard ask.state == .open else { return nil }
            let some = helpers.some(story.order, for: category, language: story.neighbour.language, at: house.now, by: random)
            guard try confirm(ask, some) else { continue }
            try pass(3...40)
            try tell(about: id)
            while let proposed = try MatchStore.of(ask: id, in: group.id, transaction).last(where: { $0.state == .proposed }) {
                if let promise = try answer(proposed, story) { return promise }
                try pass(3...40)
                try tell(about: id)
            }
        }
        return nil
    }

    /// Asks the first order that nothing speaks against: all of them, else each alone.
    private func confirm(_ ask: Ask, _ some: [ID<Person>]) throws -> Bool {
        for helpers in [some] + (some.count > 1 ? some.map { [$0] } : []) where !helpers.isEmpty {
            do {
                try ConfirmMatch(ask.id, helpers: helpers).run(transaction, in: house, group: group, by: dispatcher())
                return true
            } catch let problem as Problem where problem.field == "helper" {
                continue
            }
        }
        return false
    }

    /// Sends what waits about an ask: by hand, as a dispatcher does.
    private func tell(about id: ID<Ask>) throws {
        for message in try MessageStore.waiting(about: id.subject, in: group.id, transaction) where message.dueAt <= house.now {
            let actor = dispatcher()
            let words = try MessageStore.words(of: message, in: house, group: group.id, transaction)
            if message.urgent || words.map(message.hidesLink(of:)) == true {
                _ = try OpenNumber(message.id).run(transaction, in: house, group: group, by: actor)
            }
            _ = try MarkSent(message.id, channel: words?.phone == nil ? .email : .sms).run(transaction, in: house, group: group, by: actor)
        }
    }

    // MARK: Helpers

    private mutating func answer(_ proposed: Match, _ story: AskStory) throws -> Match? {
        let draw = random.below(100)
        if draw >= 87 {
            // Nobody answers until the hold is over.
            guard let end = proposed.holdUntil, end + .minutes(1) <= now else { throw Over() }
            clock.move(to: max(house.now, end + .minutes(1)))
            try ReleaseHolds().run(transaction, in: house, group: group)
            return nil
        }
        try pass(story.urgency == .today ? 2...25 : 6...200)
        let actor = Actor.link(ID(high: 0, low: 0), .helper, person: proposed.helper)
        try NoteOpened(proposed.id).run(transaction, in: house, group: group, by: actor)
        if draw >= 74 {
            try DeclineMatch(proposed.id).run(transaction, in: house, group: group, by: actor)
            return nil
        }
        let from = group.wakingHours.awake(from: house.now + .minutes(60 + random.below(600)))
        let window = try VisitWindow(from: from, to: from + .hours(2), at: house.now, field: "window")
        try AcceptMatch(proposed.id, window: window, token: try taskToken(proposed)).run(transaction, in: house, group: group, by: actor)
        helpers.note(proposed.helper, at: house.now)
        try pass(4...30)
        try tell(about: proposed.ask)
        return try MatchStore.existing(proposed.id, in: group.id, transaction)
    }

    /// The token of the offer's link, which stands in its message.
    private func taskToken(_ match: Match) throws -> LinkToken? {
        let sent = try MessageStore.newest(of: match.id, .offerToHelper, in: group.id, transaction)
        return try sent.flatMap { try MessageStore.words(of: $0, in: house, group: group.id, transaction) }?.link.flatMap { LinkToken(text: $0) }
    }

    /// When it was done; nil when it is not.
    private mutating func deliver(_ match: Match, _ id: ID<Ask>, _ story: AskStory, _ category: Category) throws -> Match? {
        let actor = Actor.link(ID(high: 0, low: 0), .helper, person: match.helper)
        let from = match.windowFrom ?? house.now
        try until(max(house.now + .minutes(2), from - .minutes(45)))
        if category.kind == .shopping { try shop(match, id, actor) }
        try until(max(house.now + .minutes(4), from + .minutes(random.below(40))))
        if try fails(match, story, actor) { return nil }
        if category.kind.needsDoor {
            if random.below(3) > 0 { _ = try OpenField(match.id, .street).run(transaction, in: house, group: group, by: actor) }
            try ArriveAtDoor(match.id).run(transaction, in: house, group: group, by: actor)
        }
        try pass(3...15)
        try hand(match, id, category, actor)
        try tell(about: id)
        return try MatchStore.existing(match.id, in: group.id, transaction)
    }

    private func shop(_ match: Match, _ id: ID<Ask>, _ actor: Actor) throws {
        let key = try house.vault.key(of: id.subject, in: group.id, transaction)
        let lines = try AskStore.sealed(of: id, key: key, in: house, group: group.id, transaction).details.lines
        let bought = lines.map { line in
            MatchNotes.Bought(
                line: line.number, text: line.written, got: random.below(100) < 88 ? .yes : .instead, priceMinor: Int64(90 + random.below(600)))
        }
        try TickLines(match.id, bought).run(transaction, in: house, group: group, by: actor)
    }

    private func fails(_ match: Match, _ story: AskStory, _ actor: Actor) throws -> Bool {
        let failure: (Match.Failure, Match.NextStep)
        switch story.fate {
        case .handedBack:
            try HandBack(match.id).run(transaction, in: house, group: group, by: actor)
            return true
        case .neighbour: failure = (.nobodyHome, .neighbour)
        case .notWanted: failure = (.notWanted, .close)
        case .cannotGoOn: failure = (.cannotGoOn, .dispatcher)
        default: return false
        }
        let place = MadeUpNotes.pick(MadeUpNotes.whereabouts, by: random)
        try FailDelivery(match.id, failure.0, next: failure.1, place: place).run(transaction, in: house, group: group, by: actor)
        try tell(about: match.ask)
        return true
    }

    private func hand(_ match: Match, _ id: ID<Ask>, _ category: Category, _ actor: Actor) throws {
        let ask = try AskStore.existing(id, in: group.id, transaction)
        let present = try MatchStore.existing(match.id, in: group.id, transaction)
        let total = Money(minorUnits: present.spentMinor ?? Int64(400 + random.below(1_400)), currency: group.currency)
        let isFunded = category.kind.needsReceipt && ask.costPath != .pays
        try DeliverAsk(match.id, spent: isFunded ? total : nil).run(transaction, in: house, group: group, by: actor)
        guard isFunded else { return }
        let input = SubmitReceipt.Input(
            ask: id, match: match.id, payee: match.helper, amount: total,
            note: random.below(4) == 0 ? MadeUpNotes.pick(MadeUpNotes.receiptNotes, by: random) : nil, repayment: random.pick(MadeUpNotes.repayments))
        let receipt = try SubmitReceipt(input).run(transaction, in: house, group: group, by: actor)
        try repay(receipt, total)
    }

    // MARK: Money

    /// Paid some days later; until then it waits for the treasurers.
    private func repay(_ id: ID<Receipt>, _ total: Money) throws {
        let handedIn = house.now
        let paidAt = group.wakingHours.adding(.minutes(200 + random.below(4_000)), to: handedIn)
        guard paidAt <= now, let pot = try PotStore.all(in: group.id, transaction).first, random.below(50) > 0 else { return }
        clock.move(to: paidAt)
        let (one, other) = (town.treasurers[random.below(2)], town.treasurers[0])
        let approver = one.person == other.person ? town.treasurers[1] : other
        if total.minorUnits > group.approvalLimit.minorUnits {
            try ApproveReceipt(id).run(transaction, in: house, group: group, by: approver)
        }
        let method: PaymentMethod = random.below(10) < 7 ? .transfer : .cash
        try PayReceipt(.init(receipt: id, method: method, pot: pot.id)).run(transaction, in: house, group: group, by: one)
        // What the asker does happens beside it.
        clock.move(to: handedIn)
    }

    // MARK: Afterwards

    private func follow(_ opened: OpenAsk.Opened, _ story: AskStory, _ done: Match) throws {
        let (actor, link) = try TownLife.holder(of: opened.token, in: group, transaction)
        let doneAt = done.endedAt ?? house.now
        if random.below(100) < 55 {
            try pass(20...1_200)
            let words = random.below(4) > 0 ? MadeUpWords.pick(MadeUpWords.thanks, story.neighbour.language, by: random) : nil
            try GiveThanks(words, of: link).run(transaction, in: house, group: group, by: actor)
            if random.below(5) > 0 {
                try pass(10...600)
                try tell(about: opened.ask)
            }
        }
        try until(max(house.now, group.wakingHours.awake(from: doneAt + FollowUp.after) + .minutes(5)))
        try SendFollowUps().run(transaction, in: house, group: group)
        try pass(5...300)
        try tell(about: opened.ask)
        if random.below(100) < 60 {
            try pass(20...1_500)
            let came: FollowUp.Came = random.below(100) < 94 ? .yes : .partly
            let words =
                random.below(3) == 0
                ? MadeUpWords.pick(came.isAmiss ? MadeUpNotes.missing : MadeUpNotes.afterwards, story.neighbour.language, by: random) : nil
            try AnswerFollowUp(.init(came: came, again: random.below(10) < 6, words: words), of: link)
                .run(transaction, in: house, group: group, by: actor)
            if came.isAmiss { return }
            try pass(60...360)
        } else {
            try until(max(house.now, doneAt + SettleAsks.wait + .minutes(10)))
        }
        try SettleAsks.settle(opened.ask, in: house, group: group, transaction)
    }

    // MARK: Time

    private func dispatcher() -> Actor { random.pick(town.dispatchers) }

    /// Moves on by some minutes awake; ends the life when that is later than now.
    private func pass(_ minutes: ClosedRange<Int>) throws {
        try until(group.wakingHours.adding(.minutes(minutes.lowerBound + random.below(minutes.count)), to: house.now))
    }

    private func until(_ instant: Instant) throws {
        guard instant <= now else { throw Over() }
        clock.move(to: instant)
    }
}
