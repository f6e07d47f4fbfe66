public import Kernel
public import Storage

/// An organiser says that the recovery code is written down on paper and kept apart from the machine: one row of the history.
public struct KeepRecoveryCode: Sendable {
    /// Which code was spoken of when they said so.
    public let code: ID<Subject>

    public init(_ code: ID<Subject>) { self.code = code }

    /// Saying it twice leaves one row. Throws `.conflict` when a new code was made meanwhile: that one has to be written down.
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws {
        try actor.must(.setRules)
        guard code == RecoveryStanding.code(of: house) else { throw Problem.conflict("problem.code.new") }
        guard case .unconfirmed = try RecoveryStanding.of(group, in: house, transaction) else { return }
        try History.record(.codeKept, "recovery code", code, by: actor, in: house, group: group, transaction)
    }
}
