public import Kernel
public import Sealing
public import Storage

/// The history of everything: who did what to which subject, and when. Its details are sealed with their subject.
public enum History {
    /// Writes one event in the transaction of the change itself. `detail` needs the subject's key. Whoever traces hears of the use case by its file.
    public static func record(
        _ verb: HistoryEvent.Verb, _ kind: String, _ subject: ID<Subject>, by actor: Actor, in house: House, group: ID<Group>,
        detail: (text: String, key: SealingKey)? = nil, _ transaction: any Transaction, from file: String = #fileID
    ) throws {
        transaction.isWork(of: file)
        let id: ID<HistoryEvent> = house.newID()
        let sealed = detail.map { house.vault.seal(HistoryDetail(text: $0.text), row: id.bytes, key: $0.key, in: group) }
        try HistoryStore.insert(id, verb, kind, subject, by: actor, at: house.now, sealed: sealed, in: group, transaction)
    }

    /// The events of a subject, oldest first, with their details where `key` is given.
    public static func of(_ subject: ID<Subject>, key: SealingKey?, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> [HistoryEvent]
    {
        try HistoryStore.all(of: subject, in: group, connection) { id, sealed in
            guard let key, let sealed else { return nil }
            return try house.vault.open(HistoryDetail.self, sealed, row: id.bytes, key: key, in: group).text
        }
    }
}
