/// A language as BCP 47 writes it: `en`, `es`, `ar`, `zh-Hant`, `pt-BR`.
public struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Letters, digits and hyphens, 2 to 35 of them, in the usual case; nil for anything else.
    public init?(_ text: some StringProtocol) {
        // Most tags are two small letters, and pages read many of them.
        if text.utf8.count == 2, text.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
            self.text = String(text)
            return
        }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        guard let first = parts.first, (2...3).contains(first.utf8.count), text.utf8.count <= 35 else { return nil }
        for part in parts {
            guard (1...8).contains(part.utf8.count), part.utf8.allSatisfy(Self.isLetterOrDigit) else { return nil }
        }
        guard first.utf8.allSatisfy({ !(0x30...0x39).contains($0) }) else { return nil }
        self.text = parts.enumerated().map { index, part in
            if index == 0 { return part.lowercased() }
            if part.utf8.count == 4 { return part.prefix(1).uppercased() + part.dropFirst().lowercased() }
            return part.utf8.count == 2 ? part.uppercased() : part.lowercased()
        }.joined(separator: "-")
    }

    private init(known: String) { text = known }

    public static let english = LanguageTag(known: "en")
    public static let spanish = LanguageTag(known: "es")
    public static let arabic = LanguageTag(known: "ar")

    /// The language without script and region: `pt` of `pt-BR`.
    public var base: LanguageTag { LanguageTag(known: String(text.prefix { $0 != "-" })) }

    /// Whether its script runs from right to left.
    public var isRightToLeft: Bool {
        ["ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv", "ks"].contains(base.text)
            || text.contains("-Arab") || text.contains("-Hebr")
    }

    public var description: String { text }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
