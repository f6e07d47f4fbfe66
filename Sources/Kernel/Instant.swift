/// A point in time: milliseconds since 1970 in UTC.
public struct Instant: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The UTC day this instant falls on.
    public var day: Day { Day(number: Int32(clamping: milliseconds.flooredDivision(by: 86_400_000))) }

    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    @inlinable
    public static func + (left: Self, right: Span) -> Self { Self(milliseconds: left.milliseconds + right.milliseconds) }

    @inlinable
    public static func - (left: Self, right: Span) -> Self { Self(milliseconds: left.milliseconds - right.milliseconds) }

    @inlinable
    public static func - (left: Self, right: Self) -> Span { Span(milliseconds: left.milliseconds - right.milliseconds) }
}

/// A length of time in milliseconds.
public struct Span: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func seconds(_ count: Int) -> Self { Self(milliseconds: Int64(count) * 1_000) }
    public static func minutes(_ count: Int) -> Self { Self(milliseconds: Int64(count) * 60_000) }
    public static func hours(_ count: Int) -> Self { Self(milliseconds: Int64(count) * 3_600_000) }
    public static func days(_ count: Int) -> Self { Self(milliseconds: Int64(count) * 86_400_000) }

    /// Whole minutes, hours, days; fractions are cut off.
    public var minutes: Int { Int(milliseconds / 60_000) }
    public var hours: Int { Int(milliseconds / 3_600_000) }
    public var days: Int { Int(milliseconds / 86_400_000) }

    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}

/// A UTC day: the number of days since 1 January 1970.
public struct Day: Hashable, Comparable, Sendable {
    public var number: Int32

    @inlinable
    public init(number: Int32) { self.number = number }

    /// Midnight UTC at which the day begins.
    public var start: Instant { Instant(milliseconds: Int64(number) * 86_400_000) }

    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    @inlinable
    public static func + (left: Self, days: Int) -> Self { Self(number: left.number + Int32(days)) }

    @inlinable
    public static func - (left: Self, days: Int) -> Self { Self(number: left.number - Int32(days)) }

    /// Whole days from the right one to the left one.
    @inlinable
    public static func - (left: Self, right: Self) -> Int { Int(left.number) - Int(right.number) }
}

extension Int64 {
    /// Division that rounds towards minus infinity, so that times before 1970 fall on the right day.
    func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
