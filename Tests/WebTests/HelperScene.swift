import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Web

/// An offer that waits for a helper, and the way to it that stands in its message.
struct HelperScene {
    let world: World
    let ask: ID<Ask>
    let helper: ID<Person>
    let match: ID<Match>
    /// The address of the task's page.
    let task: String
    /// The address of the helper's own page.
    let mine: String

    init(
        alias: String = "Ola", kind: String = "groceries", place: String? = "14 Mill Lane", words: String = "Milk, rice 2 kg",
        ask change: @escaping @Sendable (inout Ask) -> Void = { _ in }
    ) async throws {
        let world = try await World()
        self.world = world
        let category = world.category(kind).id
        let made: (ID<Ask>, ID<Person>, ID<Match>, String, String) = try await world.write { transaction, house, group in
            let opened = try OpenAsk(
                OpenAsk.Input(
                    alias: alias, contact: Contact(reach: .phone, phone: "+447700900123"), place: place, category: category, words: words,
                    language: .english
                )
            ).run(transaction, in: house, group: group, by: .visitor)
            let helper = ID<Person>.random(by: house.random)
            try PersonStore.insert(
                helper, PersonCard(alias: "Amina", phone: "+447700900777"), language: .english, in: house, group: group, transaction
            )
            try HelperStore.insert(
                Helper(id: helper, trust: .solo, weeklyLimit: 2, hours: .anytime, languages: [.english], joinedAt: house.now), in: group.id,
                transaction
            )
            var ask = try AskStore.existing(opened.ask, in: group.id, transaction)
            ask.state = .open
            ask.triagedAt = house.now
            change(&ask)
            let match = Match(id: house.newID(), ask: ask.id, helper: helper, position: 1, state: .planned, proposedAt: house.now)
            try MatchStore.insert(match, in: group.id, transaction)
            try NextInOrder.ask(of: &ask, in: house, group: group, by: .system, transaction)
            try AskStore.update(ask, in: group.id, transaction)
            let words = try MessageStore.waiting(at: house.now, in: group.id, transaction).first { $0.kind == .offerToHelper }.flatMap {
                try MessageStore.words(of: $0, in: house, group: group.id, transaction)
            }
            let own = LinkToken.random()
            try LinkStore.insert(
                PrivateLink(group: group.id, id: house.newID(), purpose: .helper, person: helper, subject: helper.subject, roles: []),
                hash: own.hash, at: house.now, transaction
            )
            return (ask.id, helper, match.id, words?.link ?? "", own.text)
        }
        (ask, helper, match) = (made.0, made.1, made.2)
        task = "/riverside/l/" + made.3
        mine = "/riverside/l/" + made.4
    }

    /// Says yes for today from 12 to 14 o'clock, two hours after the beginning.
    func accept() async -> WebResponse {
        await world.post(task + "/accept", [("day", "2026-03-10"), ("when-from", "12:00"), ("when-until", "14:00")])
    }

    func found() async throws -> Match {
        let id = match
        return try await world.read { connection, _, group in try MatchStore.existing(id, in: group.id, connection) }
    }

    func theAsk() async throws -> Ask {
        let id = ask
        return try await world.read { connection, _, group in try AskStore.existing(id, in: group.id, connection) }
    }
}
