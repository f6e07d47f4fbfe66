import Kernel
import Sealing

/// A short mark of what a settings page showed. A form sends it back, so that the second of two people who change the same thing is told
/// instead of writing over the first.
public struct ShownVersion: Sendable, Hashable {
    public let text: String

    public init(text: String) { self.text = text }

    /// The mark of these fields, whatever their order.
    public static func of(_ fields: [String: String]) -> ShownVersion {
        let flat = fields.sorted { $0.key < $1.key }.map { "\($0.key)\u{1F}\($0.value)" }.joined(separator: "\u{1E}")
        return ShownVersion(text: Base32.encode(Digest.sha256(Array(flat.utf8)).prefix(10)))
    }

    /// Throws when what stands now is not what was shown.
    public func mustMatch(_ fields: [String: String]) throws {
        guard ShownVersion.of(fields) == self else { throw Problem.conflict("problem.changed") }
    }
}
