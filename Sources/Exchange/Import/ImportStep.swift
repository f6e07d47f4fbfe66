import Alongside
import Kernel
import Storage

/// A few rows of a sheet, taken in together with how far the sheet got.
struct ImportStep: Sendable {
    let batch: ID<ImportBatch>
    /// The batch as it stood when the rows were read.
    let from: ImportBatch
    let rows: [PreparedRow]
    let plan: ImportPlan

    /// Nil when the rows were taken by somebody else meanwhile. It takes fewer rows than it has when two are from one person: who is known is looked up
    /// in what is durable.
    func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> (batch: ImportBatch, rows: Int)? {
        var current = try ImportStore.existing(batch, in: group.id, transaction)
        guard current.state == .running, current.nextChunk == from.nextChunk, current.nextRow == from.nextRow else { return nil }
        let key = try house.vault.key(of: batch.subject, in: group.id, transaction)
        var contacts: Set<String> = []
        var taken = 0
        for row in rows {
            guard contacts.isDisjoint(with: row.contacts) else { break }
            contacts.formUnion(row.contacts)
            var refusal: RowProblem?
            do {
                refusal = try take(row.reading, &current.counts, transaction, in: house, group: group, by: actor)
            } catch let problem as Problem where problem.kind == .invalid {
                // What a use case refuses it refuses before it writes anything.
                refusal = .refused
            }
            if let refusal {
                try ImportStore.note(refusal.rawValue, kept(row.row), of: batch, key: key, in: house, group: group.id, transaction)
                current.counts.problems += 1
            }
            taken += 1
        }
        current.done += taken
        current.nextRow += taken
        if current.nextRow >= ReceiveSheet.chunkRows {
            current.nextRow = 0
            current.nextChunk += 1
        }
        if current.done >= current.rows || rows.isEmpty {
            current.state = .done
            current.counts.people = try ImportStore.peopleCount(of: batch, in: group.id, transaction)
            try ImportStore.dropRows(of: batch, in: group.id, transaction)
        }
        try ImportStore.update(current, in: group.id, transaction)
        return (current, taken)
    }

    /// Why the row cannot be taken; nil when it was.
    private func take(
        _ reading: RowReading, _ counts: inout ImportBatch.Counts, _ transaction: any Transaction, in house: House, group: Group, by actor: Actor
    ) throws -> RowProblem? {
        switch reading {
        case .past: counts.past += 1
        case .problem(let reason): return reason
        case .ask(let ask):
            try open(ask, transaction, in: house, group: group, by: actor)
            counts.asks += 1
        case .offer(let offer):
            try take(offer, transaction, in: house, group: group, by: actor)
            counts.offers += 1
        }
        return nil
    }

    private func open(_ ask: AskRow, _ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let opened = try OpenAsk(ask.input, batch: batch).run(transaction, in: house, group: group, by: actor)
        try keep(ask.notes, "ask", of: opened.ask.subject, transaction, in: house, group: group, by: actor)
        switch ask.standing {
        case .new: break
        case .open:
            var found = try AskStore.existing(opened.ask, in: group.id, transaction)
            try AskStore.apply(.triage, to: &found, at: house.now)
            try AskStore.update(found, in: group.id, transaction)
        case .closed(let closing, let at):
            try ClosedRow.close(opened.ask, closing, at: at, batch: batch, in: house, group: group, transaction)
        }
    }

    private func take(_ offer: OfferRow, _ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let offered = try OfferHelp(offer.input, batch: batch).run(transaction, in: house, group: group, by: actor)
        try keep(offer.notes, "offer", of: offered.offer.subject, transaction, in: house, group: group, by: actor)
        if offered.helperToken != nil {
            try History.record(.imported, "person", offered.person.subject, by: actor, in: house, group: group.id, transaction)
        }
    }

    /// What organisers wrote stays with the desk: in the history, sealed with its subject.
    private func keep(
        _ notes: String?, _ kind: String, of subject: ID<Subject>, _ transaction: any Transaction, in house: House, group: Group, by actor: Actor
    ) throws {
        let detail = try notes.map { (text: $0, key: try house.vault.key(of: subject, in: group.id, transaction)) }
        try History.record(.imported, kind, subject, by: actor, in: house, group: group.id, detail: detail, transaction)
    }

    /// Only what the plan reads is kept of a row that could not be taken.
    private func kept(_ row: ImportRow) -> ImportRow {
        ImportRow(line: row.line, cells: plan.columns.indices.map { plan.columns[$0]?.isKept == true ? row[$0] : "" })
    }
}
