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

    /// What was typed behind this link; empty when nothing was.
    public static func draft(by token: LinkToken, _ connection: any Connection) throws -> FoundingDraft {
        let kept =
            try connection.first("SELECT draft FROM installation WHERE group_id = $1", [InstallationStore.id.stored]) { $0.bytesIfAny(0) } ?? nil
        guard let kept else { return FoundingDraft() }
        return try FoundingDraft(FieldReader(Seal.open(kept, under: token.key, bound: bound(token))))
    }

    static func keep(_ draft: FoundingDraft, by token: LinkToken, _ transaction: any Transaction) throws {
        var writer = FieldWriter()
        draft.write(&writer)
        let sealed = Seal.seal(writer.bytes, under: token.key, bound: bound(token))
        try transaction.execute("UPDATE installation SET draft = $1 WHERE group_id = $2", [.bytes(sealed), InstallationStore.id.stored])
    }

    private static func bound(_ token: LinkToken) -> Binding {
        Binding(group: InstallationStore.id.bytes, record: token.hash, field: FoundingDraft.field, version: 1)
    }
}
