/// Keeps a piece of text from turning the words around it about (Unicode Bidirectional Algorithm, UAX 9, isolates).
enum Isolation {
    /// First-strong isolate, left-to-right isolate, and the end of either.
    static let firstStrong: Unicode.Scalar = "\u{2068}"
    static let leftToRight: Unicode.Scalar = "\u{2066}"
    static let end: Unicode.Scalar = "\u{2069}"

    /// What somebody wrote, inside a sentence: isolated in a right-to-left sentence, and in a left-to-right one when it holds right-to-left letters.
    /// Plain digits need nothing.
    static func text(_ text: String, inRightToLeft: Bool) -> String {
        guard inRightToLeft ? !isDigitsOnly(text) : hasRightToLeft(text) else { return text }
        return wrap(text, in: firstStrong)
    }

    /// What is copied as it stands, such as a phone number or a link: always from left to right.
    static func code(_ text: String, inRightToLeft: Bool) -> String {
        guard inRightToLeft, !isDigitsOnly(text) else { return text }
        return wrap(text, in: leftToRight)
    }

    private static func wrap(_ text: String, in opening: Unicode.Scalar) -> String {
        var wrapped = ""
        wrapped.reserveCapacity(text.utf8.count + 6)
        wrapped.unicodeScalars.append(opening)
        wrapped += text
        wrapped.unicodeScalars.append(end)
        return wrapped
    }

    private static func isDigitsOnly(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.generalCategory == .decimalNumber }
    }

    /// Whether a letter of Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam or their presentation forms occurs.
    static func hasRightToLeft(_ text: String) -> Bool {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        return text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x1_0800...0x1_0FFF, 0x1_E800...0x1_EFFF:
                scalar.properties.isAlphabetic
            default: false
            }
        }
    }
}
