/// A public half that says whose it is, so that nothing is sealed to the wrong one. Not a secret; stored as its 32 bytes.
public struct OwnedPublicHalf<Owner>: Sendable, Hashable {
    let half: PublicHalf

    /// Nil for any count but 32.
    public init?(bytes: [UInt8]) {
        guard let half = PublicHalf(bytes: bytes) else { return nil }
        self.half = half
    }

    init(_ half: PublicHalf) { self.half = half }

    /// 32 bytes.
    public var bytes: [UInt8] { half.bytes }
}
