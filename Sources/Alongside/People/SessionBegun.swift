public import Kernel
public import Sealing
public import Storage

/// Begins a session for somebody who has shown who they are.
public struct BeginSession: Sendable {
    public let person: ID<Person>
    public let token: LinkToken

    public init(of person: ID<Person>, token: LinkToken) {
        self.person = person
        self.token = token
    }

    public func run(_ transaction: any Transaction, in house: House, group id: ID<Group>) throws {
        guard let group = try GroupStore.with(id: id, transaction) else { throw Problem.missing() }
        let roles = try PersonStore.roles(of: person, in: id, transaction)
        guard roles.contains(where: { $0.abilities.contains(.ownSessions) }) else { throw Problem.missing("members.problem.noRole") }
        if try SessionStore.with(hash: token.hash, at: house.now, in: id, transaction) != nil { return }
        try SessionStore.insert(house.newID(), hash: token.hash, of: person, at: house.now, in: id, transaction)
        try PersonStore.touch(person, in: house, group: group, transaction)
        try History.record(.signedIn, "person", person.subject, by: .member(person, roles: roles), in: house, group: id, transaction)
    }
}
