/// Why somebody is suggested: a fact that a person can check, never a number of points (requirement 3.8).
public enum Reason: Hashable, Sendable {
    /// Helped this same neighbour so many days ago (requirement 1.11).
    case sameBuddy(daysAgo: Int)
    case samePod
    case sameZone
    /// About so many minutes away by what they travel with.
    case travel(minutes: Int, by: HelperRow.Transport)
    case speaksLanguage
    /// Has time in these boxes of the week, of those in which it should happen; not told where any time is right.
    case free(hours: Int)
    /// So many tasks of their own weekly limit are left, this one not counted.
    case tasksLeft(Int, of: Int)
    /// The same of the group's limit, where they set none themself.
    case groupTasksLeft(Int, of: Int)
    /// Nobody asked them for so many days; nil for never.
    case restedSince(days: Int?)
    /// Only so many active helpers give this kind of help.
    case rareSkill(count: Int)
    /// Can do it without going out (requirement 4.16).
    case fromHome
    /// Can carry and climb, where that is needed.
    case carriesUp
    /// Nobody asked them yet whether they can carry and climb, where that is needed.
    case carryingUnsaid
    /// Holds an advance, where somebody has to pay at the till.
    case hasAdvance
    /// Cannot pay at the till: needs an advance from the fund first.
    case needsAdvance
    /// Nobody asked them yet whether they can pay at the till.
    case frontingUnsaid
    /// Goes to doors with somebody: the best who goes alone and fits too, as an index into the rows.
    case goesWith(helper: Int)
}

/// Why somebody is not suggested. Of several the first in this order is told.
public enum Exclusion: Int, Hashable, Sendable, CaseIterable {
    case themself, blocked, alreadyAsked, resting, atLimit, remoteOnly, trust
    /// They give this kind only as they offered it, and that has run out, rests or was taken back.
    case offerOver
    case kind, language, hours
    /// They have less time at a time than this kind of help takes.
    case tooLong
    case tooFar, cannotLift, cannotClimb
    /// Goes to doors with somebody, and nobody who goes alone fits.
    case nobodyToGoWith
}

/// One helper who fits, with every reason that holds, the strongest first.
public struct Suggestion: Hashable, Sendable {
    /// Index into the rows that were given.
    public let helper: Int
    public let reasons: [Reason]
}
