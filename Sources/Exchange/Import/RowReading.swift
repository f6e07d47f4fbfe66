import Alongside
import Kernel

/// What one row of a sheet comes to.
enum RowReading: Sendable {
    case ask(AskRow)
    case offer(OfferRow)
    /// Over for longer than the group keeps people, or nobody knows since when: it is counted, and nobody is stored.
    case past
    case problem(RowProblem)
}

/// Why a row cannot be taken; the catalog's family `import.reason`.
enum RowProblem: String, Sendable, CaseIterable {
    /// Nothing says what is needed or offered.
    case nothing
    case phone, email, date
    /// More words than an ask can hold.
    case tooLong
    /// The same as a row above.
    case twice
    /// Refused for another reason.
    case refused
}

struct AskRow: Sendable {
    /// How far it got in the old sheet.
    enum Standing: Sendable {
        case new, open
        case closed(Ask.Closing, at: Instant)
    }

    var input: OpenAsk.Input
    var standing: Standing
    /// What organisers wrote beside it, for the desk only.
    var notes: String?
}

struct OfferRow: Sendable {
    var input: OfferHelp.Input
    var notes: String?
}

/// What tells that two rows of a sheet are the same.
struct RowMark: Hashable, Sendable {
    let text: String

    /// Nil when nothing tells who it is from.
    init?(who: String, words: String, id: String?) {
        guard !who.isEmpty else { return nil }
        // Long words are told apart by their beginning and their length.
        text = [id ?? "", who, String(words.prefix(200)), String(words.utf8.count)].joined(separator: "\u{1F}")
    }
}
