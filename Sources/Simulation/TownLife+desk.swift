import Alongside
import Kernel
import Sealing
import Storage

/// What dispatchers do.
extension TownLife {
    mutating func triage(_ index: Int) async throws {
        let (house, group, story, actor) = (house, group, stories[index], dispatcher())
        guard let id = story.id else { return }
        let home = town.zones[story.neighbour.quarter]
        let leavesOpen = story.present?.unplaced ?? false
        var fits = true
        if case .outOfScope = story.fate { fits = false }
        let isFitting = fits
        try await write { transaction in
            let ask = try AskStore.existing(id, in: group.id, transaction)
            let costPath = ask.costPath == .unsure ? story.costPath : ask.costPath
            let input = TriageAsk.Input(
                urgency: story.urgency, zone: leavesOpen ? nil : ask.zone ?? home, costPath: costPath, fits: isFitting
            )
            try TriageAsk(id, input).run(transaction, in: house, group: group, by: actor)
        }
        if !fits { return queue.plan(.send, at: awake(10...60)) }
        switch story.fate {
        case .withdrawn(.open): planPast(.withdraw(index), of: index, at: awake(2...40))
        case .closed(let reason): planPast(.close(index, reason), of: index, at: awake(200...1_500))
        default: plan(.match(index), .match, of: index, naturally: awake(5...90))
        }
    }

    mutating func close(_ index: Int, _ reason: Ask.Closing) async throws {
        let (house, group, actor) = (house, group, dispatcher())
        guard let id = stories[index].id else { return }
        try await write { transaction in
            try NoteContact(id).run(transaction, in: house, group: group, by: actor)
            try CloseAsk(id, reason: reason).run(transaction, in: house, group: group, by: actor)
        }
        queue.plan(.send, at: awake(10...60))
    }

    /// The best of the suggestions, in an order; when nobody fits it is tried again later, and given to others in the end.
    mutating func match(_ index: Int) async throws {
        let (house, group, story, actor) = (house, group, stories[index], dispatcher())
        guard let id = story.id, !isTakenBack(story) else { return }
        stories[index].tries += 1
        let hasMatched = try await write { transaction in
            let ask = try AskStore.existing(id, in: group.id, transaction)
            guard ask.state == .open else { return true }
            let best = try Suggestions.load(for: ask, in: house, group: group, transaction).best
            guard !best.isEmpty else { return false }
            try ConfirmMatch(id, helpers: best.prefix(story.order).map(\.helper)).run(transaction, in: house, group: group, by: actor)
            return true
        }
        if hasMatched {
            guard story.present == nil else { return plan(.tell(index), .tell, of: index, naturally: now) }
            queue.plan(.send, at: awake(4...25))
        } else if stories[index].tries < 5 {
            planPast(.match(index), of: index, at: awake(150...420))
        } else {
            planPast(.close(index, .elsewhere), of: index, at: awake(60...300))
        }
    }

    private func isTakenBack(_ story: AskStory) -> Bool {
        if case .withdrawn(.open) = story.fate { return story.isThrough }
        return false
    }

    // MARK: Messages

    /// Goes through the queue: everything that is due, but for the offers whose sending is told elsewhere.
    mutating func sendRound() async throws {
        let (house, group, actor) = (house, group, dispatcher())
        let kept = Set(stories.compactMap { $0.present == nil ? nil : $0.id })
        let waiting = try await house.database.read { connection in
            try MessageStore.waiting(at: house.now, in: group.id, limit: 40, connection).filter { message in
                guard message.kind == .offerToHelper, let match = message.match else { return true }
                return try MatchStore.with(id: match, in: group.id, connection).map { !kept.contains($0.ask) } ?? true
            }
        }
        let before = sent
        sent += waiting.count
        let told = try await write { transaction in
            var told: [(ask: ID<Ask>, promise: AskStory.Promise)] = []
            for (number, message) in waiting.enumerated() {
                if message.kind != .offerToHelper, (before + number) % 23 == 11 {
                    try SkipMessage(message.id, .drop).run(transaction, in: house, group: group, by: actor)
                    continue
                }
                if let offer = try Self.send(message, in: house, group: group, by: actor, transaction) { told.append(offer) }
            }
            return told
        }
        for (ask, promise) in told {
            if let index = storyOf[ask] { planAnswer(index, promise) }
        }
    }

    mutating func tell(_ index: Int) async throws {
        let (house, group, actor) = (house, group, dispatcher())
        guard let id = stories[index].id else { return }
        let told = try await write { transaction in
            try MessageStore.waiting(about: id.subject, in: group.id, transaction).filter { $0.kind == .offerToHelper }.compactMap { message in
                try Self.send(message, in: house, group: group, by: actor, transaction)
            }
        }
        for (_, promise) in told { planAnswer(index, promise) }
    }

    /// Marks one message as sent. For an offer gives who now holds the link in it.
    private static func send(_ message: Message, in house: House, group: Group, by actor: Actor, _ transaction: any Transaction) throws
        -> (ask: ID<Ask>, promise: AskStory.Promise)?
    {
        let words = try MessageStore.words(of: message, in: house, group: group.id, transaction)
        if message.urgent || words.map(message.hidesLink(of:)) == true {
            _ = try OpenNumber(message.id).run(transaction, in: house, group: group, by: actor)
        }
        _ = try MarkSent(message.id, channel: words?.phone == nil ? .email : .sms).run(transaction, in: house, group: group, by: actor)
        guard message.kind == .offerToHelper, let id = message.match, let token = words?.link.flatMap({ LinkToken(text: $0) }),
            let match = try MatchStore.with(id: id, in: group.id, transaction)
        else { return nil }
        return (match.ask, AskStory.Promise(match: id, helper: match.helper, token: token))
    }

    private mutating func planAnswer(_ index: Int, _ promise: AskStory.Promise) {
        let answer: AskStory.Answer
        if !stories[index].answers.isEmpty {
            answer = stories[index].answers.removeFirst()
        } else if stories[index].present != nil {
            return
        } else {
            let draw = stories[index].tries > 2 ? 0 : random.below(100)
            answer = draw < 74 ? .yes : draw < 87 ? .no : .silence
        }
        let urgent = stories[index].urgency == .today
        if answer == .silence {
            let end = ToldAbout.holdUntil(toldAt: now, urgent: urgent, in: group)
            return queue.plan(.release(index), at: end + .minutes(1))
        }
        let quick = urgent ? awake(2...25) : awake(6...200)
        plan(.answer(index, promise, answer), .answer, of: index, naturally: quick)
    }

    mutating func release(_ index: Int) async throws {
        let (house, group) = (house, group)
        guard let id = stories[index].id else { return }
        let state = try await write { transaction in
            try ReleaseHolds().run(transaction, in: house, group: group)
            return try AskStore.existing(id, in: group.id, transaction).state
        }
        goOn(index, state)
    }

    /// After somebody did not: the next is told, or a dispatcher looks again.
    mutating func goOn(_ index: Int, _ state: AskState) {
        if state == .open { planPast(.match(index), of: index, at: awake(20...120)) }
        if state == .offered { planPast(.send, of: index, at: awake(4...30)) }
    }

    mutating func hear(_ complaint: ID<Complaint>) async throws {
        let (house, group, actor) = (house, group, town.dispatchers[0])
        let answer = MadeUpNotes.pick(MadeUpNotes.amends, by: random)
        try await write { transaction in
            try HearComplaint(complaint, .take).run(transaction, in: house, group: group, by: actor)
            try HearComplaint(complaint, .close(answer: answer)).run(transaction, in: house, group: group, by: actor)
        }
    }
}
