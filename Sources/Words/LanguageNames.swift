import Foundation
import Kernel
import Synchronization

/// Names of languages, asked of Foundation once each.
final class LanguageNames: Sendable {
    static let shared = LanguageNames()

    private let known = Mutex<[String: String]>([:])

    /// The name as it stands alone, with a capital where the script has them; the tag itself where there is no name.
    func name(of tag: LanguageTag, in locale: String) -> String {
        name(of: tag, in: locale, "alone") { $0.prefix(1).uppercased(with: $1) + $0.dropFirst() }
    }

    /// The name as it stands within a sentence: `inglés` in Spanish, `English` in English.
    func nameWithin(of tag: LanguageTag, in locale: String) -> String { name(of: tag, in: locale, "within") { name, _ in name } }

    private func name(of tag: LanguageTag, in locale: String, _ use: String, _ shaped: (String, Locale) -> String) -> String {
        known.withLock { known in
            let key = "\(tag.text) \(locale) \(use)"
            if let name = known[key] { return name }
            let language = Locale(identifier: locale)
            let found = language.localizedString(forIdentifier: tag.text) ?? language.localizedString(forLanguageCode: tag.text) ?? tag.text
            let name = shaped(found, language)
            if known.count < 1_000 { known[key] = name }
            return name
        }
    }
}
