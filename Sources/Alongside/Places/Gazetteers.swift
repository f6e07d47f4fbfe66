import Kernel
import Storage
import Synchronization

/// The gazetteers of groups in memory. Each is built on first use and again when the database says that its zones or entries have changed.
public final class Gazetteers: Sendable {
    private let indexes = Mutex<[ID<Group>: GazetteerIndex]>([:])

    public init() {}

    func index(of group: ID<Group>, _ connection: any Connection) throws -> GazetteerIndex {
        let version = try GazetteerStore.version(of: group, connection)
        if let kept = indexes.withLock({ $0[group] }), kept.version == version { return kept }
        let index = GazetteerIndex(
            version: version, entries: try GazetteerStore.all(in: group, connection), zones: try ZoneStore.all(in: group, connection),
            boundaries: try ZoneStore.boundaries(in: group, connection)
        )
        // A reader of an older state must not put its copy over a newer one.
        connection.whenDurable { [self] in
            indexes.withLock { kept in
                if (kept[group]?.version ?? -1) < version { kept[group] = index }
            }
        }
        return index
    }
}
