import Crypto

/// The key pair of one run of a program: made at the start, kept in memory alone. What was sealed to it opens nowhere once that program has ended: not in the
/// database it went through, nor in any log or copy of that.
public struct RunKey: Sendable, CustomReflectable {
    private let pair: KeyPair

    public init() { pair = KeyPair(from: .random()) }

    /// What others seal to.
    public var publicHalf: RunPublicHalf { RunPublicHalf(pair.publicHalf) }

    func open(_ sealed: [UInt8], purpose: String, authenticating bound: [UInt8]) throws(SealingFault) -> [UInt8] {
        try pair.open(sealed[...], purpose: purpose, authenticating: bound)
    }

    /// Empty, so that no log shows the key.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The half of a run key that others know; not a secret.
public typealias RunPublicHalf = OwnedPublicHalf<RunKey>
