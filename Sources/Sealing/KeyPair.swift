import Crypto
import Foundation

/// Sealing to somebody who is not here to open: HPKE (RFC 9180, base mode, X25519, HKDF-SHA256, ChaCha20-Poly1305).
struct PublicHalf: Sendable, Hashable {
    static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
    static let byteCount = 32

    let bytes: [UInt8]

    /// Nil for any count but 32.
    init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    init(_ key: Curve25519.KeyAgreement.PublicKey) { bytes = [UInt8](key.rawRepresentation) }

    /// The key of this one message (32 bytes), then the sealed bytes with their tag. 48 bytes longer than `plain`; `.damaged` when the half is
    /// no usable point of the curve.
    func seal(_ plain: [UInt8], purpose: String, authenticating bound: [UInt8]) throws(SealingFault) -> [UInt8] {
        do {
            let recipient = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes)
            var sender = try HPKE.Sender(recipientKey: recipient, ciphersuite: Self.suite, info: Data(purpose.utf8))
            var out = [UInt8](sender.encapsulatedKey)
            out.append(contentsOf: try sender.seal(plain, authenticating: bound))
            return out
        } catch {
            throw .damaged
        }
    }
}

/// The half that opens. It is never stored: it follows from a key that is.
struct KeyPair: Sendable {
    private let secret: Curve25519.KeyAgreement.PrivateKey

    /// Every 32 bytes are a private key of X25519.
    init(from key: SealingKey) {
        do {
            secret = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: key.bytes)
        } catch {
            preconditionFailure("X25519 refused 32 bytes: \(error)")
        }
    }

    var publicHalf: PublicHalf { PublicHalf(secret.publicKey) }

    func open(_ sealed: ArraySlice<UInt8>, purpose: String, authenticating bound: [UInt8]) throws(SealingFault) -> [UInt8] {
        guard sealed.count >= PublicHalf.byteCount + 16 else { throw .damaged }
        do {
            var recipient = try HPKE.Recipient(
                privateKey: secret,
                ciphersuite: PublicHalf.suite,
                info: Data(purpose.utf8),
                encapsulatedKey: Data(sealed.prefix(PublicHalf.byteCount))
            )
            return try [UInt8](recipient.open(sealed.dropFirst(PublicHalf.byteCount), authenticating: bound))
        } catch {
            throw .damaged
        }
    }
}

/// What a locked group leaves outside, so that asks can be sealed to it while nobody has unlocked it. Not a secret; stored as its 32 bytes.
public typealias ReaderPublicHalf = OwnedPublicHalf<SealingKey>

extension SealingKey {
    var pair: KeyPair { KeyPair(from: derived(for: "alongside reader pair")) }

    /// The half to which others can seal for this key. The same each time.
    public var publicHalf: ReaderPublicHalf { ReaderPublicHalf(pair.publicHalf) }
}
