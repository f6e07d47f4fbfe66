import Kernel
import Testing

@testable import Words

@Suite struct WordingTests {
    static let english = """
        msgid ""
        msgstr ""
        "Language: en\\n"
        "Plural-Forms: nplurals=2; plural=(n != 1);\\n"
        "X-Locale: en_GB\\n"

        msgid "board.title"
        msgstr "Open asks"

        msgid "board.count"
        msgid_plural "board.count"
        msgstr[0] "{count} open ask in {zone}"
        msgstr[1] "{count} open asks in {zone}"

        msgid "ask.hello"
        msgstr "Hello {name}, your code word is {word}."

        msgid "ask.state.open"
        msgstr "open"

        msgid "ask.braces"
        msgstr "{{name}} is {name}"

        msgid "ask.onlyEnglish"
        msgstr "English {name}"

        msgid "problem.tooLong"
        msgid_plural "problem.tooLong"
        msgstr[0] "Room for {limit} letter."
        msgstr[1] "Room for {limit} letters."
        """

    static let arabic = """
        msgid ""
        msgstr ""
        "Language: ar\\n"
        "Plural-Forms: \(PluralRuleTests.arabic)\\n"
        "X-Locale: ar_EG\\n"

        msgid "board.count"
        msgid_plural "board.count"
        msgstr[0] "لا طلبات في {zone}"
        msgstr[1] "طلب واحد في {zone}"
        msgstr[2] "طلبان في {zone}"
        msgstr[3] "{count} طلبات في {zone}"
        msgstr[4] "{count} طلبًا في {zone}"
        msgstr[5] "{count} طلب في {zone}"

        msgid "ask.hello"
        msgstr "مرحبًا {name}، كلمتك {word}."

        #, fuzzy
        msgid "board.title"
        msgstr "طلبات"
        """

    private func say(_ language: LanguageTag, marksMissing: Bool = true) throws -> Wording {
        try Catalogs(files: [.english: Self.english, .arabic: Self.arabic], marksMissing: marksMissing).wording(language)
    }

    @Test("a sentence without placeholders is itself")
    func plain() throws {
        #expect(try say(.english)("board.title") == "Open asks")
    }

    @Test("the count chooses the form and is shown in the language's digits")
    func plural() throws {
        let english = try say(.english)
        #expect(english("board.count", ["count": 1, "zone": "Leith"]) == "1 open ask in Leith")
        #expect(english("board.count", ["count": .count(1_200), "zone": "Leith"]) == "1,200 open asks in Leith")
        let arabic = try say(.arabic)
        #expect(arabic("board.count", ["count": 2, "zone": .made("هنا")]) == "طلبان في هنا")
        #expect(arabic("board.count", ["count": 23, "zone": .made("هنا")]) == "٢٣ طلبًا في هنا")
        #expect(arabic("board.count", ["count": 100, "zone": .made("هنا")]) == "١٠٠ طلب في هنا")
    }

    @Test("with several counts, the one called count chooses; else the first by name")
    func whichCount() throws {
        let english = try say(.english)
        #expect(english("board.count", ["count": 1, "zone": 5]) == "1 open ask in 5")
        #expect(english("problem.tooLong", ["limit": 1]) == "Room for 1 letter.")
    }

    @Test("names are isolated in a right-to-left sentence, plain digits are not, and codes run from left to right")
    func isolatesInArabic() throws {
        let arabic = try say(.arabic)
        #expect(arabic("ask.hello", ["name": "Rosa", "word": .code("+44 20")]) == "مرحبًا \u{2068}Rosa\u{2069}، كلمتك \u{2066}+44 20\u{2069}.")
        #expect(arabic("ask.hello", ["name": "ليلى", "word": "42"]) == "مرحبًا \u{2068}ليلى\u{2069}، كلمتك 42.")
    }

