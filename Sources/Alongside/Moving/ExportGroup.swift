import Kernel
import Sealing
public import Storage
import Synchronization

/// Writes a whole group as files, everything opened that its own people can open: for `PassphraseFile` and nothing else, and only once it is released (`ReleaseGroup`).
///
/// All of it is one state of the database. What is due to be forgotten, and whose key is gone, is not in it.
public struct ExportGroup: Sendable {
    /// So long a CSV file becomes before the next one begins.
    private static let partBytes = 4 << 20
    private static let page = 500

    /// Takes one file: its name, and its content. It may be called from another thread, one call after the other.
    public typealias Take = @Sendable (_ name: String, _ bytes: [UInt8]) throws -> Void

    private let tables: [TableShape]
    private let schema: Int

    /// `tables` are those of the schema, in any order.
    public init(tables: [TableShape], schema: Int = Schema.migrations.last?.number ?? 0) throws {
        self.tables = try MovingTables.ordered(tables)
        self.schema = schema
    }

    @discardableResult
    public func run(_ group: Group, in house: House, _ take: @escaping Take) async throws -> GroupDescription {
        let now = house.now
        let begun = Begun()
        return try await house.database.read { connection in
            // What was taken cannot be taken back: a reading that begins anew, on a connection that broke, is another file.
            guard begun.first() else { throw StorageFault.unavailable("the connection broke while the group was read; begin again") }
            let pictures = try AttachmentStore.all(in: group.id, connection)
            let keys = SubjectKeys(house, group.id)
            let description = GroupDescription(
                format: GroupDescription.format, schema: schema, madeAt: now.milliseconds, id: group.id.text, slug: group.slug, name: group.name,
                tables: try tables.map { table in
                    GroupDescription.Table(
                        name: table.name, columns: MovingTable(table).columns, rows: try table.count(of: group.id.stored, connection))
                },
                pictures: try pictures.count { try keys.key(of: $0.subject, connection) != nil }, cells: Self.reading
            )
            try take(GroupDescription.name, try description.bytes)
            for table in tables { try write(MovingTable(table), of: group, keys, connection, take) }
            for picture in pictures {
                guard let key = try keys.key(of: picture.subject, connection) else { continue }
                let bytes = try AttachmentStore.bytes(picture.kind, of: picture.id, key: key, in: group.id, connection)
                try take(MovingPicture.name(picture.id, picture.kind), bytes)
            }
            return description
        }
    }

    private func write(_ table: MovingTable, of group: Group, _ keys: SubjectKeys, _ connection: any Connection, _ take: Take) throws {
        var number = 0
        var part: [UInt8] = []
        func flush() throws {
            number += 1
            let digits = String(number)
            try take("\(table.shape.name)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits).csv", part)
            part.removeAll(keepingCapacity: true)
        }
        var last: [Value]?
        repeat {
            let rows = try table.shape.rows(after: last, of: group.id.stored, limit: Self.page, connection)
            for row in rows {
                if part.isEmpty { MovingCell.write(table.columns.map { .text($0) }, to: &part) }
                MovingCell.write(try table.cells(row, keys, connection), to: &part)
                if part.count > Self.partBytes { try flush() }
            }
            last = rows.last.map { table.shape.keyValues(of: $0) }
        } while last != nil
        if !part.isEmpty || number == 0 {
            if part.isEmpty { MovingCell.write(table.columns.map { .text($0) }, to: &part) }
            try flush()
        }
    }

    private static let reading = """
        RFC 4180 with headings. Texts stand in quotes and nothing else does; a cell without anything is NULL. IDs are UUIDs, other bytes 0x and hexadecimal digits. Times are milliseconds \
        since 1970 in UTC, days are counted from 1970-01-01, money is in minor units. A column such as "sealed" says with 1 that there is a sealed record; "sealed.alias" and its like are \
        what stood in it, lists and "rest" as JSON. record_key.key opens what is left of the group's records elsewhere: keep the file as you would keep the people.
        """
}

/// Tells the first time from the others.
private final class Begun: Sendable {
    private let isBegun = Atomic<Bool>(false)

    func first() -> Bool { !isBegun.exchange(true, ordering: .relaxed) }
}

/// The keys of subjects, each opened once.
final class SubjectKeys {
    private let house: House
    let group: ID<Group>
    private var known: [ID<Subject>: SealingKey?] = [:]

    init(_ house: House, _ group: ID<Group>) {
        self.house = house
        self.group = group
    }

    /// Nil where it is gone, or its day has passed.
    func key(of subject: ID<Subject>, _ connection: any Connection) throws -> SealingKey? {
        if let key = known[subject] { return key }
        var key: SealingKey?
        do {
            key = try house.vault.key(of: subject, in: group, connection)
        } catch let problem as Problem where problem.key == "problem.forgotten" {
            key = nil
        }
        known[subject] = .some(key)
        return key
    }

    /// What a reader holds of a subject, without the day; nil where the day has passed.
    func peeled(_ held: HeldKey, of subject: ID<Subject>, reader: [UInt8]) throws -> [UInt8]? {
        try house.vault.peeled(held, of: subject, reader: reader, in: group)
    }
}
