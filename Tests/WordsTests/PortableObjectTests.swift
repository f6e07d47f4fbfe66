import Testing

@testable import Words

@Suite struct PortableObjectTests {
    private func read(_ text: String) throws -> PortableObject { try PortableObject(file: "xx.po", text: text) }

    @Test("an entry has its key, text, notes, flags and line")
    func entry() throws {
        let catalog = try read("#. Above the field.\n#, fuzzy, c-format\nmsgid \"ask.form.title\"\nmsgstr \"Ask\"\n")
        let entry = try #require(catalog.entries.first)
        #expect(entry.key == "ask.form.title" && entry.translations == ["Ask"] && entry.line == 3)
        #expect(entry.notes == ["Above the field."] && entry.flags == ["fuzzy", "c-format"])
    }

    @Test("texts over several lines are joined and escapes are read")
    func joined() throws {
        let catalog = try read("msgid \"a.b\"\nmsgstr \"\"\n\"One \\\"two\\\"\\n\"\n\"three\\\\\"\n")
        #expect(catalog.entries.first?.translations == ["One \"two\"\nthree\\"])
    }

    @Test("the header is taken apart and is no entry")
    func header() throws {
        let catalog = try read("msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n\"X-Locale:  es_419\\n\"\n\nmsgid \"a.b\"\nmsgstr \"x\"\n")
        #expect(catalog.header["Language"] == "es" && catalog.header["X-Locale"] == "es_419")
        #expect(catalog.entries.map(\.key) == ["a.b"])
    }

    @Test("entries may follow each other without an empty line, with carriage returns and obsolete entries between")
    func dense() throws {
        let catalog = try read("msgid \"a.b\"\r\nmsgstr \"x\"\r\nmsgid \"a.c\"\r\nmsgstr \"y\"\r\n#~ msgid \"old\"\r\n#~ msgstr \"z\"\r\n")
        #expect(catalog.entries.map(\.key) == ["a.b", "a.c"] && catalog.entries.map(\.translations) == [["x"], ["y"]])
    }

    @Test("a plural has its forms in order")
    func plural() throws {
        let catalog = try read("msgid \"a.b\"\nmsgid_plural \"a.b\"\nmsgstr[0] \"one\"\nmsgstr[1] \"many\"\n")
        #expect(catalog.entries.first?.translations == ["one", "many"] && catalog.entries.first?.hasPlural == true)
    }

    @Test(
        "a fault names its line",
        arguments: [
            ("msgid \"a.b\"\nmsgstr \"x\"\nnonsense\n", 3), ("msgid \"a.b\nmsgstr \"x\"\n", 1), ("msgid \"a.b\"\nmsgstr \"x\\q\"\n", 2),
            ("msgid \"a.b\"\nmsgstr \"say \"x\" now\"\n", 2), ("\"x\"\n", 1), ("msgid \"a.b\"\nmsgid \"a.c\"\n", 1), ("msgid \"a.b\"\n", 1),
            ("msgid \"a.b\"\nmsgid_plural \"a.b\"\nmsgstr[1] \"x\"\n", 3), ("msgid \"a.b\"\nmsgstr[0] \"x\"\n", 2), ("msgctxt \"x\"\n", 1),
            ("msgid \"a.b\"\nmsgstr \"x\\\"\n", 2), ("msgid \"a.b\"\nmsgstr \"x\"\nmsgid \"\"\nmsgstr \"\"\n", 3), ("msgid_plural \"x\"\n", 1),
            ("msgid \"a.b\"\nmsgid_plural \"a.b\"\n", 1),
        ])
    func faults(text: String, line: Int) throws {
        let fault = try #require(throws: CatalogFault.self) { try read(text) }
        #expect(fault.line == line, "\(fault)")
        #expect(fault.description.hasPrefix("xx.po:\(line): "))
    }
}
