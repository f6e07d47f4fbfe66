public import Alongside
import Kernel
public import Storage

/// What would come of a sheet that waits, read by its plan as it stands: nothing is made of it, and nothing but lines and reasons is told of its rows.
public struct SheetForecast: Sendable {
    /// A request reads so many rows and no more; whoever shows it says so.
    public static let mostRows = 5_000

    /// How many rows were read.
    public let rows: Int
    public let counts: ImportBatch.Counts
    /// The first of them, in the order of the sheet; `reason` is a member of the catalog's family `import.reason`.
    public let problems: [(line: Int, reason: String)]

    /// Nil while no column says what a row is about: then there is nothing to count.
    ///
    /// - Parameter most: problems that are told one by one; all of them are counted.
    public static func of(
        _ batch: ImportBatch, _ source: ImportSource, problems most: Int, rows mostRows: Int = mostRows, in house: House, group: Group,
        _ connection: any Connection
    ) throws -> SheetForecast? {
        guard let plan = ImportPlan(text: source.plan), plan.saysWhat else { return nil }
        let reader = try RowReader(plan, headings: source.headings, in: house, group: group, connection)
        var tally = SheetTally()
        var problems: [(line: Int, reason: String)] = []
        var read = 0
        for position in 0..<batch.chunks where read < mostRows {
            let rows = try ImportStore.rows(at: position, of: batch.id, in: house, group: group.id, connection) ?? []
            for row in rows.prefix(mostRows - read) {
                read += 1
                guard case .problem(let reason) = tally.add(row, reader), problems.count < most else { continue }
                problems.append((row.line, reason.rawValue))
            }
        }
        return SheetForecast(rows: read, counts: try tally.counts(in: house, group: group, connection), problems: problems)
    }
}
