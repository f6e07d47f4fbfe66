import Kernel

/// One catalog as it is used: every key with its sentence. Read-only, shared by all wordings of its language.
final class Book: Sendable {
    let language: LanguageTag
    /// How Foundation calls the language and country whose dates and numbers are shown (`X-Locale`, else the language itself).
    let locale: String
    let plural: PluralRule
    /// Known once: every sentence with a name in it asks.
    let isRightToLeft: Bool
    /// Words that the catalog's header forbids (`X-Avoid`).
    let wordsToAvoid: [String]
    let sentences: [String: Sentence]
    /// Where a key stands in its file, for tests and translators.
    let lines: [String: Int]

    init(language: LanguageTag, text: String) throws(CatalogFault) {
        let file = "\(language).po"
        let catalog = try PortableObject(file: file, text: text)
        self.language = language
        isRightToLeft = language.isRightToLeft
        locale = catalog.header["X-Locale"] ?? language.text.replacing("-", with: "_")
        wordsToAvoid = (catalog.header["X-Avoid"] ?? "").split { $0 == "," || $0 == "،" }.map(\.trimmingSpaces).filter { !$0.isEmpty }
        if let named = catalog.header["Language"], LanguageTag(named) != language {
            throw CatalogFault(file: file, line: 0, reason: "its header says Language: \(named)")
        }
        do {
            plural = try catalog.header["Plural-Forms"].map { header throws(PluralRule.Fault) in try PluralRule(header: header) } ?? .english
        } catch {
            throw CatalogFault(file: file, line: 0, reason: error.reason)
        }
        (sentences, lines) = try Self.sentences(of: catalog, forms: plural.forms)
    }

    private static func sentences(
        of catalog: PortableObject, forms: Int
    ) throws(CatalogFault) -> (sentences: [String: Sentence], lines: [String: Int]) {
        var sentences: [String: Sentence] = [:]
        var lines: [String: Int] = [:]
        for entry in catalog.entries {
            func fault(_ reason: String) -> CatalogFault {
                CatalogFault(file: catalog.file, line: entry.line, reason: "\(entry.key): \(reason)")
            }
            if let earlier = lines[entry.key] { throw fault("stands in line \(earlier) too") }
            lines[entry.key] = entry.line
            // Not translated yet, or not looked at yet: as if it were missing.
            if entry.flags.contains("fuzzy") || entry.translations.contains(where: \.isEmpty) { continue }
            if entry.hasPlural, entry.translations.count != forms {
                throw fault("has \(entry.translations.count) plural forms, the header says \(forms)")
            }
            do {
                sentences[entry.key] = try Sentence(texts: entry.translations, isPlural: entry.hasPlural)
            } catch {
                throw fault(error.reason)
            }
        }
        return (sentences, lines)
    }
}
