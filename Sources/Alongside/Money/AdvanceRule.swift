public import Kernel

/// Money in somebody's hand before they shop, so that nobody must front their own (section 6).
public enum AdvanceRule {
    /// Why this much may not be given; nil when it may. Nobody gives money to themselves, and nobody carries more than one person may approve alone.
    public static func problemGiving(_ minorUnits: Int64, to holder: ID<Person>, holding held: Int64, by person: ID<Person>, limit: Int64) -> Problem?
    {
        if holder == person { return .invalid("holder", "money.problem.advance.own") }
        return held + minorUnits > limit ? .invalid("amount", "money.problem.advance.limit") : nil
    }

    /// Why this much cannot come back; nil when it can. Whoever carries it does not write that down alone.
    public static func problemReturning(_ minorUnits: Int64, from holder: ID<Person>, holding held: Int64, by person: ID<Person>) -> Problem? {
        if holder == person { return .invalid("holder", "money.problem.advance.own") }
        return minorUnits > held ? .invalid("amount", "money.problem.float") : nil
    }
}
