public import Kernel

/// The words that code words are made of, a list a language. Adding a language is adding a file `Catalogs/codewords.xx.txt`.
public struct CodeWords: Sendable {
    private let lists: [LanguageTag: CodeWordList]
    private let english: CodeWordList

    /// From the text of list files. English has to be among them. Throws a `CatalogFault` with file and line.
    public init(files: [LanguageTag: String]) throws {
        var lists: [LanguageTag: CodeWordList] = [:]
        for (language, text) in files { lists[language] = try CodeWordList(file: "codewords.\(language).txt", text: text) }
        guard let english = lists[.english] else { throw CatalogFault(file: "codewords.en.txt", line: 0, reason: "there is no English list") }
        self.lists = lists
        self.english = english
    }

    /// The lists that come with the program.
    public static func load() throws -> CodeWords {
        var files: [LanguageTag: String] = [:]
        for file in try CatalogFolder.files(endingIn: "txt") {
            guard file.name.hasPrefix("codewords."), let language = LanguageTag(file.name.dropFirst("codewords.".count)) else { continue }
            files[language] = file.text
        }
        return try CodeWords(files: files)
    }

    /// The languages that have words of their own.
    public var languages: [LanguageTag] { lists.keys.sorted { $0.text < $1.text } }

    /// One code word in a language, every one equally likely; in English where the language has no words of its own.
    public func pick(language: LanguageTag, by randomness: some Randomness) -> CodeWord { list(for: language).pick(by: randomness) }

    func list(for language: LanguageTag) -> CodeWordList { lists[language] ?? lists[language.base] ?? english }
}
