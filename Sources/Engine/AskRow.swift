/// One ask as the engine sees it: numbers and flags, no names. Indices point into the caller's own tables.
public struct AskRow: Sendable {
    /// Index of the kind of help.
    public var kind: Int
    /// Index of the asker's language.
    public var language: Int
    /// Index of the zone, or -1 while it is unplaced; and of the pod inside it, or -1.
    public var zone: Int
    public var pod: Int
    /// Metres east and north of any common origin; nil without a point.
    public var point: (east: Double, north: Double)?
    /// The boxes of the week in which it should happen, 21 bits; all bits for "whenever".
    public var hours: Int
    /// How long this kind of help usually takes.
    public var minutes: Int
    /// Somebody has to go to a door.
    public var needsDoor: Bool
    public var needsLift: Bool
    public var needsClimb: Bool
    /// Somebody has to pay at the till before the fund repays it.
    public var needsFronting: Bool

    public init(
        kind: Int, language: Int, zone: Int = -1, pod: Int = -1, point: (east: Double, north: Double)? = nil, hours: Int = HelperRow.anytime,
        minutes: Int = 0, needsDoor: Bool = true, needsLift: Bool = false, needsClimb: Bool = false, needsFronting: Bool = false
    ) {
        self.kind = kind
        self.language = language
        self.zone = zone
        self.pod = pod
        self.point = point
        self.hours = hours
        self.minutes = minutes
        self.needsDoor = needsDoor
        self.needsLift = needsLift
        self.needsClimb = needsClimb
        self.needsFronting = needsFronting
    }
}
