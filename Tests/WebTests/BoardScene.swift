import Alongside
import App
import Foundation
import Kernel
import Storage
import TestKit
import Web

/// The board with asks on it, and helpers who fit.
struct BoardScene {
    let asker: AskerScene

    var world: World { asker.world }

    init() async throws { asker = try await AskerScene() }

    /// An ask as somebody sends it from the page, not yet read.
    func asked(_ changed: [String: String?] = [:], kind: String = "groceries") async throws -> ID<Ask> {
        _ = try await asker.asked(changed, kind: kind)
        return try await asker.newest().id
    }

    /// The same, read and sorted by Omar through his page.
    func open(_ changed: [String: String?] = [:], kind: String = "groceries", zone: String = "Mill Lane", urgency: String = "week") async throws
        -> ID<Ask>
    {
        let id = try await asked(changed, kind: kind)
        let answer = await send(id, "triage", [("urgency", urgency), ("zone", world.zone(zone).id.text), ("cost", "pays")])
        guard answer.status == 303 else { throw Problem(.broken, "problem.broken") }
        return id
    }

    func page(_ id: ID<Ask>, as member: World.Member = .omar, language: String = "en") async -> WebResponse {
        await world.get("/riverside/desk/asks/\(id.text)", as: member, language: language)
    }

    func send(_ id: ID<Ask>, _ verb: String, _ fields: [(String, String)] = [], as member: World.Member = .omar) async -> WebResponse {
        await world.post("/riverside/desk/asks/\(id.text)/\(verb)", fields, as: member)
    }

    func board(_ query: String = "", as member: World.Member = .omar, language: String = "en") async -> WebResponse {
        await world.get("/riverside/desk\(query)", as: member, language: language)
    }

    @discardableResult
    func helper(_ name: String, _ change: @escaping @Sendable (inout Helper) -> Void = { _ in }) async throws -> ID<Person> {
        try await world.write { transaction, house, group in
            let id = ID<Person>.random(by: house.random)
            try PersonStore.insert(id, PersonCard(alias: name, phone: "+447700900555"), language: .english, in: house, group: group, transaction)
            var helper = Helper(id: id, trust: .solo, weeklyLimit: 2, hours: .anytime, languages: [.english], joinedAt: house.now)
            change(&helper)
            try HelperStore.insert(helper, in: group.id, transaction)
            try History.record(.limitsChanged, "person", id.subject, by: .system, in: house, group: group.id, transaction)
            return id
        }
    }

    func ask(_ id: ID<Ask>) async throws -> Ask {
        try await world.read { connection, _, group in try AskStore.existing(id, in: group.id, connection) }
    }

    func matches(_ id: ID<Ask>) async throws -> [Match] {
        try await world.read { connection, _, group in try MatchStore.of(ask: id, in: group.id, connection) }
    }

    func onPhone(_ match: Match, _ verb: String, _ fields: [(String, String)] = [], as member: World.Member = .omar) async -> WebResponse {
        await world.post("/riverside/desk/matches/\(match.id.text)/\(verb)", fields + [("ask", match.ask.text)], as: member)
    }
}
