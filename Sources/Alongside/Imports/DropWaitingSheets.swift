public import Kernel
public import Storage

/// Throws away sheets that nobody said yes to. The clock's work, once an hour.
public enum DropWaitingSheets {
    /// How long a sheet may wait.
    public static let patience = Span.hours(24)

    @discardableResult
    public static func run(_ transaction: any Transaction, in house: House, group: Group) throws -> Int {
        let old = try ImportStore.waiting(since: house.now - patience, in: group.id, transaction)
        for batch in old { try DropSheet(batch).erase(in: house, group: group.id, transaction) }
        return old.count
    }
}
