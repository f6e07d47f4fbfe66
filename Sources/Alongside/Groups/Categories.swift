public import Kernel
public import Storage
import Synchronization

/// The categories of groups in memory, for pages: almost every page names some, and they change once in a month. Each group's are read on first use and
/// again when the group says that they have changed.
public final class Categories: Sendable {
    private let kept = Mutex<[ID<Group>: (version: Int, all: [Category])]>([:])

    public init() {}

    /// Those of a group in their order, as they stood when `group` was read or later; the active ones only unless asked otherwise.
    ///
    /// Only for reading what is committed: inside a write, what it has changed itself is asked of `CategoryStore`.
    public func all(in group: Group, activeOnly: Bool = true, _ connection: any Connection) throws -> [Category] {
        let all = try everyOne(in: group, connection)
        return activeOnly ? all.filter(\.active) : all
    }

    /// One category, active or not; nil when the group has none of this ID.
    public func with(id: ID<Category>, in group: Group, _ connection: any Connection) throws -> Category? {
        try everyOne(in: group, connection).first { $0.id == id }
    }

    private func everyOne(in group: Group, _ connection: any Connection) throws -> [Category] {
        let version = group.categoriesVersion
        if let kept = kept.withLock({ $0[group.id] }), kept.version == version { return kept.all }
        let all = try CategoryStore.all(in: group.id, activeOnly: false, connection)
        // A reader of an older state must not put its copy over a newer one.
        connection.whenDurable { [self] in
            kept.withLock { kept in
                if (kept[group.id]?.version ?? -1) < version { kept[group.id] = (version, all) }
            }
        }
        return all
    }
}
