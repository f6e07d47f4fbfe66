import Kernel
public import Sealing
public import Storage

/// The link with which a group is founded: it works once. Only whoever runs the installation makes one: its first start for the first group, a
/// command for a further one.
public enum SetUpStore {
    /// Lets this token found a group; an earlier one stops working, and what was typed behind it is gone.
    public static func open(_ token: LinkToken, _ transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE installation SET set_up_hash = $1, draft = NULL WHERE group_id = $2", [.bytes(token.hash), InstallationStore.id.stored]
        )
    }

    /// Whether this token may found a group.
    public static func isOpen(_ token: LinkToken, _ connection: any Connection) throws -> Bool {
        let kept =
            try connection.first("SELECT set_up_hash FROM installation WHERE group_id = $1", [InstallationStore.id.stored]) { $0.bytesIfAny(0) }
            ?? nil
        return kept.map { Digest.equal($0, token.hash) } ?? false
    }

    /// Whether a link is out that was not used.
    public static func isAnyOpen(_ connection: any Connection) throws -> Bool {
        try connection.exists("SELECT 1 FROM installation WHERE group_id = $1 AND set_up_hash IS NOT NULL", [InstallationStore.id.stored])
    }

    static func close(_ transaction: any Transaction) throws {
        try transaction.execute("UPDATE installation SET set_up_hash = NULL, draft = NULL WHERE group_id = $1", [InstallationStore.id.stored])
    }

    // MARK: What was typed so far

    /// What was typed behind this link; empty when nothing was, or when it was left for so long that its day is gone.
    ///
    /// - Throws: that the key is on its way, where only another node has it.
    public static func draft(by token: LinkToken, in house: House, _ connection: any Connection) throws -> FoundingDraft {
        let kept =
            try connection.first("SELECT draft FROM installation WHERE group_id = $1", [InstallationStore.id.stored]) { $0.bytesIfAny(0) } ?? nil
        guard let kept else { return FoundingDraft() }
        let reader = try FieldReader(kept)
        guard let epoch = reader.integer(1), let number = reader.integer(2).flatMap({ Int32(exactly: $0) }), let wrapped = reader.bytes(3),
            let sealed = reader.bytes(4), let dayKey = try dayKey(of: Day(number: number), epoch: Int(epoch), in: house)
        else { return FoundingDraft() }
        let key = try Wrap.unwrap(wrapped, by: token.key, bound: bound(token), day: Day(number: number), under: dayKey)
        return try FoundingDraft(FieldReader(Seal.open(sealed, under: key, bound: bound(token))))
    }

    /// Nil once the day has passed or its epoch is over. A key that should be here is not taken for one that is gone: what was typed would be written over.
    private static func dayKey(of day: Day, epoch: Int, in house: House) throws -> SealingKey? {
        let keys = house.vault.dayKeys
        do {
            return try keys.key(for: day, epoch: epoch)
        } catch {
            if day < house.now.day || day <= keys.floor || epoch < keys.epoch { return nil }
            throw house.vault.agreed == nil ? house.vault.unreadable(error) : house.vault.elsewhere()
        }
    }

    /// Under a key of its own, which opens with the link's and, like those of all subjects, with a day's: an old copy of the database and an old link
    /// together open nothing.
    static func keep(_ draft: FoundingDraft, by token: LinkToken, in house: House, _ transaction: any Transaction) throws {
        let (key, keys) = (SealingKey.random(), house.vault.dayKeys)
        // Never later than every node can read.
        let (due, epoch) = (try house.vault.dueDay(FoundingDraft.days, from: house.now.day), keys.epoch)
        var writer = FieldWriter()
        draft.write(&writer)
        var row = FieldWriter()
        row.integer(1, Int64(epoch))
        row.integer(2, Int64(due.number))
        row.bytes(3, Wrap.wrap(key, for: token.key, bound: bound(token), day: due, under: try keys.key(for: due, epoch: epoch)))
        row.bytes(4, Seal.seal(writer.bytes, under: key, bound: bound(token)))
        try transaction.execute("UPDATE installation SET draft = $1 WHERE group_id = $2", [.bytes(row.bytes), InstallationStore.id.stored])
    }

    private static func bound(_ token: LinkToken) -> Binding {
        Binding(group: InstallationStore.id.bytes, record: token.hash, field: FoundingDraft.field, version: 1)
    }
}
