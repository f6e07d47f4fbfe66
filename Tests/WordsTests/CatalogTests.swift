import Foundation
import Kernel
import Testing

@testable import Words

/// The real catalogs against the real sources. Every fault names the file, the line and the key.
@Suite struct CatalogTests {
    private let catalogs: [String: PortableObject]
    private let english: [String: PortableObject.Entry]
    private let keys: SourceKeys

    /// Read once for all tests.
    private static let files = Result { try readFiles() }

    init() throws {
        (catalogs, keys) = try Self.files.get()
        english = Self.byKey(try #require(catalogs["en"]))
    }

    private static func readFiles() throws -> (catalogs: [String: PortableObject], keys: SourceKeys) {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Sources/Words/Catalogs")
        var catalogs: [String: PortableObject] = [:]
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) where file.pathExtension == "po" {
            let name = file.lastPathComponent
            catalogs[String(name.dropLast(3))] = try PortableObject(file: name, text: String(contentsOf: file, encoding: .utf8))
        }
        return (catalogs, try SourceKeys(folder: root.appending(path: "Sources")))
    }

    private static func byKey(_ catalog: PortableObject) -> [String: PortableObject.Entry] {
        Dictionary(catalog.entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Looks at every entry of every catalog; what it says is wrong is reported with the place.
    private func eachEntry(of languages: Set<String>? = nil, _ fault: (PortableObject.Entry, String) throws -> String?) rethrows {
        for (language, catalog) in catalogs.sorted(by: { $0.key < $1.key }) where languages?.contains(language) ?? true {
            for entry in catalog.entries {
                if let reason = try fault(entry, language) { Issue.record("\(catalog.file):\(entry.line): \(entry.key): \(reason)") }
            }
        }
    }

    @Test("English, Spanish and Arabic are there and can be read")
    func load() throws {
        let languages = try Catalogs.load().languages
        #expect(languages.contains(.english) && languages.contains(.spanish) && languages.contains(.arabic))
    }

    @Test("every key that a source names is in every catalog")
    func missing() {
        for (_, catalog) in catalogs.sorted(by: { $0.key < $1.key }) {
            let known = Set(catalog.entries.map(\.key))
            for use in keys.uses {
                let isThere = use.isPrefix ? known.contains { $0.hasPrefix(use.key + ".") } : known.contains(use.key)
                if !isThere { Issue.record("\(use) is not in \(catalog.file)") }
            }
        }
    }

    @Test("every key is named by a source")
    func unused() {
        let prefixes = Set(keys.uses.filter(\.isPrefix).map { $0.key + "." })
        for entry in catalogs["en"]?.entries ?? [] where !keys.literals.contains(entry.key) && !prefixes.contains(where: entry.key.hasPrefix) {
            Issue.record("en.po:\(entry.line): \(entry.key): no source uses it")
        }
    }

    @Test("every catalog has every key of the English one, and no other")
    func complete() {
        for (language, catalog) in catalogs.sorted(by: { $0.key < $1.key }) {
            let own = Self.byKey(catalog)
            for entry in english.values.sorted(by: { $0.line < $1.line }) where own[entry.key] == nil {
                Issue.record("en.po:\(entry.line): \(entry.key): not in \(catalog.file)")
            }
            for entry in catalog.entries where english[entry.key] == nil { Issue.record("\(language).po:\(entry.line): \(entry.key): not in en.po") }
        }
    }

    @Test("everything is translated and nothing waits for a second look")
    func translated() {
        eachEntry { entry, _ in
            if entry.flags.contains("fuzzy") { return "is marked fuzzy" }
            return entry.translations.contains(where: \.isEmpty) ? "has an empty text" : nil
        }
    }

    @Test("every language fills in the same placeholders; a plural form may leave out its count")
    func placeholders() throws {
        try eachEntry { entry, _ in
            guard let model = english[entry.key] else { return nil }
            if entry.hasPlural != model.hasPlural { return "is a plural in one language only" }
            let wanted = try Sentence(texts: model.translations, isPlural: model.hasPlural).slots
            let own = try Sentence(texts: entry.translations, isPlural: entry.hasPlural).slots
            return own == wanted ? nil : "has \(own.sorted()), English has \(wanted.sorted())"
        }
    }

    @Test("every plural has as many forms as its header says")
    func forms() throws {
        try eachEntry { entry, language in
            let header = try #require(catalogs[language]?.header["Plural-Forms"], "\(language).po has no Plural-Forms")
            let rule = try PluralRule(header: header)
            return entry.hasPlural && entry.translations.count != rule.forms ? "has \(entry.translations.count) forms, not \(rule.forms)" : nil
        }
    }

    @Test("no sentence is the English one; `#. same: reason` above the English entry allows it")
    func ownWords() {
        eachEntry { entry, language in
            guard language != "en", let model = english[entry.key], !(entry.notes + model.notes).contains(where: { $0.hasPrefix("same:") }) else {
                return nil
            }
            let same = entry.translations.first { text in model.translations.contains(text) && Self.hasWords(text) }
            return same.map { "is the English text: \($0)" }
        }
    }

    /// Whether a note, in this catalog or in the English one, says why the text stays as it is.
    private func mayBeSame(_ entry: PortableObject.Entry) -> Bool {
        (entry.notes + (english[entry.key]?.notes ?? [])).contains { $0.hasPrefix("same:") }
    }

    /// Whether letters are left when the placeholders are taken out.
    private static func hasWords(_ text: String) -> Bool {
        text.replacing(#/\{[^}]*\}/#, with: "").contains(where: \.isLetter)
    }

    @Test("0.25 no sentence uses a word to avoid")
    func avoided() {
        eachEntry { entry, language in
            let avoided = catalogs[language]?.header["X-Avoid"]?.split { $0 == "," || $0 == "،" }.map(\.trimmingSpaces) ?? []
            if avoided.count < 10 { return "the catalog lists no words to avoid" }
            let found = entry.translations.flatMap { Readability.words(from: avoided, in: $0) }
            return found.isEmpty ? nil : "says \(found.joined(separator: ", "))"
        }
    }

    @Test("no text begins or ends with a space, has two in a row, or holds markup or marks of ours")
    func clean() {
        eachEntry { entry, _ in
            for text in entry.translations {
                if text.first?.isWhitespace == true || text.last?.isWhitespace == true { return "begins or ends with a space" }
                if text.contains("  ") { return "has two spaces in a row" }
                if text.contains(#/<[a-zA-Z\/!]/#) || text.contains(#/&[a-z#0-9]+;/#) { return "holds markup" }
                if text.contains("⟦") || text.contains("⟧") { return "holds the brackets of missing keys" }
            }
            return nil
        }
    }

    @Test("no sentence has more words than its catalog allows (X-Longest-Sentence), at most twenty-five")
    func plainWords() throws {
        try eachEntry { entry, language in
            let limit = try #require(Int(catalogs[language]?.header["X-Longest-Sentence"] ?? ""), "\(language).po has no X-Longest-Sentence")
            #expect((1...25).contains(limit), "\(language).po")
            let long = entry.translations.flatMap { Readability.longSentences(in: $0, limit: limit) }
            return long.isEmpty ? nil : "is too long: \(long[0])"
        }
        for language in ["en", "es"] { #expect(catalogs[language]?.header["X-Longest-Sentence"] == "20") }
    }

    @Test("every text is written in its catalog's script (X-Script, by its Unicode name); `#. other script: reason` allows another")
    func ownLetters() throws {
        for (language, catalog) in catalogs.sorted(by: { $0.key < $1.key }) {
            let script = try #require(catalog.header["X-Script"], "\(language).po has no X-Script")
            let letter = try Regex("\\p{Script=\(script)}")
            eachEntry(of: [language]) { entry, _ in
                if (entry.notes + (english[entry.key]?.notes ?? [])).contains(where: { $0.hasPrefix("other script:") }) { return nil }
                let bare = entry.translations.first { Self.hasWords($0) && !$0.contains(letter) }
                return bare.flatMap { text in mayBeSame(entry) ? nil : "has no letter of the script \(script): \(text)" }
            }
        }
    }
}
