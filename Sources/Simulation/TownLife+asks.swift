import Alongside
import Kernel
import Sealing
import Storage

/// What people do who ask.
extension TownLife {
    mutating func ask(_ index: Int) async throws {
        let (house, group, story) = (house, group, stories[index])
        guard let category = town.categories[story.category] else { throw Problem(.broken, "problem.broken") }
        let input = askInput(story, category)
        let details = story.hasDetails ? detailsInput(story) : nil
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

    private func askInput(_ story: AskStory, _ category: Category) -> OpenAsk.Input {
        let neighbour = story.neighbour
        let zone = town.zones[neighbour.quarter]
        let isUnplaced = story.present?.unplaced ?? false
        var place: String?
        var chosen: ID<Zone>?
        switch random.below(100) {
        case _ where isUnplaced: place = chance(50) ? MadeUpWords.pick(MadeUpWords.landmarks, neighbour.language, by: random) : nil
        case 0..<80: place = neighbour.address
        case 80..<90:
            place = MadeUpWords.pick(MadeUpWords.landmarks, neighbour.language, by: random)
            chosen = zone
        default: chosen = chance(60) ? zone : nil
        }
        var contact = Contact(reach: .phone, phone: neighbour.phone)
        if let email = neighbour.email {
            contact = Contact(reach: .email, email: email)
        } else if story.present == nil, chance(5) {
            contact = .calls
        }
        if contact.phone != nil, chance(25) { contact.remark = MadeUpWords.pick(MadeUpNotes.callTimes, neighbour.language, by: random) }
        let wanted: WantedBy =
            switch story.urgency {
            case .today: story.present == nil ? .twoDays : .noHurry
            case .twoDays: story.present == nil ? .week : .noHurry
            case .week: chance(50) && story.present == nil ? .week : .noHurry
            case .ongoing: .noHurry
            }
        let door: Ask.Door = chance(85) ? .web : chance(70) ? .phone : .paper
        return OpenAsk.Input(
            alias: neighbour.name, contact: contact, place: place, zone: chosen, category: category.id, words: story.words, wantedBy: wanted,
            language: neighbour.language, door: door
        )
    }

    private func detailsInput(_ story: AskStory) -> SetAskDetails.Input {
        let language = story.neighbour.language
        var input = SetAskDetails.Input(costPath: story.costPath, phoneAllowed: chance(50))
        if chance(60) { input.doorDetail = MadeUpWords.pick(MadeUpWords.doors, language, by: random) }
        if chance(30) { input.diet = MadeUpWords.pick(MadeUpWords.diets, language, by: random) }
        if chance(25) { input.notes = MadeUpWords.pick(MadeUpNotes.notes, language, by: random) }
        if chance(20) { input.access = [random.pick(AskDetails.AccessNeed.allCases.filter { $0 != .carryUp && $0 != .interpreter })] }
        if chance(30) { input.substitutions = random.pick(AskDetails.Substitutions.allCases) }
        if chance(10) { input.isolatingUntil = CalendarDay.of(now, zone: group.timeZone) + (3 + random.below(8)) }
        if chance(8) {
            input.safeContact = MadeUpWords.pick(MadeUpNotes.safeContacts, language, by: random)
            input.safeMode = chance(40)
        }
        return input
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
