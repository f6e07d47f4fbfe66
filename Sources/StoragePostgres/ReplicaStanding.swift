import Kernel

/// How far a replica is known to be behind its primary.
///
/// It is asked now and then: first the primary, how far its log reaches; then the replica, how much of it it has replayed. Where the replica has come past a
/// place that the primary named at some moment, it holds everything that was committed until that moment. No clock of another machine is believed.
struct ReplicaStanding {
    /// No read may be further behind than this.
    let bound: Span
    /// Places in the primary's log, in bytes, and when they were named; the oldest first.
    private var places: [(at: Instant, place: Int)] = []
    private var completeAt: Instant?
    private var askedAt: Instant?
    private var isAsking = false

    private static let mostPlaces = 16

    init(bound: Span) { self.bound = bound }

    /// Whether what it holds is new enough.
    func isFresh(at now: Instant) -> Bool { completeAt.map { now - $0 <= bound } ?? false }

    /// Whether it is this caller's turn to ask: one at a time, four times within the bound.
    mutating func begins(at now: Instant) -> Bool {
        if isAsking || askedAt.map({ now - $0 < Span(milliseconds: bound.milliseconds / 4) }) ?? false { return false }
        (isAsking, askedAt) = (true, now)
        return true
    }

    /// The primary's log reached `place` at `moment` or later.
    mutating func note(_ place: Int, at moment: Instant) { places = places.suffix(Self.mostPlaces - 1) + [(moment, place)] }

    /// The replica has replayed all up to `place`; nil when it follows nobody.
    mutating func replayed(_ place: Int?) {
        guard let place else { return lose() }
        if let newest = places.last(where: { $0.place <= place }) { completeAt = newest.at }
    }

    mutating func ends() { isAsking = false }

    /// It cannot be reached, or follows nobody.
    mutating func lose() {
        completeAt = nil
        places = []
    }
}
