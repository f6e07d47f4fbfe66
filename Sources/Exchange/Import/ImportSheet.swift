public import Alongside
public import Kernel
import Storage
import Words

/// Makes asks, offers and people of a confirmed sheet, a few rows a transaction. Where it was interrupted, by a crash or on purpose, it goes on: what
/// was done of a run and how far it got is written together.
public struct ImportSheet: Sendable {
    /// Rows a transaction, at most.
    static let stepRows = 25

    public let batch: ID<ImportBatch>

    public init(_ batch: ID<ImportBatch>) { self.batch = batch }

    /// Works until the sheet is done, taken back, or `stop` says so.
    ///
    /// - Parameter progress: gets the batch as it stands after each step.
    /// - Returns: the batch as it stands.
    @discardableResult
    public func run(
        in house: House, group: Group, by actor: Actor, stop: @Sendable () -> Bool = { false },
        progress: (@Sendable (ImportBatch) -> Void)? = nil
    ) async throws -> ImportBatch {
        try actor.must(.importSheet)
        let words = try CodeWords.load()
        var used: Set<String> = []
        guard let reader = try await reader(in: house, group: group) else {
            return try await house.database.read { [batch] in try ImportStore.existing(batch, in: group.id, $0) }
        }
        try await house.lookups.prepare(in: house, group: group.id)
        var marks: Set<RowMark> = []
        var reached = Reached(chunk: 0, row: 0)
        while true {
            let current = try await house.database.read { [batch] in try ImportStore.existing(batch, in: group.id, $0) }
            guard current.state == .running else { return current }
            let next = Reached(current)
            if reached != next { marks.formUnion(try await self.marks(from: reached, to: next, of: current, reader, in: house, group: group)) }
            reached = next
            let rows = try await nextRows(of: current, in: house, group: group)
            let step = Self.prepare(rows, reader, marks, words: words, used: &used, by: house.random)
            let taken = try await house.database.write { [batch] transaction in
                try ImportStep(batch: batch, from: current, rows: step, plan: reader.plan).run(transaction, in: house, group: group, by: actor)
            }
            // Somebody else was quicker with these rows: the work goes on behind them.
            guard let taken else { continue }
            marks.formUnion(step.prefix(taken.rows).flatMap(\.marks))
            reached = Reached(taken.batch)
            progress?(taken.batch)
            if taken.batch.state != .running || stop() { return taken.batch }
        }
    }

    /// How the rows are read; nil when the batch's own record is forgotten, and with it its rows.
    private func reader(in house: House, group: Group) async throws -> RowReader? {
        try await house.database.read { [batch] connection in
            guard let source = try ImportStore.source(of: batch, in: house, group: group.id, connection), let plan = ImportPlan(text: source.plan)
            else { return nil }
            return try RowReader(plan, headings: source.headings, in: house, group: group, connection)
        }
    }

    /// A chunk, and a row in it.
    private struct Reached: Equatable {
        var chunk: Int
        var row: Int

        init(chunk: Int, row: Int) {
            self.chunk = chunk
            self.row = row
        }

        init(_ batch: ImportBatch) { self.init(chunk: batch.nextChunk, row: batch.nextRow) }
    }

    /// What stands in the rows that somebody else took, or that were taken before a stop. Each row is read once, however often two meet at one sheet.
    private func marks(
        from start: Reached, to end: Reached, of batch: ImportBatch, _ reader: RowReader, in house: House, group: Group
    ) async throws -> Set<RowMark> {
        var marks: Set<RowMark> = []
        for position in start.chunk...max(start.chunk, end.chunk) where position < batch.chunks {
            let rows = try await house.database.read { connection in
                try ImportStore.rows(at: position, of: batch.id, in: house, group: group.id, connection) ?? []
            }
            let above = position < end.chunk ? rows[...] : rows.prefix(end.row)
            for row in position == start.chunk ? above.dropFirst(start.row) : above { marks.formUnion(reader.read(row).marks) }
        }
        return marks
    }

    private func nextRows(of batch: ImportBatch, in house: House, group: Group) async throws -> [ImportRow] {
        guard batch.nextChunk < batch.chunks else { return [] }
        return try await house.database.read { connection in
            let rows = try ImportStore.rows(at: batch.nextChunk, of: batch.id, in: house, group: group.id, connection) ?? []
            return Array(rows.dropFirst(batch.nextRow).prefix(Self.stepRows))
        }
    }

    /// Decides what the rows come to, and gives each ask a code word.
    private static func prepare(
        _ rows: [ImportRow], _ reader: RowReader, _ seen: Set<RowMark>, words: CodeWords, used: inout Set<String>, by random: any Randomness
    ) -> [PreparedRow] {
        var seen = seen
        return rows.map { row in
            var (reading, marks) = reader.read(row)
            if !seen.isDisjoint(with: marks) {
                reading = .problem(.twice)
                marks = []
            }
            seen.formUnion(marks)
            if case .ask(var ask) = reading {
                var word = words.pick(language: ask.input.language, by: random)
                for _ in 0..<8 where used.contains(word.folded) { word = words.pick(language: ask.input.language, by: random) }
                used.insert(word.folded)
                ask.input.codeWord = word
                reading = .ask(ask)
            }
            return PreparedRow(row: row, reading: reading, marks: marks)
        }
    }
}

/// One row with what it comes to.
struct PreparedRow: Sendable {
    let row: ImportRow
    let reading: RowReading
    let marks: [RowMark]

    /// By what its person is known.
    var contacts: [String] {
        switch reading {
        case .ask(let ask): [ask.input.contact.phone, ask.input.contact.email?.lowercased()].compactMap { $0 }
        case .offer(let offer): [offer.input.contact.phone, offer.input.contact.email?.lowercased()].compactMap { $0 }
        case .past, .problem: []
        }
    }
}

extension RowReader {
    /// The reader of a plan for a group as it is now.
    init(_ plan: ImportPlan, headings: [String], in house: House, group: Group, _ connection: any Connection) throws {
        self.init(
            plan: plan, headings: headings, group: group, now: house.now, categories: try CategoryStore.all(in: group.id, connection),
            zones: try ZoneStore.all(in: group.id, connection), languages: .known,
            unnamed: house.catalogs.wording(group.mainLanguage)("import.neighbour")
        )
    }
}
