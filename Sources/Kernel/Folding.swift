import Foundation

/// Text without case, accents, width and Arabic vowel signs, for comparing what people type in any script. SQLite's own functions know ASCII only.
public enum Folding {
    public static func fold(_ text: String) -> String {
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        var out = ""
        var gap = false
        for scalar in folded.unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                if gap, !out.isEmpty { out.append(" ") }
                gap = false
                out.unicodeScalars.append(Self.letter(scalar))
            } else if scalar.properties.generalCategory == .nonspacingMark || scalar == "'" || scalar == "\u{2019}" || scalar == "\u{0640}" {
                continue
            } else {
                gap = true
            }
        }
        return out
    }

    /// Arabic letters that people write for each other, and digits of any script as ASCII.
    private static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "أ", "إ", "آ", "ٱ": return "ا"
        case "ى": return "ي"
        case "ة": return "ه"
        default:
            if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
                return Unicode.Scalar(0x30 + UInt8(value))
            }
            return scalar
        }
    }
}
