public import Kernel
public import Sealing
public import Storage

/// Thanks from person to person. The asker is asked once, may leave it, and is never asked again.
public struct Thanks: Sendable {
    public let ask: ID<Ask>
    public let match: ID<Match>
    public let helper: ID<Person>
    public let state: State
    public let askedAt: Instant
    public let givenAt: Instant?
    public let passedAt: Instant?
    let sealed: [UInt8]?

    /// What was written; nil while nothing was, and once it is forgotten.
    public func words(key: SealingKey, in house: House, group: ID<Group>) throws -> String? {
        guard let sealed else { return nil }
        let words: ThanksWords = try house.vault.open(sealed, row: ask.bytes, key: key, in: group)
        return words.text
    }

    public enum State: String, Sendable, CaseIterable, Storable {
        case asked, given
        /// The helper was told.
        case passed
        /// The asker left it.
        case skipped
    }

    /// Lets the asker say thanks: called by whoever marks a match as done, in the same transaction. A second delivery of one ask asks no second time.
    public static func ask(_ match: Match, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try ThanksStore.insert(match, at: now, in: group, transaction)
    }

    /// The message with the thanks was sent: called by whoever marks a message of kind `thanks` as sent.
    public static func pass(on ask: ID<Ask>, at now: Instant, in group: ID<Group>, _ transaction: any Transaction) throws {
        try ThanksStore.pass(ask, at: now, in: group, transaction)
    }
}

/// The words of thanks, sealed under the ask's key.
public struct ThanksWords: SealedRecord {
    public static let field = "thanks.words"

    public var text: String

    public init(text: String) { self.text = text }
    public init(_ reader: FieldReader) throws { text = reader.text(1) ?? "" }
    public func write(_ writer: inout FieldWriter) { writer.text(1, text) }
}
