public import Kernel
public import Storage

/// An organiser says where the recovery code is, or that this has to be asked again: one row of the history.
public struct KeepRecoveryCode: Sendable {
    /// Where it is.
    public enum Place: Sendable {
        /// Written down on paper and kept apart from the machine.
        case paper
        /// Written down on paper; nothing is said of its file, which may still lie on the machine.
        case written
        /// With whoever looks after the machine: in an installation of several groups an organiser may never have seen it.
        case keeper
    }

    /// Which code was spoken of when they said so.
    public let code: ID<Subject>
    public let place: Place
    /// Whether its file still lay on the machine a moment ago, as `House.hasCodeBeside` says.
    public let isBeside: Bool

    public init(_ code: ID<Subject>, _ place: Place = .paper, isBeside: Bool) {
        self.code = code
        self.place = place
        self.isBeside = isBeside
    }

    /// Saying it twice leaves one row. Throws `.conflict` when a new code was made meanwhile: that one has to be written down; and while the code still
    /// lies in its file on the machine, which is not apart.
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws {
        try actor.must(.setRules)
        guard code == RecoveryStanding.code(of: house) else { throw Problem.conflict("problem.code.new") }
        guard case .unconfirmed = try RecoveryStanding.of(group, in: house, transaction) else { return }
        if place == .paper, isBeside { throw Problem.conflict("problem.code.beside") }
        try History.record(place.verb, "recovery code", code, by: actor, in: house, group: group, transaction)
    }
}

extension KeepRecoveryCode.Place {
    fileprivate var verb: HistoryEvent.Verb {
        switch self {
        case .paper: .codeKept
        case .written: .codeWritten
        case .keeper: .codeEntrusted
        }
    }
}

/// It was not so after all: the code is asked about again. That has no end of time, because what was said holds until somebody takes it back.
public struct DoubtRecoveryCode: Sendable {
    public init() {}

    /// Nothing where nobody has said anything of the code that holds now.
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws {
        try actor.must(.setRules)
        guard let code = RecoveryStanding.code(of: house), try RecoveryStanding.of(group, in: house, transaction)?.isKept == true else { return }
        try History.record(.codeDoubted, "recovery code", code, by: actor, in: house, group: group, transaction)
    }
}
