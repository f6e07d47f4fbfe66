import Kernel
import Sealing
import Storage
import Words

/// What the companion of a helper who does not go to doors alone is told. They get a link of their own, which shows where about and when, and with
/// whom; the place stays with the helper.
enum GoingAlong {
    /// The helper has said yes, or comes at another time than was said.
    static func tell(_ match: Match, of ask: Ask, in house: House, group: Group, _ transaction: any Transaction) throws {
        guard let companion = match.companion else { return }
        try cancel(match, in: group.id, transaction)
        let helper = try PersonStore.with(id: match.helper, in: house, group: group.id, transaction)?.card?.alias
        let zone = try ask.zone.flatMap { try ZoneStore.with(id: $0, in: group.id, transaction) }
        let token = LinkToken.random()
        try LinkStore.insert(
            PrivateLink(group: group.id, id: house.newID(), purpose: .match, person: companion, subject: ask.id.subject, match: match.id, roles: []),
            hash: token.hash, at: house.now, transaction
        )
        try Compose.toHelper(
            .goAlong, companion, match: match.id, variant: match.windowFrom == nil ? "open" : nil, urgent: ask.urgency == .today, safe: ask.safeMode,
            link: token, in: house, group: group, transaction
        ) { say in
            var words: [String: Argument] = [
                "helper": .text(helper ?? say("message.someone")), "area": .text(zone?.name ?? say("message.area.unknown")),
            ]
            if let from = match.windowFrom, let to = match.windowTo {
                words["day"] = .made(say.date(from, zone: group.timeZone))
                words["from"] = .made(say.time(from, zone: group.timeZone))
                words["to"] = .made(say.time(to, zone: group.timeZone))
            }
            return words
        }
    }

    /// It is not to be: whoever was told hears that too. Call it before what is unsent about the match is taken out of the queue.
    static func takeBack(_ match: Match, in house: House, group: Group, _ transaction: any Transaction) throws {
        guard let companion = match.companion, match.acceptedAt != nil else { return }
        guard try !cancel(match, in: group.id, transaction) else { return }
        let safe = try AskStore.existing(match.ask, in: group.id, transaction).safeMode
        try Compose.toHelper(.offerTakenBack, companion, match: nil, urgent: true, safe: safe, in: house, group: group, transaction)
    }

    /// Takes what was not sent yet out of the queue; whether there was anything.
    @discardableResult
    private static func cancel(_ match: Match, in group: ID<Group>, _ transaction: any Transaction) throws -> Bool {
        let waiting = try MessageStore.waiting(match: match.id, in: group, transaction).filter { $0.kind == .goAlong && $0.state == .waiting }
        for var message in waiting {
            message.state = .cancelled
            try MessageStore.update(message, in: group, transaction)
        }
        return !waiting.isEmpty
    }
}
