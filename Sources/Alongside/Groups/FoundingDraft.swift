import Kernel
public import Sealing
public import Storage

/// What was typed so far on the screens on which a group is founded, so that whoever opens the link again, there or on another machine, goes on where
/// they were. The passphrase is never among it.
///
/// It stands sealed under the link's own key, of which the database holds only a hash, and under a day's: nobody else reads it, and nobody after some days.
/// With the link it goes.
public struct FoundingDraft: SealedRecord, Hashable {
    public static let field = "installation.draft"

    public enum Field: String, Sendable, CaseIterable {
        case name, country, languages
        case groupPhone = "group-phone"
        case timeZone = "zone"
        case currency, alias, phone
    }

    /// For how many days it can be taken up again.
    static let days = 7
    /// How much of one answer is kept, and how many answers a question may have: more than any screen takes.
    private static let longest = 300
    private static let most = 40

    private var answers: [Field: [String]] = [:]

    public init() {}

    /// The answers to one question, as they were typed; nil where it was not asked yet.
    public subscript(_ field: Field) -> [String]? {
        get { answers[field] }
        set { answers[field] = newValue }
    }

    public init(_ reader: FieldReader) throws {
        for item in reader.list(1) {
            guard let field = item.text(1).flatMap(Field.init) else { continue }
            answers[field] = item.texts(2)
        }
    }

    public func write(_ writer: inout FieldWriter) {
        writer.list(
            1,
            Field.allCases.compactMap { field in
                answers[field].map { texts in
                    var item = FieldWriter()
                    item.text(1, field.rawValue)
                    item.texts(2, texts.prefix(Self.most).map { String($0.prefix(Self.longest)) })
                    return item
                }
            }
        )
    }
}

/// Keeps what was typed while a group is being founded.
public struct KeepFoundingDraft: Sendable {
    public let draft: FoundingDraft

    public init(_ draft: FoundingDraft) { self.draft = draft }

    /// Whoever holds the set-up link may, as long as no group was founded by it.
    public func run(_ transaction: any Transaction, in house: House, setUp token: LinkToken) throws {
        guard try SetUpStore.isOpen(token, transaction) else { throw Problem.missing("problem.link.ended") }
        try SetUpStore.keep(draft, by: token, in: house, transaction)
    }
}
