import Foundation
import Kernel

/// A name in the forms in which it is compared: as it is written, and by its sound in Latin letters where two people wrote it in two scripts.
///
/// The sound is the name in ICU's general transliteration without vowels and doubled letters: "خالد" and "Khaled" are both "khld". It says that two
/// names may be one, never that they are.
struct NameLikeness: Sendable, Hashable {
    private let folded: String
    private let letters: Spelling.Letters
    /// Of the first word; nil where too little is left to tell anything.
    private let sound: String?
    private let isLatin: Bool

    init(_ alias: String) {
        folded = Folding.fold(alias)
        letters = Spelling.letters(folded)
        isLatin = folded.unicodeScalars.allSatisfy { $0.value < 0x250 }
        let first = folded.split(separator: " ").first.map(String.init) ?? ""
        let latin = isLatin ? first : Folding.fold(first.applyingTransform(.toLatin, reverse: false) ?? first)
        sound = Self.sound(latin)
    }

    /// Where it is looked for, and where what it is like is found: by the letters that the first word begins with, in its script, and by its sound. Only a
    /// slip within the first two letters that also changes the sound is missed.
    var keys: [String] {
        guard !folded.isEmpty else { return [] }
        return ["\(isLatin ? "l" : "o") \(folded.prefix { $0 != " " }.prefix(2))"] + (sound.map { ["s \($0)"] } ?? [])
    }

    /// All else of it comes from how it is written.
    static func == (one: NameLikeness, other: NameLikeness) -> Bool { one.folded == other.folded }

    func hash(into hasher: inout Hasher) { hasher.combine(folded) }

    /// Within one script the same but for a slip or a missing second word, across scripts the same sound. Linear in the length of the names, but for slips.
    func isAlike(_ other: NameLikeness) -> Bool {
        guard !folded.isEmpty, !other.folded.isEmpty else { return false }
        guard isLatin == other.isLatin else { return sound != nil && sound == other.sound }
        if folded == other.folded || folded.hasPrefix(other.folded + " ") || other.folded.hasPrefix(folded + " ") { return true }
        let allowed = min(Spelling.allowed(letters.count), Spelling.allowed(other.letters.count))
        return allowed > 0 && Spelling.distance(letters, other.letters, most: allowed) != nil
    }

    private static func sound(_ word: String) -> String? {
        var out = ""
        for letter in word.replacing("ph", with: "f") where !"aeiouyw".contains(letter) && letter.isLetter && letter.isASCII {
            let letter: Character = letter == "c" || letter == "q" ? "k" : letter
            if out.last != letter { out.append(letter) }
        }
        while out.last == "h" { out.removeLast() }
        return out.count >= 2 ? out : nil
    }
}
