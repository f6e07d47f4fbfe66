public import Kernel
import Sealing

/// An organiser's word that the whole group may be taken elsewhere. Two organisers of long standing give theirs, each with their passphrase and a code that is good for a quarter of an hour; where there is only one, everyone
/// with a role is told, and a day passes in which any of them can stop it.
public struct GroupRelease: Sendable, Hashable {
    /// How long a code is good.
    public static let codeLife = Span.minutes(15)
    /// How long one who is alone waits.
    public static let wait = Span.hours(24)
    /// So long somebody has to have been organiser to count as a second one: who lets in another name of their own is seen among the people by then.
    public static let settled = Span.days(7)
    /// A release of which nobody makes use ends after this.
    public static let lapse = Span.days(7)

    public let id: ID<GroupRelease>
    public let person: ID<Person>
    public let askedAt: Instant
    /// From when on there may be a code.
    public let opensAt: Instant
    /// Until when the code that was shown last is good; nil while none was.
    public var expiresAt: Instant?
    public var usedAt: Instant?
    public var stoppedAt: Instant?

    public enum Standing: Sendable, Hashable {
        /// Until this time nobody can take the group anywhere.
        case waiting(until: Instant)
        /// A code can be shown, for so long.
        case open(until: Instant)
        /// A code is good until then.
        case coded(until: Instant)
        case used, stopped, over
    }

    public func standing(at now: Instant) -> Standing {
        if usedAt != nil { return .used }
        if stoppedAt != nil { return .stopped }
        if now < opensAt { return .waiting(until: opensAt) }
        if let expiresAt, now < expiresAt { return .coded(until: expiresAt) }
        let end = opensAt + Self.lapse
        return now < end ? .open(until: end) : .over
    }

    /// Whether something can still come of it.
    public func isPending(at now: Instant) -> Bool {
        switch standing(at: now) {
        case .waiting, .open, .coded: true
        case .used, .stopped, .over: false
        }
    }

    /// Whether it was announced to everyone with a role, and the day has passed.
    public var isAnnounced: Bool { opensAt - askedAt >= Self.wait }
}

/// What an organiser says to whoever looks after the machine: sixteen letters and digits, of which the database holds only the hash.
public struct ReleaseCode: Sendable, Hashable {
    private static let count = 10
    private let bytes: [UInt8]

    /// From the system's own randomness.
    public static func random() -> ReleaseCode { ReleaseCode(bytes: Array(SealingKey.random().bytes.prefix(count))) }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// As people type it: in either case, with any spaces and hyphens; nil for anything else.
    public init?(typed: String) {
        guard let bytes = Base32.decode(typed.filter { !$0.isWhitespace && $0 != "-" }), bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    /// Four groups of four.
    public var text: String {
        let letters = Array(Base32.encode(bytes))
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: "-")
    }

    var hash: [UInt8] { Digest.sha256(Array("alongside release/".utf8) + bytes) }
}
