import Foundation
import Kernel

/// The words by which a message is read, as they stand in `Rules/message.xx.txt`, one file a language; all of them are used at once, because people mix.
struct MessageRules: Sendable {
    /// A phrase with what it says.
    struct Phrase: Sendable, Hashable {
        /// Folded, without the Arabic article.
        let words: [String]
        /// Whether its last word may go on.
        let goesOn: Bool
        /// What stands behind the equals sign.
        let value: String?
    }

    /// What is wrong with a file of rules, and where.
    struct Fault: Error, CustomStringConvertible, Equatable {
        let file: String
        let line: Int
        let reason: String

        var description: String { "\(file):\(line): \(reason)" }
    }

    /// The sections that every file has, in their order.
    static let sections: [String] = [
        "ask", "offer", "neither", "urgency today", "urgency two_days", "urgency week", "urgency no_hurry", "urgency neither", "day", "weekday",
        "not a day", "month", "before", "next", "within", "span", "number", "repeat", "loose", "goods", "not goods", "address", "near", "article",
        "place ends", "line ends", "name", "name capital", "title", "sign off", "not a name", "speaks", "language words", "contact",
    ]

    private(set) var phrases: [String: [Phrase]] = [:]
    /// Words of each language that tell it from others.
    private(set) var languageWords: [LanguageTag: Set<String>] = [:]
    /// The kinds of help that have a section, by the key of the category that every group begins with.
    private(set) var kinds: [String] = []

    /// Those that come with the program, read once.
    static func shipped() throws -> MessageRules { try read.get() }

    private static let read = Result { try MessageRules(files: shippedFiles()) }

    static func shippedFiles() throws -> [LanguageTag: String] {
        guard let folder = Bundle.module.url(forResource: "Rules", withExtension: nil) else {
            throw Fault(file: "Rules", line: 0, reason: "the folder is not beside the program")
        }
        var files: [LanguageTag: String] = [:]
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) where file.pathExtension == "txt" {
            let name = file.deletingPathExtension().lastPathComponent
            guard name.hasPrefix("message."), let language = LanguageTag(String(name.dropFirst("message.".count))) else {
                throw Fault(file: file.lastPathComponent, line: 0, reason: "the name is not message.xx.txt")
            }
            files[language] = try String(contentsOf: file, encoding: .utf8)
        }
        return files
    }

    init(files: [LanguageTag: String]) throws(Fault) {
        for (language, text) in files.sorted(by: { $0.key.text < $1.key.text }) { try add(language, text) }
    }

    private mutating func add(_ language: LanguageTag, _ text: String) throws(Fault) {
        let file = "message.\(language.text).txt"
        var section: String?
        var seen: Set<String> = []
        for (number, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = raw.trimmed()
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                let name = String(line.dropFirst().dropLast())
                guard Self.sections.contains(name) || name.hasPrefix("kind ") else {
                    throw Fault(file: file, line: number + 1, reason: "there is no section [\(name)]")
                }
                guard seen.insert(name).inserted else { throw Fault(file: file, line: number + 1, reason: "[\(name)] stands here twice") }
                if name.hasPrefix("kind "), !kinds.contains(String(name.dropFirst(5))) { kinds.append(String(name.dropFirst(5))) }
                section = name
                continue
            }
            guard let section else { throw Fault(file: file, line: number + 1, reason: "'\(line)' stands in no section") }
            let phrase = Self.phrase(line)
            guard !phrase.words.isEmpty else { throw Fault(file: file, line: number + 1, reason: "'\(line)' holds no word") }
            if section == "language words" { languageWords[language, default: []].formUnion(phrase.words) }
            phrases[section, default: []].append(phrase)
        }
        if let missing = Self.sections.first(where: { !seen.contains($0) }) {
            throw Fault(file: file, line: 0, reason: "it has no section [\(missing)]")
        }
    }

    /// `march = 3`, `prescription*`.
    static func phrase(_ line: String) -> Phrase {
        let halves = line.split(separator: "=", maxSplits: 1).map { $0.trimmed() }
        // An equals sign at the beginning is a phrase of a sheet's heading; here it says no more than the word.
        let (text, value) = line.hasPrefix("=") ? (halves[0], nil) : (halves[0], halves.count > 1 ? halves[1] : nil)
        // In quotes: with its article, which makes another word of it.
        let words = text.hasPrefix("\"") ? Folding.fold(text).split(separator: " ").map(String.init) : MessageText.words(text)
        return Phrase(words: words, goesOn: text.hasSuffix("*"), value: value)
    }

    /// The phrases of some sections, ready to be found.
    func book(_ sections: String...) -> PhraseBook { book(sections) }

    func book(_ sections: [String]) -> PhraseBook {
        var book = PhraseBook()
        for section in sections { for phrase in phrases[section] ?? [] { book.add(phrase, topic: section) } }
        return book
    }

    /// All words of a section's phrases of one word.
    func single(_ sections: String...) -> Set<String> {
        Set(sections.flatMap { phrases[$0] ?? [] }.filter { $0.words.count == 1 }.map { $0.words[0] })
    }
}
