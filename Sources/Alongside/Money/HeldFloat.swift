public import Kernel

/// Money of the group that somebody carries, so that they need not front their own.
public struct HeldFloat: Sendable, Hashable {
    public let holder: ID<Person>
    public let pot: ID<Pot>
    public let minorUnits: Int64
}
