import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import TestKit

/// Short ways to what many tests of asking begin with.
struct AskScene {
    let world: World

    init(seed: UInt64 = 1) async throws { world = try await World(seed: seed) }

    func input(
        _ kind: String = "groceries", alias: String = "Ola", contact: Contact = Contact(reach: .phone, phone: "+447700900123"),
        place: String? = "14 Mill Lane", words: String = "Milk, rice 2 kg", wantedBy: WantedBy = .noHurry, language: LanguageTag = .english
    ) -> OpenAsk.Input {
        OpenAsk.Input(
            alias: alias, contact: contact, place: place, category: world.category(kind).id, words: words, wantedBy: wantedBy, language: language
        )
    }

    /// Opens an ask, with the group as it is told.
    func open(_ input: OpenAsk.Input? = nil, once: OnceKey? = nil, group: Group? = nil) async throws -> OpenAsk.Opened {
        let input = input ?? self.input()
        return try await world.write { transaction, house, own in
            try OpenAsk(input, once: once).run(transaction, in: house, group: group ?? own, by: .visitor)
        }
    }

    func ask(_ id: ID<Ask>) async throws -> Ask {
        try await world.read { connection, _, group in try AskStore.existing(id, in: group.id, connection) }
    }

    func sealed(_ id: ID<Ask>) async throws -> (face: AskFace, details: AskDetails) {
        try await world.read { connection, house, group in
            try AskStore.sealed(of: id, key: house.vault.key(of: id.subject, in: group.id, connection), in: house, group: group.id, connection)
        }
    }

    /// The link behind a token, and its holder.
    func link(_ token: LinkToken) async throws -> (PrivateLink, Actor) {
        let link = try await world.read { connection, _, group in try LinkStore.with(hash: token.hash, in: group.id, connection) }
        guard let link else { throw Problem.missing() }
        return (link, .link(link.id, link.purpose, person: link.person))
    }

    /// Somebody who helps, and goes to doors alone.
    func helper(_ name: String = "Amina", phone: String? = nil) async throws -> ID<Person> {
        try await world.write { transaction, house, group in
            let id = ID<Person>.random(by: house.random)
            try PersonStore.insert(id, PersonCard(alias: name, phone: phone), language: .english, in: house, group: group, transaction)
            try HelperStore.insert(
                Helper(id: id, trust: .solo, weeklyLimit: 2, hours: .anytime, languages: [.english], joinedAt: house.now), in: group.id, transaction
            )
            return id
        }
    }

    /// Brings an ask to where a helper has promised it, or has done it, without the use cases of that room.
    @discardableResult
    func match(_ ask: ID<Ask>, helper: ID<Person>, _ state: MatchState, ask askState: AskState, by member: World.Member = .omar) async throws -> Match
    {
        let confirmed = world.id(member)
        return try await world.write { transaction, house, group in
            let match = Match(
                id: house.newID(), ask: ask, helper: helper, position: 1, state: state, confirmedBy: confirmed, proposedAt: house.now,
                toldAt: house.now,
                acceptedAt: state == .proposed ? nil : house.now, endedAt: state == .done ? house.now : nil
            )
            try MatchStore.insert(match, in: group.id, transaction)
            var found = try AskStore.existing(ask, in: group.id, transaction)
            found.state = askState
            found.triagedAt = found.triagedAt ?? house.now
            try AskStore.update(found, in: group.id, transaction)
            if state == .done {
                try Thanks.ask(match, at: house.now, in: group.id, transaction)
                try FollowUp.schedule(ask, doneAt: house.now, in: group, transaction)
            }
            return match
        }
    }

    func messages(_ kind: Message.Kind) async throws -> [(message: Message, words: MessageWords)] {
        try await world.read { connection, house, group in
            try MessageStore.waiting(at: house.now + .days(30), in: group.id, connection).filter { $0.kind == kind }.compactMap { message in
                try MessageStore.words(of: message, in: house, group: group.id, connection).map { (message, $0) }
            }
        }
    }
}

/// The problem that a closure throws, for `#expect`.
func problem(_ body: () async throws -> Void) async -> Problem? {
    do {
        try await body()
        return nil
    } catch {
        return error as? Problem
    }
}
