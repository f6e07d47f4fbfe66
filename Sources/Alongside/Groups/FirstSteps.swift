import Kernel
public import Sealing

/// How far a new group has come (requirement 1.4): what its first page lists as done and as still to do.
public struct FirstSteps: Sendable {
    /// People who can do something at the desk.
    public let people: Int
    public let hasAsk: Bool
    public let hasZone: Bool
    /// Whether some pot holds money.
    public let hasMoney: Bool
    /// Nil where there is nothing to restore: in a demo town.
    public let recovery: RecoveryStanding?
    /// Whether the recovery code still lies in its file on the machine.
    public let isCodeBeside: Bool
    /// The invitation that was made with the group and waits for the second person, when it is the founder's own session that asks.
    public let invitation: LinkToken?

    /// Two people, a first ask, and nothing to be done about the recovery code: from then on the list is out of the way. Where there is no code the
    /// group cannot make one; "Is all well?" says so.
    public var isDone: Bool { people >= 2 && hasAsk && (isCodeSafe || recovery == RecoveryStanding.none || recovery == nil) }

    /// Somebody has said where the code is, and it lies on the machine no more: with whoever looks after the machine is no way round that.
    public var isCodeSafe: Bool { recovery?.isKept == true && !isCodeBeside }
}
