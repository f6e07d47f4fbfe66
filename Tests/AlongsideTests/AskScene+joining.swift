import Kernel
import Storage
import TestKit

@testable import Alongside

/// Asks that may be one.
extension AskScene {
    func alike(_ id: ID<Ask>, by actor: Actor? = nil) async throws -> [AlikeAsks.Found] {
        let (ask, sealed) = (try await ask(id), try await sealed(id))
        let actor = actor ?? world.actor(.omar)
        return try await world.read { connection, house, group in
            try AlikeAsks.of(ask, sealed.face, sealed.details, in: house, group: group.id, by: actor, connection)
        }
    }

    func join(_ ask: ID<Ask>, _ other: ID<Ask>, _ how: JoinAsks.How, by member: World.Member = .omar) async throws -> ID<Undo> {
        let actor = world.actor(member)
        return try await world.write { try JoinAsks(ask, with: other, how).run($0, in: $1, group: $2, by: actor) }
    }

    func takeBack(_ undo: ID<Undo>) async throws {
        let actor = world.actor(.omar)
        _ = try await world.write { try DeskUndo(undo).run($0, in: $1, group: $2, by: actor) }
    }

    /// Whom somebody is kept apart from.
    func apart(_ person: ID<Person>?) async throws -> Set<ID<Person>> {
        guard let person else { return [] }
        return try await world.read { connection, _, group in try HelperPairStore.blocked(with: person, in: group.id, connection) }
    }

    func block(_ helper: ID<Person>, _ other: ID<Person>?) async throws {
        guard let other else { throw Problem.missing() }
        let actor = world.actor(.omar)
        try await world.write { try BlockPair(helper, other).run($0, in: $1, group: $2, by: actor) }
    }
}