    @Test("in a left-to-right sentence only right-to-left letters are isolated")
    func isolatesInEnglish() throws {
        let english = try say(.english)
        #expect(english("ask.hello", ["name": "ليلى", "word": "żółty"]) == "Hello \u{2068}ليلى\u{2069}, your code word is żółty.")
        #expect(english("ask.hello", ["name": "Rosa", "word": .code("+44")]) == "Hello Rosa, your code word is +44.")
    }

    @Test("doubled braces are braces")
    func braces() throws {
        #expect(try say(.english)("ask.braces", ["name": "Rosa"]) == "{name} is Rosa")
    }

    @Test("a member of a family is found by its name")
    func family() throws {
        #expect(try say(.english).family("ask.state", "open") == "open")
        #expect(try say(.english).family("ask.state", "closed") == "⟦ask.state.closed⟧")
    }

    @Test("debug builds mark a missing key and a missing argument")
    func marked() throws {
        #expect(try say(.arabic)("ask.onlyEnglish") == "⟦ask.onlyEnglish⟧")
        #expect(try say(.english)("ask.onlyEnglish") == "English ⟦name⟧")
    }

    @Test("a release falls back to English, then to the key's last part, and leaves out a missing argument")
    func fallsBack() throws {
        let arabic = try say(.arabic, marksMissing: false)
        #expect(arabic("ask.onlyEnglish", ["name": "Rosa"]) == "English \u{2068}Rosa\u{2069}")
        #expect(arabic("ask.form.nowhere") == "nowhere")
        #expect(try say(.english, marksMissing: false)("ask.onlyEnglish") == "English ")
    }

    @Test("a fuzzy translation is not used")
    func fuzzy() throws {
        #expect(try say(.arabic).has("board.title") == false)
        #expect(try say(.arabic, marksMissing: false)("board.title") == "Open asks")
    }

    @Test("a problem is said with its arguments; a small whole number chooses the form, a phone number does not")
    func problem() throws {
        let english = try say(.english)
        #expect(english.text(of: .invalid("words", "problem.tooLong", ["limit": "1"])) == "Room for 1 letter.")
        #expect(english.text(of: .invalid("words", "problem.tooLong", ["limit": "5000"])) == "Room for 5,000 letters.")
        #expect(english.text(of: .conflict("ask.hello", ["name": "Rosa", "word": "02079460958"])) == "Hello Rosa, your code word is 02079460958.")
    }

    @Test("pieces leave a slot where a page puts its link")
    func pieces() throws {
        #expect(
            try say(.english).pieces("ask.hello", ["name": "Rosa"]) == [.words("Hello Rosa, your code word is "), .slot("word"), .words(".")])
        #expect(try say(.english).pieces("no.key") == [.words("⟦no.key⟧")])
    }

    @Test("direction follows the language")
    func direction() throws {
        #expect(try say(.english).direction == "ltr")
        #expect(try say(.arabic).direction == "rtl")
    }

    @Test(
        "a text with a broken placeholder is refused with its line",
        arguments: ["Hello {name", "Hello name}", "Hello {}", "Hello {First}", "Hello {a b}"])
    func brokenPlaceholder(text: String) throws {
        let fault = try #require(throws: CatalogFault.self) {
            try Catalogs(files: [.english: "msgid \"a.a\"\nmsgstr \"x\"\n\nmsgid \"a.b\"\nmsgstr \"\(text)\"\n"])
        }
        #expect(fault.line == 4 && fault.file == "en.po", "\(fault)")
    }

    @Test("a key that stands twice, the wrong number of plural forms, and another language's header are refused")
    func refused() {
        let header = "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n"
        for text in [
            "msgid \"a.b\"\nmsgstr \"x\"\nmsgid \"a.b\"\nmsgstr \"y\"\n",
            header + "msgid \"a.b\"\nmsgid_plural \"a.b\"\nmsgstr[0] \"x\"\n",
            "msgid \"\"\nmsgstr \"Language: fr\\n\"\n",
            "msgid \"\"\nmsgstr \"Plural-Forms: nonsense\\n\"\n",
        ] {
            #expect(throws: CatalogFault.self) { try Catalogs(files: [.english: text]) }
        }
    }
}
