import Kernel
import Storage

/// What the holder of an asker's private link may do: anything to the one ask that the link belongs to, and nothing else.
enum AskLink {
    /// The ask of the link. A link of another kind, or of an offer, is a page that is not there.
    static func ask(of actor: Actor, _ link: PrivateLink, in group: ID<Group>, _ connection: any Connection) throws -> Ask {
        guard case .link(let id, .asker, _) = actor, id == link.id, link.purpose == .asker, let subject = link.subject else {
            throw Problem.missing()
        }
        return try living(subject.named(), in: group, connection)
    }

    /// An ask that may still be changed: by the holder of its link, or by whoever triages.
    static func changeable(_ id: ID<Ask>, by actor: Actor, _ link: PrivateLink?, in group: ID<Group>, _ connection: any Connection) throws -> Ask {
        let ask: Ask
        if let link {
            ask = try Self.ask(of: actor, link, in: group, connection)
            guard ask.id == id else { throw Problem.missing() }
        } else {
            try actor.must(.triage)
            ask = try living(id, in: group, connection)
        }
        guard ask.state.after(.withdraw) != nil else { throw Problem.conflict("problem.ask.state") }
        return ask
    }

    private static func living(_ id: ID<Ask>, in group: ID<Group>, _ connection: any Connection) throws -> Ask {
        let ask = try AskStore.existing(id, in: group, connection)
        guard ask.forgottenAt == nil else { throw Problem.missing("problem.forgotten") }
        return ask
    }
}
