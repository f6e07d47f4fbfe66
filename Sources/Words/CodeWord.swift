import Foundation

/// Two words by which an asker is known at the door and on the phone: "blue kettle". It names nobody and means nothing.
public struct CodeWord: Hashable, Sendable {
    /// In the asker's language.
    public let text: String
    /// The same in Latin letters, for a helper who cannot read the script; nil where `text` is Latin already.
    public let latin: String?

    public init(text: String, latin: String? = nil) {
        self.text = text
        self.latin = latin
    }

    /// For comparing what somebody says with what was given: without case, accents, Arabic vowel signs and spelling variants, and single spaces.
    public var folded: String { Self.fold(text) }

    /// Folds a code word as somebody typed or said it; compare it with `folded` of the text and of the Latin spelling.
    public static func fold(_ text: String) -> String {
        var folded = ""
        for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            switch scalar {
            case "أ", "إ", "آ", "ٱ": folded.unicodeScalars.append("ا")
            case "ى": folded.unicodeScalars.append("ي")
            case "ة": folded.unicodeScalars.append("ه")
            case "ـ": continue
            default:
                switch scalar.properties.generalCategory {
                case .nonspacingMark, .format: continue
                default: folded.unicodeScalars.append(scalar)
                }
            }
        }
        return folded.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }

    /// Whether somebody said this code word, in its own script or in Latin letters.
    public func matches(_ said: String) -> Bool {
        let said = Self.fold(said)
        guard !said.isEmpty else { return false }
        return said == folded || latin.map { said == Self.fold($0) } ?? false
    }
}
