public import Kernel
public import Storage

/// Ends sessions: one's own by anybody who has them, somebody else's by whoever may invite.
public struct EndSession: Sendable {
    public enum Which: Sendable {
        case one(ID<Session>)
        /// All of somebody's, except the one they are using.
        case all(of: ID<Person>, except: ID<Session>?)
    }

    public let which: Which

    public init(_ which: Which) { self.which = which }

    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws {
        let owner: ID<Person>
        switch which {
        case .one(let session):
            guard let found = try SessionStore.owner(of: session, in: group, transaction) else { throw Problem.missing() }
            // A session of somebody else looks like one that is not there.
            guard found == actor.person || actor.may(.invite) else { throw Problem.missing() }
            owner = found
            // What has ended already is not ended, and noted, once more.
            guard try SessionStore.end(session, at: house.now, in: group, transaction) else { return }
        case .all(let person, let kept):
            if person != actor.person {
                try actor.must(.invite)
                // Somebody of another group is nobody here, and nothing is noted of them.
                guard try PersonStore.language(of: person, in: group, transaction) != nil else { throw Problem.missing() }
            }
            owner = person
            guard try SessionStore.endAll(of: person, except: kept, at: house.now, in: group, transaction) > 0 else { return }
        }
        try History.record(.sessionEnded, "person", owner.subject, by: actor, in: house, group: group, transaction)
    }
}
