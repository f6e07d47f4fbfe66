public import Kernel
public import Storage

/// An organiser decides about a piece of the group's work that was given up, or of which nobody knows whether it was done.
public struct SettleWork: Sendable {
    public enum Decision: String, Sendable, CaseIterable {
        /// It is tried again from its first attempt.
        case again
        /// It was unsure, and somebody found out that it was done.
        case arrived
        /// It will not be done, and that is right.
        case letGo = "let-go"
    }

    public let id: ID<Job>
    public let decision: Decision

    public init(_ id: ID<Job>, _ decision: Decision) {
        self.id = id
        self.decision = decision
    }

    /// Gives the way back, which a job that is tried again has not. `.conflict` when somebody has decided already, or when it is not of that kind.
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws -> ID<Undo>? {
        try actor.must(.setRules)
        let isDecided =
            switch decision {
            case .again: try Jobs.retry(id, group: group, now: house.now, in: transaction)
            case .arrived: try Jobs.settle(id, group: group, until: house.now + Undo.window, in: transaction)
            case .letGo: try Jobs.letGo(id, group: group, until: house.now + Undo.window, in: transaction)
            }
        guard isDecided else { throw Problem.conflict("problem.work.decided") }
        let subject: ID<Subject> = id.named()
        try History.record(.workSettled, decision.rawValue, subject, by: actor, in: house, group: group, transaction)
        guard decision != .again else { return nil }
        return try Undo.remember(.workSettled, subject, before: ["decision": decision.rawValue], by: actor, in: house, group: group, transaction)
    }
}
