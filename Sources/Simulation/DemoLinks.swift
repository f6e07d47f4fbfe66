public import Alongside
import Kernel
import Sealing
import Storage

/// Ways into a demo town, for whoever tries it: only ever for a folder that `demo` made.
public enum DemoLinks {
    /// A name and an address each: a dispatcher who is an organiser too, a treasurer, a helper, an asker. Those of the desk sign in once.
    public static func links(_ house: House) async throws -> [(name: String, address: String)] {
        try await house.database.write { transaction in
            guard try InstallationStore.isDemo(transaction), let group = try GroupStore.everyGroup(transaction).first else { return [] }
            let fresh = FreshLinks(house: house, group: group)
            let cast = try DemoCast.of(group, transaction)
            var links: [(name: String, address: String)] = []
            func add(_ name: String, _ token: LinkToken) { links.append((name, Compose.address(of: token, in: house, group: group))) }
            if let person = cast.dispatcher { add("dispatcher", try fresh.signIn(person, transaction)) }
            if let person = cast.treasurer { add("treasurer", try fresh.signIn(person, transaction)) }
            if let person = cast.promise?.helper { add("helper", try fresh.helper(person, transaction)) }
            if let ask = cast.promise?.ask { add("asker", try fresh.asker(ask, transaction)) }
            return links
        }
    }
}

/// Who in the town is worth being.
struct DemoCast {
    /// Organiser and dispatcher, and no treasurer.
    let dispatcher: ID<Person>?
    /// Treasurer and nothing else.
    let treasurer: ID<Person>?
    /// A promise that stands, in an interesting state.
    let promise: Match?

    static func of(_ group: Group, _ connection: any Connection) throws -> DemoCast {
        func only(_ roles: Set<Role>) throws -> ID<Person>? {
            guard let first = roles.sorted(by: { $0.rawValue < $1.rawValue }).first else { return nil }
            return try PersonStore.holding(first, in: group.id, connection).first { person in
                try PersonStore.roles(of: person, in: group.id, connection).subtracting([.helper, .neighbour]) == roles
            }
        }
        var promise: Match?
        // Somebody who reads the group's first language, as whoever tries the demo most likely does; in whatever state before anybody else.
        for isReader in [true, false] {
            for state in [MatchState.shopping, .accepted, .atDoor, .proposed] where promise == nil {
                promise = try DemoStore.matches(state, in: group.id, connection).first { match in
                    try !isReader || PersonStore.language(of: match.helper, in: group.id, connection) == group.mainLanguage
                }
            }
        }
        return DemoCast(dispatcher: try only([.organiser, .dispatcher]), treasurer: try only([.treasurer]), promise: promise)
    }
}
