/// How the numbered fields of sealed records are called in a group's file, so that a spreadsheet can read it. A field that has no name here goes along under its number.
enum SealedFieldNames {
    struct Name: Sendable {
        let tag: UInt8
        let name: String
        /// The names inside, where the field is a list of records.
        let inside: [UInt8: String]?

        init(_ tag: UInt8, _ name: String, inside: [UInt8: String]? = nil) {
            self.tag = tag
            self.name = name
            self.inside = inside
        }
    }

    static func of(_ column: SealedColumn) -> [Name] {
        switch column {
        case .askFace: named("alias", "code_word", "code_word_latin", "summary", "area")
        case .askDetails: askDetails
        case .attempt: [Name(1, "items", inside: [1: "line", 2: "text"]), Name(2, "place")]
        case .picture: []
        case .complaint: named("text", "about", "answer")
        case .followUp, .history, .thanks: named("text")
        case .match: [Name(1, "bought", inside: [1: "line", 2: "text", 3: "got", 4: "price_minor"])]
        case .sheet: sheet
        case .sheetRows, .sheetProblem: [Name(1, "rows", inside: [1: "line", 2: "cells", 3: "past"])]
        case .message: named("alias", "phone", "email", "other_contact", "text", "link")
        case .offer: named("alias", "words", "phone", "email", "remark", "place", "languages", "also_kinds")
        case .person: named("alias", "phone", "email", "place", "latitude_millionths", "longitude_millionths", "note", "passphrase_hash")
        case .receipt: named("note", "likeness", "digest", "question", "reason", "answer", "repayment")
        }
    }

    private static let askDetails =
        named("words", "phone", "email", "other_contact", "place", "door_detail", "latitude_millionths", "longitude_millionths")
        + [Name(9, "lines", inside: [1: "text", 2: "quantity", 3: "must_have", 4: "instead", 5: "number"])]
        + named(
            "substitutions", "diet", "store", "access", "access_words", "proxy_name", "proxy_contact", "safe_contact", "call_times", "notes",
            "isolating_until", "next_line", "list_version", from: 10)

    private static let sheet =
        named("file_name", "fingerprint") + [Name(3, "headings", inside: [1: "text"])] + named("plan", from: 4)
        + [Name(5, "forbidden", inside: [1: "column", 2: "reason"])] + named("certainty", "past", from: 6)

    private static func named(_ names: String..., from first: UInt8 = 1) -> [Name] {
        names.enumerated().map { Name(first + UInt8($0.offset), $0.element) }
    }
}
