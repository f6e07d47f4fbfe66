import Foundation
import Kernel

/// Reads the name of a language as people write it into a sheet: "Spanish", "español", "es", "الإسبانية".
struct SheetLanguages: Sendable {
    private let names: [String: LanguageTag]

    /// Knows the languages that Unicode's data names in English, Spanish, Arabic and in themselves.
    static let known = SheetLanguages()

    private init() {
        let codes = [
            "ar", "am", "bn", "bg", "ckb", "zh", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "gu", "he", "hi", "ht", "hr", "hu", "it", "ja",
            "km", "ko", "ku", "lt", "lv", "ml", "ne", "nl", "no", "pa", "pl", "prs", "ps", "pt", "ro", "ru", "sk", "so", "sq", "sr", "sv", "sw", "ta",
            "te", "th", "ti", "tl", "tr", "uk", "ur", "vi", "yo",
        ]
        var names: [String: LanguageTag] = [:]
        for code in codes {
            guard let tag = LanguageTag(code) else { continue }
            for reader in ["en", "es", "ar", code] {
                guard let name = Locale(identifier: reader).localizedString(forLanguageCode: code) else { continue }
                names[Folding.fold(name)] = names[Folding.fold(name)] ?? tag
            }
            names[code] = tag
        }
        for (name, code) in [("mandarin", "zh"), ("cantonese", "zh"), ("farsi", "fa"), ("castellano", "es"), ("tagalog", "tl"), ("creole", "ht")] {
            names[name] = LanguageTag(code)
        }
        self.names = names
    }

    /// The language that a word names by itself; no code, since "no" and "es" are words too.
    func named(_ word: String) -> LanguageTag? { word.utf8.count > 3 ? names[Folding.fold(word)] ?? names["ال" + Folding.fold(word)] : nil }

    /// The first language that is named; nil when none is known.
    func read(_ text: String) -> LanguageTag? {
        let folded = Folding.fold(text)
        if let whole = names[folded] { return whole }
        return folded.split(separator: " ").lazy.compactMap { names[String($0)] }.first
    }
}
