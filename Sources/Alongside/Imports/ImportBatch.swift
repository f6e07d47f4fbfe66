public import Kernel
public import Storage

/// One sheet that a group brought in: what is known of it in the clear. Its name and its columns are sealed in `ImportSource`.
public struct ImportBatch: Sendable {
    public enum State: String, Sendable, CaseIterable, Storable {
        /// Its rows are being stored, sealed; a sheet that stays so was cut off.
        case reading
        /// It waits for somebody to look at its columns and say yes.
        case waiting
        /// Asks, offers and people are being made of it.
        case running
        case done
        case undone
    }

    /// What became of its rows.
    public struct Counts: Hashable, Sendable {
        public var asks = 0
        public var offers = 0
        /// People who were not known before.
        public var people = 0
        /// Over for longer than the group keeps people: counted, and nobody is stored.
        public var past = 0
        public var problems = 0

        public init() {}
    }

    public let id: ID<ImportBatch>
    public let madeAt: Instant
    /// Nil for the command line.
    public let madeBy: ID<Person>?
    public var state: State
    /// Rows below the headings.
    public var rows: Int
    /// Stored runs of rows.
    public var chunks: Int
    /// Where the work goes on: a chunk, and a row in it.
    public var nextChunk: Int
    public var nextRow: Int
    /// Rows that were looked at.
    public var done: Int
    public var counts: Counts
    public var undoneAt: Instant?

    public init(id: ID<ImportBatch>, madeAt: Instant, madeBy: ID<Person>?) {
        self.id = id
        self.madeAt = madeAt
        self.madeBy = madeBy
        state = .reading
        rows = 0
        chunks = 0
        nextChunk = 0
        nextRow = 0
        done = 0
        counts = Counts()
    }

    /// Whether its rows can be taken back.
    public var canBeUndone: Bool { state == .done || state == .running }
}
