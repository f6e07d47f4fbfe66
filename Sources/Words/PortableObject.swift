/// A gettext PO file as read: its header and its entries in order, comments and flags kept, nothing interpreted yet.
struct PortableObject: Sendable {
    struct Entry: Sendable {
        var key = ""
        var hasPlural = false
        /// One text, or one a plural form.
        var translations: [String] = []
        /// What `#.` lines tell translators.
        var notes: [String] = []
        /// What `#,` lines say: `fuzzy` means that a person still has to look at it.
        var flags: [String] = []
        /// Where its `msgid` stands.
        var line = 0
    }

    let file: String
    private(set) var header: [String: String] = [:]
    private(set) var entries: [Entry] = []

    /// Reads a whole file. Throws a `CatalogFault` that names the line.
    init(file: String, text: String) throws(CatalogFault) {
        self.file = file
        var reader = EntryReader(file: file)
        var number = 0
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            if let entry = try reader.take(Substring(line), number: number) { try add(entry) }
        }
        if let entry = try reader.finish() { try add(entry) }
    }

    private mutating func add(_ entry: Entry) throws(CatalogFault) {
        guard entry.key.isEmpty else {
            entries.append(entry)
            return
        }
        guard header.isEmpty, entries.isEmpty else {
            throw CatalogFault(file: file, line: entry.line, reason: "a second header, or one that is not at the top")
        }
        for line in (entry.translations.first ?? "").split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            header[String(line[..<colon])] = line[line.index(after: colon)...].trimmingSpaces
        }
    }
}

/// Puts entries together line by line.
private struct EntryReader {
    let file: String
    private var entry = PortableObject.Entry()
    private var part: Part = .none

    /// Which of an entry's texts the next quoted line belongs to.
    private enum Part: Equatable { case none, key, plural, form(Int) }

    init(file: String) { self.file = file }

    /// Takes one line; gives the entry before it when this line begins another one.
    mutating func take(_ raw: Substring, number: Int) throws(CatalogFault) -> PortableObject.Entry? {
        let line = raw.trimmingSpaces
        if line.isEmpty || line.hasPrefix("#~") { return nil }
        if line.hasPrefix("#") {
            let done = try finishIfFull()
            if line.hasPrefix("#.") { entry.notes.append(line.dropFirst(2).trimmingSpaces) }
            if line.hasPrefix("#,") { entry.flags += line.dropFirst(2).split(separator: ",").map(\.trimmingSpaces) }
            return done
        }
        if line.hasPrefix("\"") {
            try append(unquoted(line, number: number), number: number)
            return nil
        }
        guard let quote = line.firstIndex(of: "\"") else {
            throw fault(number, "neither a comment nor a keyword with a text in quotes")
        }
        let word = line[..<quote].trimmingSpaces
        let text = try unquoted(String(line[quote...]), number: number)
        switch word {
        case "msgid":
            let done = try finishIfFull()
            entry.line = number
            entry.key = text
            part = .key
            return done
        case "msgid_plural":
            guard part == .key else { throw fault(number, "msgid_plural without its msgid") }
            entry.hasPlural = true
            part = .plural
        case "msgstr":
            guard part == .key else { throw fault(number, "msgstr without its msgid, or beside a msgid_plural") }
            entry.translations = [text]
            part = .form(0)
        case let form where form.hasPrefix("msgstr["):
            guard entry.hasPlural, form.hasSuffix("]"), Int(form.dropFirst(7).dropLast()) == entry.translations.count else {
                throw fault(number, "\(form) is out of order: plural forms count up from msgstr[0] after msgid_plural")
            }
            entry.translations.append(text)
            part = .form(entry.translations.count - 1)
        case "msgctxt":
            throw fault(number, "contexts are not used here: a key says where it stands")
        default:
            throw fault(number, "unknown keyword '\(word)'")
        }
        return nil
    }

    mutating func finish() throws(CatalogFault) -> PortableObject.Entry? {
        if case .key = part { throw fault(entry.line, "'\(entry.key)' has no msgstr") }
        if case .plural = part { throw fault(entry.line, "'\(entry.key)' has no msgstr[0]") }
        return try finishIfFull()
    }

    private mutating func finishIfFull() throws(CatalogFault) -> PortableObject.Entry? {
        guard case .form = part else {
            if part != .none { throw fault(entry.line, "'\(entry.key)' has no translation") }
            return nil
        }
        defer {
            entry = PortableObject.Entry()
            part = .none
        }
        return entry
    }

    private mutating func append(_ text: String, number: Int) throws(CatalogFault) {
        switch part {
        case .none: throw fault(number, "a text in quotes that belongs to nothing")
        case .key: entry.key += text
        case .plural: break
        case .form(let index): entry.translations[index] += text
        }
    }

    private func unquoted(_ line: String, number: Int) throws(CatalogFault) -> String {
        guard line.utf8.count >= 2, line.hasSuffix("\"") else { throw fault(number, "the closing quote is missing") }
        var text = ""
        var escaped = false
        for scalar in line.dropFirst().dropLast().unicodeScalars {
            if escaped {
                switch scalar {
                case "n": text.unicodeScalars.append("\n")
                case "t": text.unicodeScalars.append("\t")
                case "\"", "\\": text.unicodeScalars.append(scalar)
                default: throw fault(number, "unknown escape \\\(scalar)")
                }
                escaped = false
            } else if scalar == "\\" {
                escaped = true
            } else if scalar == "\"" {
                throw fault(number, "a quote inside the text needs a backslash before it")
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        if escaped { throw fault(number, "the closing quote is missing") }
        return text
    }

    private func fault(_ line: Int, _ reason: String) -> CatalogFault { CatalogFault(file: file, line: line, reason: reason) }
}

extension StringProtocol {
    /// Without spaces, tabs and carriage returns at both ends.
    var trimmingSpaces: String {
        let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
        guard let first = unicodeScalars.firstIndex(where: { !isSpace($0) }), let last = unicodeScalars.lastIndex(where: { !isSpace($0) }) else {
            return ""
        }
        return String(self[first..<unicodeScalars.index(after: last)])
    }
}
