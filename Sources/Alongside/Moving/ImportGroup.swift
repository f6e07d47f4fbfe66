import Kernel
import Sealing
public import Storage

/// Takes a group in that moved here, from the files that `ExportGroup` wrote: all of it, or nothing.
///
/// Everything is sealed anew, with the keys of its subjects under the days of this installation, so that private links go on working. Nobody is signed in, and what was waiting to be
/// sent is unsure, since the installation that was left may have sent it. What was due meanwhile comes without its content, and is forgotten in the coming night.
public struct ImportGroup: Sendable {
    /// Gives the files one after the other; nil after the last. Begun anew each time, since a transaction may run twice.
    public typealias Files = () throws -> (name: String, bytes: [UInt8])?

    /// What came.
    public struct Report: Sendable, Hashable {
        public var slug = ""
        public var name = ""
        public var tables = 0
        public var rows = 0
        public var pictures = 0
        /// Records of which no key came any more, or whose day has passed here.
        public var gone = 0
    }

    private let tables: [TableShape]
    private let schema: Int
    private let slug: String?
    private let unrepeatable: [String]

    /// - Parameters:
    ///   - slug: The group's part of the address here; nil for the one it has.
    ///   - unrepeatable: Kinds of jobs that must not be done twice.
    public init(
        tables: [TableShape], slug: String? = nil, unrepeatable: [String], schema: Int = Schema.migrations.last?.number ?? 0
    ) throws {
        self.tables = try MovingTables.ordered(tables)
        self.schema = schema
        self.slug = slug
        self.unrepeatable = unrepeatable
    }

    /// Whether a file that begins with this one may come in at all, before anything is made for it.
    public func check(first file: (name: String, bytes: [UInt8])?) throws { _ = try described(file) }

    private func described(_ file: (name: String, bytes: [UInt8])?) throws -> (GroupDescription, ID<Group>, slug: String) {
        guard let file, file.name == GroupDescription.name, let description = GroupDescription.read(file.bytes),
            let group = ID<Group>(text: description.id)
        else { throw MovingFault.changed }
        guard description.schema == schema else { throw MovingFault.schema(theirs: description.schema, ours: schema) }
        let slug = slug ?? description.slug
        guard Slug.made(from: slug) == slug, !Slug.reserved.contains(slug) else { throw MovingFault.slugRefused(slug) }
        return (description, group, slug)
    }

    /// What every page and chore of the installation reads has to be readable: one group's bad row would stop them all.
    private static func readBack(_ group: ID<Group>, in house: House, _ connection: any Connection) throws {
        do {
            guard try GroupStore.with(id: group, connection) != nil else { throw MovingFault.changed }
            _ = try ZoneStore.all(in: group, connection)
            _ = try CategoryStore.all(in: group, connection)
            _ = try MemberStore.all(in: house, group: group, connection)
            _ = try HelperStore.all(in: group, connection)
        } catch StorageFault.mistake {
            throw MovingFault.changed
        }
    }

    /// One transaction, however long: a group that is half there would be seen.
    ///
    /// - Throws: `MovingFault`, and what `files` throws.
    public func run(in house: House, _ files: @escaping @Sendable () throws -> Files) async throws -> Report {
        try await house.database.write { transaction in
            let next = try files()
            let (description, group, slug) = try described(next())
            if let known = try GroupStore.everyGroup(transaction).first(where: { $0.id == group }) { throw MovingFault.isHere(slug: known.slug) }
            guard try GroupStore.named(slug, transaction) == nil else { throw MovingFault.slugTaken(slug) }

            var arrival = try Arrival(description, group, slug, tables, house, transaction)
            while let file = try next() { try arrival.take(file.name, file.bytes, transaction) }
            let report = try arrival.end(transaction)
            try Self.readBack(group, in: house, transaction)
            try MovingStore.unsettle(group, transaction)
            try Jobs.goBack(unrepeatable: unrepeatable, of: group, now: house.now, in: transaction)
            try History.record(.movedIn, "group", group.named(), by: .command, in: house, group: group, transaction)
            return report
        }
    }
}

/// A group that is being taken in.
private struct Arrival {
    private let description: GroupDescription
    private let group: ID<Group>
    private let slug: String
    private let house: House
    private let floor: Day
    private let lastDay: Day
    private let order: [MovingTable]
    private var naming: [String: NamingRows] = [:]
    private var counts: [String: Int] = [:]
    private var keys: [ID<Subject>: SealingKey] = [:]
    private var due: [ID<Subject>: Day] = [:]
    private var pictures: [String: (subject: ID<Subject>, length: Int)] = [:]
    private var report = ImportGroup.Report()
    /// The table whose files come now.
    private var current: String?

    init(
        _ description: GroupDescription, _ group: ID<Group>, _ slug: String, _ tables: [TableShape], _ house: House, _ connection: any Connection
    ) throws {
        self.description = description
        self.group = group
        self.slug = slug
        self.house = house
        floor = try InstallationStore.floor(connection)
        guard let last = house.vault.lastDay else { throw Problem(.busy, "problem.clock.gap") }
        lastDay = last
        order = tables.map(MovingTable.init)
        for table in order {
            naming[table.shape.name] = NamingRows(table.shape)
            guard let theirs = description.tables.first(where: { $0.name == table.shape.name }), theirs.columns == table.columns else {
                throw MovingFault.changed
            }
        }
    }

