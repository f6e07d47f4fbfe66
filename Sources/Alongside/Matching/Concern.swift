public import Kernel
public import Storage

/// A promise that the group would not ask for any more: the two are kept apart since, or the helper, or who goes along, is trusted less than before.
/// Nobody is sent home by a program: a dispatcher calls.
public struct Concern: Sendable {
    public enum Reason: String, Sendable, CaseIterable {
        case blocked, trust
        case nobodyToGoWith = "nobody_to_go_with"
    }

    public let ask: ID<Ask>
    public let reason: Reason

    /// Nil for what is no promise, and while nothing speaks against it.
    public static func about(_ match: Match, of ask: Ask, in group: Group, at now: Instant, _ connection: any Connection) throws -> Concern? {
        guard match.state.isPromise else { return nil }
        let apart = try ask.person.map { try HelperPairStore.blocked(with: $0, in: group.id, connection) } ?? []
        if apart.contains(match.helper) { return Concern(ask: ask.id, reason: .blocked) }
        guard try CategoryStore.with(id: ask.category, in: group.id, connection)?.kind.needsDoor ?? true else { return nil }
        switch try HelperStore.existing(match.helper, in: group.id, connection).trust {
        case .solo: return nil
        case .new: return Concern(ask: ask.id, reason: .trust)
        case .paired:
            let companion = try match.companion.flatMap { try HelperStore.with(id: $0, in: group.id, connection) }
            let goesAlong = companion.map { $0.trust == .solo && $0.isActive(at: now) && !apart.contains($0.id) } ?? false
            return goesAlong ? nil : Concern(ask: ask.id, reason: .nobodyToGoWith)
        }
    }

    /// Those of everything that a helper has promised.
    public static func about(_ helper: ID<Person>, in group: Group, at now: Instant, _ connection: any Connection) throws -> [Concern] {
        try MatchStore.of(helper: helper, in: MatchState.allCases.filter(\.isPromise), of: group.id, connection).compactMap { match in
            try about(match, of: AskStore.existing(match.ask, in: group.id, connection), in: group, at: now, connection)
        }
    }
}
