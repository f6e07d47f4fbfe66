public import Kernel
import Sealing

/// One program of an installation that runs on several: a row by which the others know it, where to seal keys for it, and whether it lags.
public struct Node: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        /// It has no keys yet, and waits for somebody to say on a member that it may have them.
        case asked
        /// It holds the keys.
        case member
        /// It was taken out. Nothing is handed to it any more.
        case gone
    }

    public let id: ID<Node>
    /// As people call it; no two members have the same.
    public var name: String
    public var state: State
    /// The public half of its run key: 32 bytes.
    public var runKey: [UInt8]
    /// By which a member shows that the run key is its own: an HMAC under the server's key, which every member holds and the database does not. Empty before.
    public var proof: [UInt8]
    public var startedAt: Instant
    /// When it last said that it runs, by its own clock.
    public var seenAt: Instant
    /// When it ended in good order; nil while it runs, or was killed.
    public var stoppedAt: Instant?
    /// Up to this day it has every key, of this epoch.
    public var newestDay: Day
    public var epoch: Int
    /// How far its clock surely was ahead of the database server's when it looked last, behind where negative; nil when it never has.
    public var clockAhead: Span? = nil

    /// Longer without a sign of life is away.
    public static let patience = Span.minutes(5)
    /// So many days ahead keys are made.
    public static let ahead = 60

    /// When it was seen last, by the database server's clock.
    public var seen: Instant { clockAhead.map { seenAt - $0 } ?? seenAt }

    /// Whether it runs, as far as anybody can tell. `serverNow` is the time by the database server's clock: a node that died with a clock that was ahead must not seem to
    /// live until everybody's clock has come so far.
    public func isLiving(at serverNow: Instant) -> Bool { state == .member && stoppedAt == nil && serverNow - seen <= Self.patience }

    /// Whether its clock is further off than the product bears.
    public var isClockOff: Bool { clockAhead.map(ServerClock.isOff) ?? false }

    /// What the proof is of.
    static func signed(_ id: ID<Node>, runKey: [UInt8], startedAt: Instant) -> [UInt8] {
        id.bytes + runKey + withUnsafeBytes(of: startedAt.milliseconds.bigEndian) { Array($0) }
    }

    /// Whether whoever wrote the row held the server's key.
    func isProven(by key: ServerKey) -> Bool {
        Digest.equal(proof, key.proof(of: Self.signed(id, runKey: runKey, startedAt: startedAt), for: NodeSeat.purpose))
    }
}
