public import Kernel
import Sealing

/// The one-time key of a form, so that a double click, a reload or a second try after a crash does its work once and lands on the same page.
public struct OnceKey: Sendable, Hashable {
    /// The text of the form's hidden field.
    public let text: String

    public static func random(by random: some Randomness) -> OnceKey { OnceKey(known: Base32.encode(random.bytes(20))) }

    /// Nil for anything but what `random` wrote: 32 letters and digits.
    public init?(_ text: String) {
        guard text.utf8.count == 32, Base32.decode(text)?.count == 20 else { return nil }
        self.text = text
    }

    private init(known: String) { text = known }

    var hash: [UInt8] { Digest.sha256(Array("once:".utf8) + Array(text.utf8)) }
}
