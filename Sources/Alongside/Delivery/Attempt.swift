public import Kernel
public import Sealing

/// One try that did not come about, and what was to follow. The board shows it.
public struct Attempt: Sendable {
    public let id: ID<Attempt>
    public let ask: ID<Ask>
    public let match: ID<Match>
    public let at: Instant
    public let failure: Match.Failure
    public let next: Match.NextStep
}

/// What is sealed of an attempt, under the ask's key: what had been bought by then, and where it is now.
public struct AttemptNote: SealedRecord, Equatable {
    public static let field = "attempt.note"

    /// One thing that was bought.
    public struct Item: Sendable, Hashable {
        /// The number of its line in the ask's list; nil for something beyond the list.
        public let line: Int?
        public let text: String

        public init(line: Int?, text: String) {
            self.line = line
            self.text = text
        }
    }

    public var items: [Item]
    /// In words: the group's depot as it was then, and what whoever told it wrote.
    public var place: String?

    public init(items: [Item] = [], place: String? = nil) {
        self.items = items
        self.place = place
    }

    var isEmpty: Bool { items.isEmpty && place == nil }

    public init(_ reader: FieldReader) throws {
        items = reader.list(1).map { Item(line: $0.integer(1).map(Int.init), text: $0.text(2) ?? "") }
        place = reader.text(2)
    }

    public func write(_ writer: inout FieldWriter) {
        writer.list(
            1,
            items.map { item in
                var field = FieldWriter()
                field.integer(1, item.line.map(Int64.init))
                field.text(2, item.text)
                return field
            }
        )
        writer.text(2, place)
    }
}

extension MatchNotes {
    /// What is in the basket.
    public var items: [AttemptNote.Item] {
        bought.filter { $0.got == .yes || $0.got == .instead }.map { AttemptNote.Item(line: $0.line, text: $0.text) }
    }
}
