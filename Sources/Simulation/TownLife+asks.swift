import Alongside
import Kernel
import Sealing
import Storage

/// What people do who ask.
extension TownLife {
    mutating func ask(_ index: Int) async throws {
        let (house, group, story) = (house, group, stories[index])
        guard let category = town.categories[story.category] else { throw Problem(.broken, "problem.broken") }
        let inputs = TownInputs(town: town, now: now, random: random)
        let input = inputs.ask(story, category)
        let details = story.hasDetails ? inputs.details(story) : nil
        let opened = try await write { transaction in
            let opened = try OpenAsk(input).run(transaction, in: house, group: group, by: .visitor)
            if var details {
                let (actor, link) = try Self.holder(of: opened.token, in: group, transaction)
                let key = try house.vault.key(of: opened.ask.subject, in: group.id, transaction)
                details.lines = try AskStore.sealed(of: opened.ask, key: key, in: house, group: group.id, transaction).details.lines
                try SetAskDetails(details, of: opened.ask).run(transaction, in: house, group: group, by: actor, link: link)
            }
            return opened
        }
        stories[index].id = opened.ask
        stories[index].token = opened.token
        storyOf[opened.ask] = index
        if case .withdrawn(.new) = story.fate { planPast(.withdraw(index), of: index, at: later(3...90)) }
        plan(.triage(index), .triage, of: index, naturally: awake(5...240))
    }

    mutating func withdraw(_ index: Int) async throws {
        let (house, group) = (house, group)
        guard let token = stories[index].token else { return }
        stories[index].isThrough = true
        _ = try await write { transaction in
            let (actor, link) = try Self.holder(of: token, in: group, transaction)
            return try WithdrawAsk(of: link).run(transaction, in: house, group: group, by: actor)
        }
        queue.plan(.send, at: awake(10...40))
    }

    mutating func thank(_ index: Int) async throws {
        let (house, group, story) = (house, group, stories[index])
        guard let token = story.token else { return }
        let words = chance(75) ? MadeUpWords.pick(MadeUpWords.thanks, story.neighbour.language, by: random) : nil
        try await write { transaction in
            let (actor, link) = try Self.holder(of: token, in: group, transaction)
            try GiveThanks(words, of: link).run(transaction, in: house, group: group, by: actor)
        }
        queue.plan(.send, at: awake(10...90))
    }

    mutating func followUp(_ index: Int) async throws {
        let (house, group, story) = (house, group, stories[index])
        guard let token = story.token else { return }
        let hasWords = chance(35)
        let came: FollowUp.Came = story.complains ? .partly : chance(92) ? .yes : .partly
        let words =
            hasWords ? MadeUpWords.pick(came.isAmiss ? MadeUpNotes.missing : MadeUpNotes.afterwards, story.neighbour.language, by: random) : nil
        let again = chance(60)
        try await write { transaction in
            let (actor, link) = try Self.holder(of: token, in: group, transaction)
            try AnswerFollowUp(.init(came: came, again: again, words: words), of: link).run(transaction, in: house, group: group, by: actor)
        }
        // Somebody rings the next day, and what was missing is brought; where nobody has heard the complaint yet, that waits too.
        if came.isAmiss, story.isHeard(index) { planPast(.close(index, .met), of: index, at: group.wakingHours.adding(.hours(9), to: now)) }
    }

    mutating func complain(_ index: Int) async throws {
        let (house, group, story) = (house, group, stories[index])
        guard let token = story.token, let ask = story.id else { return }
        let words = MadeUpWords.pick(MadeUpNotes.complaints, story.neighbour.language, by: random)
        let complaint = try await write { transaction in
            let (actor, link) = try Self.holder(of: token, in: group, transaction)
            _ = try Complain(.init(about: .helper, words: words), of: link).run(transaction, in: house, group: group, by: actor)
            return try ComplaintStore.of(ask, in: group.id, transaction).last?.id
        }
        if let complaint, story.isHeard(index) { queue.plan(.hear(complaint), at: awake(120...900)) }
    }

    /// The holder of an asker's link.
    static func holder(of token: LinkToken, in group: Group, _ connection: any Connection) throws -> (actor: Actor, link: PrivateLink) {
        guard let link = try LinkStore.with(hash: token.hash, in: group.id, connection) else { throw Problem.missing() }
        return (.link(link.id, link.purpose, person: link.person), link)
    }
}
