public import Kernel

/// Who is doing something. There is no other notion of identity: no address, no device.
public enum Actor: Sendable, Hashable {
    /// Somebody without account or link.
    case visitor
    /// The holder of a private link.
    case link(ID<PrivateLink>, PrivateLink.Purpose, person: ID<Person>?)
    /// A person with a session and these roles.
    case member(ID<Person>, roles: Set<Role>)
    /// The program itself: jobs and clocks.
    case system
    /// Somebody at the command line of the machine.
    case command

    public var person: ID<Person>? {
        switch self {
        case .link(_, _, let person): person
        case .member(let person, _): person
        case .visitor, .system, .command: nil
        }
    }

    /// Whether one of the actor's roles allows it. The command line may do what any role may: whoever sits there owns the database.
    public func may(_ ability: Ability) -> Bool {
        switch self {
        case .member(_, let roles): roles.contains { $0.abilities.contains(ability) }
        case .command, .system: true
        case .visitor, .link: false
        }
    }

    /// The first step of every use case at the desk.
    public func must(_ ability: Ability) throws {
        guard may(ability) else { throw Problem.forbidden() }
    }

    /// How the history names the kind of actor.
    var historyKind: String {
        switch self {
        case .visitor: "visitor"
        case .link(_, let purpose, _): purpose == .asker ? "asker" : "helper"
        case .member: "member"
        case .system: "system"
        case .command: "command"
        }
    }
}
