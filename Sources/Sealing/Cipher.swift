import Crypto
import Foundation

/// AES-256-GCM as all of this module uses it: a random nonce of 12 bytes, what is sealed, a tag of 16 bytes, in this order.
enum Cipher {
    /// What sealing adds to the length.
    static let overhead = 12 + 16

    /// Appends the sealed bytes to `output`.
    static func seal(_ plain: [UInt8], under key: SymmetricKey, authenticating bound: [UInt8], to output: inout [UInt8]) {
        do {
            let nonce = try AES.GCM.Nonce(data: randomBytes(12))
            let box = try AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: bound)
            output.append(contentsOf: nonce)
            output.append(contentsOf: box.ciphertext)
            output.append(contentsOf: box.tag)
        } catch {
            // Only a key or nonce of a wrong length is refused, and both lengths are ours.
            preconditionFailure("AES-GCM refused a key of \(key.bitCount) bits: \(error)")
        }
    }

    /// The plain bytes; `.damaged` when bytes, key or binding are not those of the sealing.
    static func open(_ sealed: ArraySlice<UInt8>, under key: SymmetricKey, authenticating bound: [UInt8]) throws(SealingFault) -> [UInt8] {
        guard sealed.count >= overhead else { throw .damaged }
        do {
            return try [UInt8](AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: bound))
        } catch {
            throw .damaged
        }
    }
}
