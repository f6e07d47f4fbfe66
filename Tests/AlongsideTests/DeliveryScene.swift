import Alongside
import Kernel
import Sealing
import Storage
import TestKit

/// An ask for which helpers are being asked in an order, through the rooms' own use cases.
struct DeliveryScene {
    let asking: AskScene
    let ask: ID<Ask>
    let helpers: [ID<Person>]
    let matches: [ID<Match>]

    var world: World { asking.world }
    var match: ID<Match> { matches[0] }

    init(
        kind: String = "groceries", place: String? = "14 Mill Lane", helpers count: Int = 1,
        ask change: @escaping @Sendable (inout Ask, inout AskDetails) -> Void = { _, _ in }
    ) async throws {
        asking = try await AskScene()
        let opened = try await asking.open(asking.input(kind, place: place))
        ask = opened.ask
        var helpers: [ID<Person>] = []
        for number in 0..<count { helpers.append(try await asking.helper(["Amina", "Ben", "Chloe"][number % 3], phone: "+44770090070\(number)")) }
        self.helpers = helpers
        let (id, asked) = (opened.ask, helpers)
        matches = try await asking.world.write { transaction, house, group in
            var ask = try AskStore.existing(id, in: group.id, transaction)
            let key = try house.vault.key(of: id.subject, in: group.id, transaction)
            let sealed = try AskStore.sealed(of: id, key: key, in: house, group: group.id, transaction)
            var details = sealed.details
            change(&ask, &details)
            ask.state = .open
            ask.triagedAt = house.now
            try AskStore.reseal(id, face: sealed.face, details: details, key: key, in: house, group: group.id, transaction)
            let made = asked.enumerated().map { index, helper in
                Match(id: house.newID(), ask: id, helper: helper, position: index + 1, state: .planned, proposedAt: house.now)
            }
            for match in made { try MatchStore.insert(match, in: group.id, transaction) }
            try NextInOrder.ask(of: &ask, in: house, group: group, by: .system, transaction)
            try AskStore.update(ask, in: group.id, transaction)
            return made.map(\.id)
        }
    }

    /// The holder of the helper's own link.
    func holder(_ number: Int = 0) -> Actor { .link(ID(high: 1, low: 1), .helper, person: helpers[number]) }

    func found(_ number: Int = 0) async throws -> Match {
        let id = matches[number]
        return try await world.read { connection, _, group in try MatchStore.existing(id, in: group.id, connection) }
    }

    func theAsk() async throws -> Ask { try await asking.ask(ask) }

    /// The token in the newest offer to a helper.
    func token(_ number: Int = 0) async throws -> LinkToken {
        let helper = helpers[number]
        let text = try await asking.messages(.offerToHelper).last { $0.message.person == helper }?.words.link
        guard let token = text.flatMap({ LinkToken(text: $0) }) else { throw Problem.missing() }
        return token
    }

    func accept(_ number: Int = 0, in hours: Int = 2, token: LinkToken? = nil) async throws {
        let (id, actor) = (matches[number], holder(number))
        try await world.write { transaction, house, group in
            let window = try VisitWindow(from: house.now + .hours(hours), to: house.now + .hours(hours + 2), at: house.now, field: "when")
            try AcceptMatch(id, window: window, token: token).run(transaction, in: house, group: group, by: actor)
        }
    }

    func open(_ field: Reveal.Field) async throws -> String? {
        let (id, actor) = (match, holder())
        return try await world.write { transaction, house, group in
            try OpenField(id, field).run(transaction, in: house, group: group, by: actor)
        }
    }

    func run(_ body: @escaping @Sendable (any Transaction, House, Group) throws -> Void) async throws { try await world.write(body) }
}
