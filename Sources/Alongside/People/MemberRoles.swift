public import Kernel
public import Storage

/// Gives a role to somebody the group knows already: a neighbour becomes dispatcher without a second account (requirement 1.6).
public struct GiveRole: Sendable {
    public let role: Role
    public let person: ID<Person>

    public init(_ role: Role, to person: ID<Person>) {
        self.role = role
        self.person = person
    }

    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws {
        try actor.must(.invite)
        guard InviteMember.roles.contains(role) else { throw Problem.invalid("role", "members.problem.role") }
        guard let known = try PersonStore.with(id: person, in: house, group: group, transaction), known.card != nil else { throw Problem.missing() }
        if try PersonStore.roles(of: person, in: group, transaction).contains(role) { return }
        try PersonStore.give(role, to: person, at: house.now, in: group, transaction)
        try History.record(.roleGiven, "person", person.subject, by: actor, in: house, group: group, transaction)
    }
}

/// Ends a role. A group always keeps one organiser, else nobody could let anybody in again.
public struct EndRole: Sendable {
    public let role: Role
    public let person: ID<Person>

    public init(_ role: Role, of person: ID<Person>) {
        self.role = role
        self.person = person
    }

    /// Whoever has no role at the desk left is signed out everywhere. The undo gives the role back, not the sessions.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws -> ID<Undo> {
        try actor.must(.invite)
        let held = try PersonStore.roles(of: person, in: group, transaction)
        guard held.contains(role) else { throw Problem.missing() }
        if role == .organiser {
            let organisers = try PersonStore.holding(.organiser, in: group, transaction)
            guard Self.mayEnd(person, among: organisers) else { throw Problem.conflict("members.problem.last") }
        }

        try PersonStore.end(role, of: person, at: house.now, in: group, transaction)
        if held.subtracting([role]).allSatisfy({ $0.abilities.isEmpty }) {
            try SessionStore.endAll(of: person, at: house.now, in: group, transaction)
        }
        try History.record(.roleEnded, "person", person.subject, by: actor, in: house, group: group, transaction)
        return try Undo.remember(
            .roleEnded, person.subject, before: ["role": role.rawValue], by: actor, in: house, group: group, transaction
        )
    }

    /// Whether somebody else stays organiser.
    static func mayEnd(_ person: ID<Person>, among organisers: [ID<Person>]) -> Bool { organisers.contains { $0 != person } }
}
