public import Kernel
import Synchronization

/// Slows down who tries passphrases: after five wrong ones for a name the next try waits, longer each time. It is kept in memory, by name only;
/// where somebody tries from is not known here.
public final class SignInPatience: Sendable {
    /// Wrong tries that cost nothing.
    public static let free = 5
    private static let longest = Span.minutes(15)
    private static let mostNames = 10_000

    private struct Key: Hashable {
        let group: ID<Group>
        let name: String
    }

    private struct Tries {
        var count = 0
        var until: Instant
        var last: Instant
    }

    private let tries = Mutex<[Key: Tries]>([:])

    public init() {}

    /// How long to wait after so many wrong tries: half a minute, doubled with each further one, at most a quarter of an hour.
    public static func wait(after count: Int) -> Span {
        guard count >= free else { return Span(milliseconds: 0) }
        return min(longest, Span.seconds(30 << min(count - free, 10)))
    }

    /// Throws `.busy` with the minutes to wait while it is too early for this name.
    public func check(_ name: String, in group: ID<Group>, at now: Instant) throws {
        let until = tries.withLock { $0[Key(group: group, name: Folding.fold(name))]?.until }
        guard let until, until > now else { return }
        let minutes = max(1, ((until - now).milliseconds + 59_999) / 60_000)
        throw Problem(.busy, "signIn.problem.wait", ["count": String(minutes)])
    }

    public func failed(_ name: String, in group: ID<Group>, at now: Instant) {
        tries.withLock { tries in
            if tries.count >= Self.mostNames { tries = tries.filter { now - $0.value.last < .hours(1) } }
            if tries.count >= Self.mostNames { tries.removeAll() }
            let key = Key(group: group, name: Folding.fold(name))
            var entry = tries[key] ?? Tries(until: now, last: now)
            if now - entry.last > .hours(24) { entry.count = 0 }
            entry.count += 1
            entry.last = now
            entry.until = now + Self.wait(after: entry.count)
            tries[key] = entry
        }
    }

    public func succeeded(_ name: String, in group: ID<Group>) {
        tries.withLock { $0[Key(group: group, name: Folding.fold(name))] = nil }
    }
}
