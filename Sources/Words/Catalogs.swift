import Foundation
public import Kernel
import Synchronization

/// All catalogs of the program, loaded once. Adding a language is adding a file `Catalogs/xx.po`, and a list of code words beside it,
/// `Catalogs/codewords.xx.txt`: without that its code words would be English ones, which a test refuses.
public final class Catalogs: Sendable {
    private let books: [LanguageTag: Book]
    private let english: Book?
    private let marksMissing: Bool
    private let shapes = Mutex(KnownShapes())

    /// The languages there are, by their tags' alphabet.
    public let languages: [LanguageTag]

    /// Whether a missing key shows as `⟦key⟧`, as it does in debug builds and tests.
    public static var marksMissingByDefault: Bool {
        #if DEBUG
            true
        #else
            false
        #endif
    }

    /// From the text of PO files. Throws a `CatalogFault` with file and line.
    public init(files: [LanguageTag: String], marksMissing: Bool = Catalogs.marksMissingByDefault) throws {
        var books: [LanguageTag: Book] = [:]
        for (language, text) in files { books[language] = try Book(language: language, text: text) }
        guard !books.isEmpty else { throw CatalogFault(file: "Catalogs", line: 0, reason: "there is not one catalog") }
        self.books = books
        self.marksMissing = marksMissing
        english = books[.english]
        languages = books.keys.sorted { $0.text < $1.text }
    }

    /// Read at the first call, and once: they do not change while the program runs, and whoever opens house after house does not wait for them each time.
    private static let shipped = Result { try read(nil) }

    /// The catalogs that come with the program, or those of another folder. Throws a `CatalogFault`, or Foundation's error for a file that cannot be
    /// read.
    public static func load(folder: String? = nil) throws -> Catalogs {
        try folder == nil ? shipped.get() : read(folder)
    }

    private static func read(_ folder: String?) throws -> Catalogs {
        var files: [LanguageTag: String] = [:]
        for file in try CatalogFolder.files(endingIn: "po", in: folder) {
            guard let language = LanguageTag(file.name) else {
                throw CatalogFault(file: "\(file.name).po", line: 0, reason: "the name is no language tag")
            }
            files[language] = file.text
        }
        return try Catalogs(files: files)
    }

    /// The wording for a language: its own catalog, else the one of its base (`es` for `es-MX`), else English. A country in the tag still
    /// decides how dates and numbers look.
    ///
    /// - Parameter country: ISO 3166 code of where it is read. It decides whether a day has 24 hours on the clock or twice 12, for every language that is
    ///   spoken there; a tag with a country of its own knows that by itself.
    public func wording(_ language: LanguageTag, country: String? = nil) -> Wording {
        let exact = books[language]
        // There is a first one: `init` refuses an empty set.
        let book = exact ?? books[language.base] ?? english ?? books[languages[0]]!
        let locale = exact == nil && book.language == language.base ? language.text.replacing("-", with: "_") : book.locale
        let clock = language == language.base ? country.map { "\(book.language.base)_\($0)" } ?? locale : locale
        return Wording(book: book, fallback: english, shape: shape(for: locale, clock: clock), marksMissing: marksMissing)
    }

    private func shape(for locale: String, clock: String) -> LazyShape {
        shapes.withLock { $0.shape(for: locale, clock: clock) }
    }

    /// Whether there are words for it: a catalog of its own, or its base's.
    public func speaks(_ language: LanguageTag) -> Bool { books[language] != nil || books[language.base] != nil }

    /// The language in which a reader is spoken to: of all that there are the one that suits the browser's `Accept-Language` best.
    ///
    /// - Parameter first: the languages of the group, in its order. They decide only where the browser does not: between variants of one language, and
    ///   when it wants none that there is; then the first of them stands in, and without a group English, because the order of all that there are says
    ///   nothing.
    public func best(for acceptLanguage: String?, first: [LanguageTag] = []) -> LanguageTag {
        let own = first.filter { speaks($0) }
        let fallback = own.first ?? english?.language ?? languages[0]
        guard let acceptLanguage else { return fallback }
        let others = languages.filter { language in !own.contains { $0.base == language.base } }
        return AcceptedLanguages(header: acceptLanguage).best(among: own + others) ?? fallback
    }
}