    mutating func take(_ name: String, _ bytes: [UInt8], _ transaction: any Transaction) throws {
        if let picture = MovingPicture.parse(name) {
            try turn(to: nil, transaction)
            return try take(picture.id, picture.kind, bytes, transaction)
        }
        guard name.hasSuffix(".csv"), let dash = name.lastIndex(of: "-"), let table = order.first(where: { $0.shape.name == name[..<dash] }),
            let rows = MovingCell.rows(bytes, width: table.columns.count, headings: table.columns)
        else { throw MovingFault.changed }
        try turn(to: table.shape.name, transaction)
        counts[table.shape.name, default: 0] += rows.count - 1
        var written: [[Value]] = []
        for cells in rows.dropFirst() {
            if let row = try settled(table.row(cells, of: group, keys: keys), table.shape, transaction) { written.append(row) }
        }
        let ready = naming[table.shape.name]?.ready(written) ?? []
        try table.shape.insert(ready, transaction)
        if table.shape.name == "aid_group" { try house.vault.begin(group, transaction) }
    }

    /// The files of a table have ended: its rows that name each other are written, before rows of another table name them.
    private mutating func turn(to table: String?, _ transaction: any Transaction) throws {
        defer { current = table }
        guard let before = current, before != table, let shape = order.first(where: { $0.shape.name == before })?.shape else { return }
        for run in try naming[before]?.rest() ?? [] { try shape.insert(run, transaction) }
    }

    /// A row as this installation keeps it; nil for one that is written another way.
    private mutating func settled(_ row: [Value], _ shape: TableShape, _ transaction: any Transaction) throws -> [Value]? {
        var row = row
        func at(_ column: String) throws -> Int {
            guard let index = shape.columns.firstIndex(of: column) else { throw MovingFault.changed }
            return index
        }
        func id<Noun>(_ column: String, _: Noun.Type) throws -> ID<Noun> {
            guard case .bytes(let bytes) = row[try at(column)], let id = ID<Noun>(bytes: bytes) else { throw MovingFault.changed }
            return id
        }
        switch shape.name {
        case "aid_group": row[try at("slug")] = .text(slug)
        case "subject":
            guard case .integer(let day) = row[try at("due_day")] else { throw MovingFault.changed }
            // There are keys for sixty days; the nights move it on.
            let kept = min(Day(number: Int32(clamping: day)), lastDay)
            due[try id("subject_id", Subject.self)] = kept
            row[try at("due_day")] = kept.stored
        case "record_key":
            try hold(id("subject_id", Subject.self), row[at("reader")], row[at("wrapped")], transaction)
            return nil
        case "attachment":
            guard case .text(let kind) = row[try at("kind")], case .integer(let length) = row[try at("length")] else { throw MovingFault.changed }
            pictures[try id("attachment_id", Attachment.self).text + kind] = (try id("subject_id", Subject.self), Int(length))
        // The parts of a sheet whose day has passed: there is nothing in them.
        case "import_chunk" where row[try at("sealed")] == .null: return nil
        default: break
        }
        return row
    }

    private mutating func hold(_ subject: ID<Subject>, _ reader: Value, _ key: Value, _ transaction: any Transaction) throws {
        guard let day = due[subject], case .bytes(let reader) = reader else { throw MovingFault.changed }
        guard case .bytes(let bytes) = key, day > floor, house.vault.dayKeys.has(day) else {
            if .bytes(reader) == SubjectStore.groupReader { report.gone += 1 }
            return
        }
        if .bytes(reader) == SubjectStore.groupReader {
            let opened = try SealingKey(bytes: bytes)
            keys[subject] = opened
            try house.vault.take(opened, of: subject, in: group, until: day, transaction)
        } else {
            let held = try house.vault.covered(bytes, of: subject, reader: reader, in: group, until: day)
            try SubjectStore.insertKey(held, of: subject, reader: reader, in: group, transaction)
        }
    }

    private mutating func take(_ id: ID<Attachment>, _ kind: Attachment.Kind, _ bytes: [UInt8], _ transaction: any Transaction) throws {
        guard let row = pictures.removeValue(forKey: id.text + kind.rawValue), row.length == bytes.count else { throw MovingFault.changed }
        report.pictures += 1
        guard let key = keys[row.subject] else { return }
        try AttachmentStore.insertPieces(bytes, kind, of: id, key: key, in: group, transaction)
    }

    /// - Throws: `MovingFault.incomplete` where less came than was announced.
    mutating func end(_ transaction: any Transaction) throws -> ImportGroup.Report {
        try turn(to: nil, transaction)
        for table in description.tables {
            guard counts[table.name] == table.rows else { throw MovingFault.incomplete(table: table.name) }
            report.rows += table.rows
            report.tables += 1
        }
        guard report.pictures == description.pictures else { throw MovingFault.incomplete(table: MovingPicture.folder) }
        report.slug = slug
        report.name = description.name
        return report
    }
}
