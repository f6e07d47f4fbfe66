public import Kernel
public import Sealing
public import Storage

/// The question two days after something was done: did it come, is anything wrong, again, something you would like to share?
public struct FollowUp: Sendable {
    public let ask: ID<Ask>
    public let dueAt: Instant
    public let state: State
    public let came: Came?
    public let again: Bool?
    public let answeredAt: Instant?
    let sealed: [UInt8]?

    public enum State: String, Sendable, CaseIterable, Storable { case waiting, asked, answered, dropped }
    public enum Came: String, Sendable, CaseIterable, Storable {
        case yes, partly, no

        /// Something is missing: a person of the group looks at it, and it is not closed by itself.
        public var isAmiss: Bool { self != .yes }
    }

    /// Somebody has said how it was the last time.
    public var isAnswered: Bool { state == .answered }

    /// They said that it came partly, or not at all.
    public var isAmiss: Bool { isAnswered && came?.isAmiss == true }

    /// What somebody wrote about it, read with the key of the ask; nil when they wrote nothing.
    public func words(key: SealingKey, in house: House, group: ID<Group>) throws -> String? {
        guard let sealed else { return nil }
        let words: FollowUpWords = try house.vault.open(sealed, row: ask.bytes, key: key, in: group)
        return words.text
    }

    /// How long after something was done.
    public static let after = Span.hours(48)

    /// Plans the question, outside the group's night. Called by whoever marks an ask as done, in the same transaction.
    public static func schedule(_ ask: ID<Ask>, doneAt: Instant, in group: Group, _ transaction: any Transaction) throws {
        try FollowUpStore.plan(ask, due: group.wakingHours.awake(from: doneAt + after), in: group.id, transaction)
    }

    /// Plans nothing more for an ask: it is withdrawn, erased or forgotten.
    public static func drop(_ ask: ID<Ask>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try FollowUpStore.drop(ask, in: group, transaction)
    }
}

/// What somebody wrote when they were asked how it was, sealed under the ask's key.
public struct FollowUpWords: SealedRecord {
    public static let field = "follow_up.words"

    public var text: String

    public init(text: String) { self.text = text }
    public init(_ reader: FieldReader) throws { text = reader.text(1) ?? "" }
    public func write(_ writer: inout FieldWriter) { writer.text(1, text) }
}
