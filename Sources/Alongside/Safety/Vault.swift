public import Kernel
public import Sealing
public import Storage
import Synchronization

/// The keys in memory, and the only way to sealed records. It turns `record_key` rows into keys of subjects and those into what was sealed.
///
/// A group's key is loaded on first use in unattended mode. A key that is gone is a `Problem`, never an empty record.
public final class Vault: Sendable {
    public let folder: KeyFolder
    private let groupKeys = Mutex<[ID<Group>: SealingKey]>([:])
    private let nodes = Mutex<Among?>(nil)
    private let missing = Mutex<(@Sendable () -> Void)?>(nil)

    public init(folder: KeyFolder) { self.folder = folder }

    public var dayKeys: DayKeys { folder.dayKeys }

    // MARK: Nodes

    /// What the nodes agreed on last; nil where there is one program only.
    var agreed: Among? { nodes.withLock { $0 } }

    func among(_ agreed: Among) { nodes.withLock { $0 = agreed } }

    /// `body` is called when a key is missing here that another node should have. It is short.
    public func onMissing(_ body: @escaping @Sendable () -> Void) { missing.withLock { $0 = body } }

    func askForMissing() { missing.withLock { $0 }?() }

    // MARK: Groups

    /// Makes the key of a new group, wrapped by the server key (unattended mode).
    public func begin(_ group: ID<Group>, _ transaction: any Transaction) throws {
        let key = SealingKey.random()
        let wrapped = folder.serverKey.wrap(key, bound: Self.binding(group))
        try GroupKeyStore.insert(wrapped, of: group, transaction)
        remember(key, of: group, transaction)
    }

    /// The key with which the group's members read.
    public func groupKey(_ group: ID<Group>, _ connection: any Connection) throws -> SealingKey {
        if let key = groupKeys.withLock({ $0[group] }) { return key }
        let wrapped = try GroupKeyStore.newest(of: group, connection)
        guard let wrapped else { throw Problem(.broken, "problem.key.group") }
        let key = try folder.serverKey.unwrap(wrapped, bound: Self.binding(group))
        remember(key, of: group, connection)
        return key
    }

    /// A transaction may still be undone, and the key that it wrote or read with it: it is remembered once that is durable.
    private func remember(_ key: SealingKey, of group: ID<Group>, _ connection: any Connection) {
        guard let transaction = connection as? any Transaction else { return groupKeys.withLock { $0[group] = key } }
        transaction.afterCommit { [self] in groupKeys.withLock { $0[group] = key } }
    }

    static func binding(_ group: ID<Group>) -> Binding {
        Binding(group: group.bytes, record: group.bytes, field: "group_key", version: 1)
    }

    // MARK: Subjects

    /// A new subject with its key, sealed to a day N ahead and readable by the group and by the links named.
    @discardableResult
    public func begin(
        _ subject: ID<Subject>, _ kind: Subject.Kind, in group: Group, at now: Instant, links: [(ID<PrivateLink>, SealingKey)] = [],
        _ transaction: any Transaction
    ) throws -> SealingKey {
        let key = SealingKey.random()
        let due = try dueDay(group.retentionDays, from: now.day)
        try SubjectStore.insert(subject, kind, due: due, retention: group.retentionDays, in: group.id, transaction)
        try admit(.group, to: subject, key: key, due: due, in: group.id, transaction)
        for (link, linkKey) in links { try admit(.link(link, linkKey), to: subject, key: key, due: due, in: group.id, transaction) }
        return key
    }

    /// Lets one more link read a subject.
    public func admit(_ link: ID<PrivateLink>, _ linkKey: SealingKey, to subject: ID<Subject>, in group: ID<Group>, _ transaction: any Transaction)
        throws
    {
        guard let held = try SubjectStore.key(of: subject, reader: Reader.groupBytes, in: group, transaction) else {
            throw Problem.missing("problem.forgotten")
        }
        let key = try open(held, of: subject, in: group, by: groupKey(group, transaction), reader: Reader.groupBytes)
        try admit(.link(link, linkKey), to: subject, key: key, due: held.due, in: group, transaction)
    }

    /// Takes a link's way to a subject away for good.
    public func dismiss(_ link: ID<PrivateLink>, from subject: ID<Subject>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try SubjectStore.removeKey(of: subject, reader: link.bytes, in: group, transaction)
    }

    /// The key of a subject, read by the group; throws `problem.forgotten` when it is gone.
    public func key(of subject: ID<Subject>, in group: ID<Group>, _ connection: any Connection) throws -> SealingKey {
        guard let held = try SubjectStore.key(of: subject, reader: Reader.groupBytes, in: group, connection) else {
            throw Problem.missing("problem.forgotten")
        }
        return try key(held, of: subject, in: group, connection)
    }

    /// The key of a subject, read by a private link with the link's own key.
    public func key(of subject: ID<Subject>, in group: ID<Group>, by link: ID<PrivateLink>, _ linkKey: SealingKey, _ connection: any Connection)
        throws
        -> SealingKey
    {
        guard let held = try SubjectStore.key(of: subject, reader: link.bytes, in: group, connection) else {
            throw Problem.missing("problem.forgotten")
        }
        return try open(held, of: subject, in: group, by: linkKey, reader: link.bytes)
    }

