import Engine
import Kernel

extension Exclusion {
    /// What follows from what somebody said about themself. Whoever says yes all the same has thought better of it; everything else holds to the end.
    static let theirOwn: Set<Exclusion> = [.atLimit, .offerOver, .kind, .hours, .tooLong, .tooFar]

    /// What a group decides about whom it sends to whom: an offer, even a promise, does not outlive it.
    static let theGroups: Set<Exclusion> = [.blocked, .trust, .nobodyToGoWith]

    /// The sentence for a dispatcher who chose somebody who cannot.
    var problem: String {
        switch self {
        case .themself: "match.problem.limit.themself"
        case .blocked: "match.problem.limit.blocked"
        case .alreadyAsked: "match.problem.limit.alreadyAsked"
        case .resting: "match.problem.limit.resting"
        case .atLimit: "match.problem.limit.atLimit"
        case .remoteOnly: "match.problem.limit.remoteOnly"
        case .trust: "match.problem.limit.trust"
        case .offerOver: "match.problem.limit.offerOver"
        case .kind: "match.problem.limit.kind"
        case .language: "match.problem.limit.language"
        case .hours: "match.problem.limit.hours"
        case .tooLong: "match.problem.limit.tooLong"
        case .tooFar: "match.problem.limit.tooFar"
        case .cannotLift: "match.problem.limit.cannotLift"
        case .cannotClimb: "match.problem.limit.cannotClimb"
        case .nobodyToGoWith: "match.problem.limit.nobodyToGoWith"
        }
    }

    /// The sentence for a helper who says yes. That two people are kept apart is not told.
    var refusal: String {
        switch self {
        case .resting: "helping.problem.resting"
        case .nobodyToGoWith: "helping.problem.alone"
        default: "helping.problem.notYours"
        }
    }
}
