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
    /// The invitation that was made with the group and waits for the second person, when it is the founder's own session that asks.
    public let invitation: LinkToken?

    /// Two people, a first ask, and nobody to be asked about the recovery code: from then on the list is out of the way. Where there is no code the
    /// group cannot make one; "Is all well?" says so.
    public var isDone: Bool { people >= 2 && hasAsk && recovery?.isAsked != true }
}