    /// For lists: the key of a subject from the columns of a joined `record_key` row.
    public func key(_ held: HeldKey, of subject: ID<Subject>, in group: ID<Group>, _ connection: any Connection) throws -> SealingKey {
        try open(held, of: subject, in: group, by: groupKey(group, connection), reader: Reader.groupBytes)
    }

    // MARK: Records

    /// Seals one record under its subject's key, bound to group, row, field and version.
    public func seal<Record: SealedRecord>(_ record: Record, row: [UInt8], key: SealingKey, in group: ID<Group>) -> [UInt8] {
        var writer = FieldWriter()
        record.write(&writer)
        return Seal.seal(writer.bytes, under: key, bound: Binding(group: group.bytes, record: row, field: Record.field, version: 1))
    }

    public func open<Record: SealedRecord>(_ sealed: [UInt8], row: [UInt8], key: SealingKey, in group: ID<Group>) throws -> Record {
        try open(Record.self, sealed, row: row, key: key, in: group)
    }

    public func open<Record: SealedRecord>(_: Record.Type, _ sealed: [UInt8], row: [UInt8], key: SealingKey, in group: ID<Group>) throws -> Record {
        let plain = try Seal.open(sealed, under: key, bound: Binding(group: group.bytes, record: row, field: Record.field, version: 1))
        return try Record(FieldReader(plain))
    }

    // MARK: Days

    /// Wraps a held key anew under another day; nobody needs to be unlocked for it.
    func move(_ held: HeldKey, of subject: ID<Subject>, reader: [UInt8], in group: ID<Group>, to day: Day) throws -> HeldKey {
        let epoch = dayKeys.epoch
        let wrapped = try Wrap.move(
            held.wrapped,
            bound: Self.binding(subject, reader: reader, in: group),
            from: (held.due, dayKeys.key(for: held.due, epoch: held.epoch)),
            to: (day, dayKeys.key(for: day, epoch: epoch))
        )
        return HeldKey(epoch: epoch, due: day, wrapped: wrapped)
    }

    enum Reader {
        case group
        case link(ID<PrivateLink>, SealingKey)

        /// Sixteen zero bytes stand for the group itself.
        static let groupBytes = [UInt8](repeating: 0, count: 16)
    }

    func admit(_ reader: Reader, to subject: ID<Subject>, key: SealingKey, due: Day, in group: ID<Group>, _ transaction: any Transaction)
        throws
    {
        let bytes: [UInt8]
        let readerKey: SealingKey
        switch reader {
        case .group:
            bytes = Reader.groupBytes
            readerKey = try groupKey(group, transaction)
        case .link(let link, let linkKey):
            bytes = link.bytes
            readerKey = linkKey
        }
        let epoch = dayKeys.epoch
        let wrapped = Wrap.wrap(
            key,
            for: readerKey,
            bound: Self.binding(subject, reader: bytes, in: group),
            day: due,
            under: try dayKeys.key(for: due, epoch: epoch)
        )
        try SubjectStore.insertKey(HeldKey(epoch: epoch, due: due, wrapped: wrapped), of: subject, reader: bytes, in: group, transaction)
    }

    private func open(_ held: HeldKey, of subject: ID<Subject>, in group: ID<Group>, by readerKey: SealingKey, reader: [UInt8]) throws -> SealingKey {
        do {
            return try Wrap.unwrap(
                held.wrapped,
                by: readerKey,
                bound: Self.binding(subject, reader: reader, in: group),
                day: held.due,
                under: dayKeys.key(for: held.due, epoch: held.epoch)
            )
        } catch {
            throw unreadable(error)
        }
    }

    /// The key of a subject as its group reads it, with a day's key from elsewhere.
    static func unwrap(_ held: HeldKey, of subject: ID<Subject>, in group: ID<Group>, by groupKey: SealingKey, under dayKey: SealingKey)
        throws(SealingFault) -> SealingKey
    {
        try Wrap.unwrap(
            held.wrapped, by: groupKey, bound: binding(subject, reader: Reader.groupBytes, in: group), day: held.due, under: dayKey)
    }

    static func binding(_ subject: ID<Subject>, reader: [UInt8], in group: ID<Group>) -> Binding {
        Binding(group: group.bytes, record: subject.bytes + reader, field: "record_key", version: 1)
    }
}

/// A subject's key as it stands in a `record_key` row.
public struct HeldKey: Sendable {
    public let epoch: Int
    public let due: Day
    public let wrapped: [UInt8]

    public init(epoch: Int, due: Day, wrapped: [UInt8]) {
        self.epoch = epoch
        self.due = due
        self.wrapped = wrapped
    }

    /// Reads the columns `epoch, due_day, wrapped` from `column` on; nil when the joined row is not there.
    public static func read(_ row: any Row, from column: Int) -> HeldKey? {
        row.isNull(column) ? nil : HeldKey(epoch: row.int(column), due: row.day(column + 1), wrapped: row.bytes(column + 2))
    }
}
