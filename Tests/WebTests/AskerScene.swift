import Alongside
import Foundation
import Kernel
import Storage
import TestKit
import Web

@testable import Markup

/// Short ways through the pages of asking and offering, the way a browser without scripts goes them.
struct AskerScene {
    let world: World

    init(seed: UInt64 = 1) async throws { world = try await World(seed: seed) }

    /// What a browser would have to mend on a page.
    static func findings(in response: WebResponse) -> [MarkupCheck.Finding] { MarkupCheck.findings(in: HTML(bytes: response.body)) }

    /// What somebody types who fills in all six fields.
    func fields(_ kind: String = "groceries", changed: [String: String?] = [:]) -> [(String, String)] {
        var fields: [String: String?] = [
            "name": "Ola", "reach": "07700 900123", "kind": world.category(kind).id.text, "what": "Milk, rice 2 kg", "place": "14 Mill Lane",
            "when": "week",
            "language": "en",
        ]
        for (name, value) in changed { fields[name] = value }
        return fields.compactMap { name, value in value.map { (name, $0) } }.sorted { $0.0 < $1.0 }
    }

    /// Fills in the form as it stands on the page.
    func ask(_ changed: [String: String?] = [:], kind: String = "groceries", language: String = "en") async -> WebResponse {
        // A second apart, so that the newest is one.
        world.time.move(by: .seconds(1))
        return await world.post("/riverside/ask", fields(kind, changed: changed), language: language)
    }

    /// Asks, and gives the address of the private page.
    func asked(_ changed: [String: String?] = [:], kind: String = "groceries") async throws -> String {
        let response = await ask(changed, kind: kind)
        guard response.status == 303, let location = response.header("location") else { throw Problem(.broken, "problem.broken") }
        return location
    }

    func offered(_ changed: [(String, String)] = []) async throws -> String {
        let fields = [("name", "Ola"), ("reach", "07700 900123"), ("kind", world.category("chat").id.text), ("what", "A call")]
        let names = Set(changed.map(\.0))
        let response = await world.post("/riverside/offer", fields.filter { !names.contains($0.0) } + changed)
        guard response.status == 303, let location = response.header("location") else { throw Problem(.broken, "problem.broken") }
        return location
    }

    /// The newest ask of the group.
    func newest() async throws -> Ask {
        let found = try await world.read { connection, _, group in
            try connection.first("SELECT ask_id FROM ask WHERE group_id = $1 ORDER BY created_at DESC, ask_id DESC LIMIT 1", [group.id.stored]) {
                row in
                try AskStore.existing(row.id(0), in: group.id, connection)
            }
        }
        guard let found else { throw Problem.missing() }
        return found
    }

    func sealed(_ id: ID<Ask>) async throws -> (face: AskFace, details: AskDetails) {
        try await world.read { connection, house, group in
            try AskStore.sealed(of: id, key: house.vault.key(of: id.subject, in: group.id, connection), in: house, group: group.id, connection)
        }
    }

    func asks() async throws -> Int {
        try await world.read { connection, _, group in try connection.number("SELECT count(*) FROM ask WHERE group_id = $1", [group.id.stored]) ?? 0 }
    }

    /// Brings an ask to where a helper has promised or done it, without that room's own use cases.
    func match(_ ask: ID<Ask>, _ state: MatchState, ask askState: AskState, helper name: String = "Amina", by member: World.Member = .omar)
        async throws
    {
        let confirmed = world.id(member)
        try await world.write { transaction, house, group in
            let helper = ID<Person>.random(by: house.random)
            try PersonStore.insert(helper, PersonCard(alias: name, phone: "+447700900777"), language: .english, in: house, group: group, transaction)
            try HelperStore.insert(
                Helper(id: helper, trust: .solo, weeklyLimit: 2, hours: .anytime, languages: [.english], joinedAt: house.now), in: group.id,
                transaction
            )
            let match = Match(
                id: house.newID(), ask: ask, helper: helper, position: 1, state: state, confirmedBy: confirmed, proposedAt: house.now,
                toldAt: house.now,
                acceptedAt: house.now, windowFrom: house.now + .hours(4), windowTo: house.now + .hours(6), endedAt: state == .done ? house.now : nil
            )
            try MatchStore.insert(match, in: group.id, transaction)
            var found = try AskStore.existing(ask, in: group.id, transaction)
            found.state = askState
            found.triagedAt = house.now
            try AskStore.update(found, in: group.id, transaction)
            if state == .done { try Thanks.ask(match, at: house.now, in: group.id, transaction) }
        }
    }

    /// The index of the form on a page that is sent to an address ending so.
    func form(_ page: WebResponse, to end: String) -> Int {
        PageForm.all(in: page.text).firstIndex { ($0.action.split(separator: "?").first ?? "").hasSuffix(end) } ?? 99
    }
}
