public import Kernel
public import Storage

/// How long it really takes now (section 8: acknowledge with the real wait): from what was done in the last seven days, never a promise.
public enum HonestWait: Hashable, Sendable {
    /// Half of the asks of this kind took between `from` and `to`; `median` is the middle one, `count` how many there were.
    case usual(from: Span, to: Span, median: Span, count: Int)
    /// Too few to say: by when a person reads the ask.
    case newHere(readBy: Instant)

    /// Under so many, seven days say nothing.
    public static let fewest = 5
    public static let window = Span.days(7)
    /// How long dispatchers take to read what is new, awake.
    public static let reading = Span.hours(4)

    /// The rule: quartiles of what was really done, or the time at which somebody reads.
    public init(_ taken: [Span], at now: Instant, awake: WakingHours) {
        guard taken.count >= Self.fewest else {
            self = .newHere(readBy: awake.adding(Self.reading, to: now))
            return
        }
        let sorted = taken.sorted()
        // The nearest rank (R type 1): a length that really occurred, never a mean of two.
        func quantile(_ quarters: Int) -> Span { sorted[max(0, (sorted.count * quarters + 3) / 4 - 1)] }
        self = .usual(from: quantile(1), to: quantile(3), median: quantile(2), count: sorted.count)
    }

    /// The wait for one kind of help.
    public static func of(_ category: ID<Category>, at now: Instant, in group: Group, _ connection: any Connection) throws -> HonestWait {
        let taken = try HonestWaitStore.taken(since: now - window, until: now, of: category, in: group.id, connection)
        return HonestWait(taken.map(\.span), at: now, awake: group.wakingHours)
    }

    /// How long the oldest ask that nobody has read has waited, once that is longer than reading should take: then `reading` is no promise to give to
    /// anybody. Nil while the group keeps up.
    public static func behind(at now: Instant, in group: Group, _ connection: any Connection) throws -> Span? {
        guard let oldest = try HonestWaitStore.oldestUnread(in: group.id, connection), group.wakingHours.adding(reading, to: oldest) <= now else {
            return nil
        }
        return now - oldest
    }

    /// The waits of every kind for which there is one, for the head of the board and the group's own page; kinds done too seldom are left out.
    public static func all(at now: Instant, in group: Group, _ connection: any Connection) throws -> [ID<Category>: HonestWait] {
        let taken = try HonestWaitStore.taken(since: now - window, until: now, of: nil, in: group.id, connection)
        let spans = Dictionary(grouping: taken, by: \.category).mapValues { $0.map(\.span) }
        return spans.filter { $0.value.count >= fewest }.mapValues { HonestWait($0, at: now, awake: group.wakingHours) }
    }
}

/// A wait as people say it: in hours up to a day, then in days.
public enum SpokenWait: Hashable, Sendable {
    /// Up to so many hours.
    case hours(Int)
    case days(Int)
    case range(from: Int, to: Int)

    public init(from: Span, to: Span) {
        let hour: Int64 = 3_600_000
        let upperHours = Int((to.milliseconds + hour - 1) / hour)
        guard upperHours > 24 else {
            self = .hours(max(1, upperHours))
            return
        }
        let low = max(1, Int(from.milliseconds / (24 * hour)))
        let high = max(low, (upperHours + 23) / 24)
        self = low == high ? .days(high) : .range(from: low, to: high)
    }
}
