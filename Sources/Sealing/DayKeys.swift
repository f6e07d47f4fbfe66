public import Kernel
import Synchronization

/// The file of day keys, outside of the database: one random key a UTC day. Dropping a day's key makes everything sealed to that day
/// unreadable, in the database and in each copy of it.
///
/// The file holds everything twice, in two slots with checksums. A change is written to one slot, and when that is on disk to the other, so
/// that a crash leaves at least one that is whole, and a dropped key stands in neither when the call returns.
public final class DayKeys: Sendable {
    private struct Inside {
        var table: DayKeyTable
        var generation: UInt64
        /// The slot that is surely whole and newest; the other one is written first.
        var trusted: Int
        /// The other slot still holds something older.
        var isBehind: Bool
    }

    private let file: KeyFile
    private let inside: Mutex<Inside>

    private init(file: KeyFile, inside: Inside) {
        self.file = file
        self.inside = Mutex(inside)
    }

    /// Makes the file, and its folder if need be, with keys for `today` and `ahead` days more. `.keyFileExists` when there is one.
    public static func create(at path: String, today: Day, ahead: Int = 60) throws(SealingFault) -> DayKeys {
        guard ahead < DayKeySlot.capacity else { throw .keyFileFull }
        try create(at: path, table: DayKeyTable(today: today, last: today + ahead))
        return try open(at: path)
    }

    static func create(at path: String, table: DayKeyTable) throws(SealingFault) {
        var slot = DayKeySlot.write(table, generation: 1)
        defer { wipe(&slot) }
        try KeyFile.makeFolder(KeyFile.folder(of: path))
        try KeyFile.make(path, slot + slot)
    }

    /// Opens the file: the newest whole slot counts, and a slot that is damaged or older is written anew. `.damagedKeyFile` when neither is
    /// whole, `.missingKeyFile` when there is no file.
    public static func open(at path: String) throws(SealingFault) -> DayKeys {
        let file = try KeyFile.open(path)
        var bytes = try file.read(limit: 2 * DayKeySlot.byteCount)
        defer { wipe(&bytes) }
        let slots = [0, 1].map { index in
            let start = index * DayKeySlot.byteCount
            return bytes.count < start + DayKeySlot.byteCount ? nil : DayKeySlot.read(bytes[start..<(start + DayKeySlot.byteCount)])
        }
        let trusted = (slots[1]?.generation ?? 0) > (slots[0]?.generation ?? 0) ? 1 : 0
        guard let newest = slots[trusted] else { throw .damagedKeyFile }
        let isBehind = slots[1 - trusted]?.generation != newest.generation
        let keys = DayKeys(
            file: file,
            inside: Inside(table: newest.table, generation: newest.generation, trusted: trusted, isBehind: isBehind)
        )
        if isBehind { try keys.change { _ in true } }
        return keys
    }

    // MARK: - Looking up

    /// The key of a day in the current epoch; `.missingDay` when it is gone or was not made yet.
    public func key(for day: Day) throws(SealingFault) -> SealingKey {
        guard let key = inside.withLock({ $0.table.current.keys[day] }) else { throw .missingDay(day) }
        return key
    }

    /// The key of a day in one of the readable epochs; `.missingEpoch` or `.missingDay` when it is gone.
    public func key(for day: Day, epoch: Int) throws(SealingFault) -> SealingKey {
        let (known, key) = inside.withLock { inside in
            let found = inside.table.epoch(epoch)
            return (found != nil, found?.keys[day])
        }
        guard known else { throw .missingEpoch(epoch) }
        guard let key else { throw .missingDay(day) }
        return key
    }

    /// Whether the current epoch has this day's key.
    public func has(_ day: Day) -> Bool { inside.withLock { $0.table.current.keys[day] != nil } }

    /// From the first to the last day of the current epoch that has a key; days between may have been dropped. Nil when there is none.
    public var days: ClosedRange<Day>? {
        inside.withLock { inside in
            guard let first = inside.table.current.keys.keys.min(), let last = inside.table.current.keys.keys.max() else { return nil }
            return first...last
        }
    }

    /// All days that have a key in any epoch, in order: the nightly job goes through those that have passed.
    public var allDays: [Day] {
        inside.withLock { Set($0.table.current.keys.keys).union($0.table.older?.keys.keys.map(\.self) ?? []).sorted() }
    }

    /// The last day of which everything was dropped; no key at or below it is ever made again.
    public var floor: Day { inside.withLock { $0.table.floor } }

    /// The epoch under which new things are sealed; the first is 1.
    public var epoch: Int { inside.withLock { $0.table.current.number } }

    /// The epoch before, from `beginEpoch` until `endEpoch`: when the server starts with one, the wrapping anew was interrupted.
    public var olderEpoch: Int? { inside.withLock { $0.table.older?.number } }

    // MARK: - Changing

    /// Makes keys for the days up to and including `last` that never had one: those after the newest day made, and above the floor. `first`
    /// skips days before it, after a long time without power. `.keyFileFull` when the file has no room for so many.
    public func extend(to last: Day, from first: Day? = nil) throws(SealingFault) {
        try change { table throws(SealingFault) in
            let start = max(table.next, first ?? table.next)
            guard start <= last else { return false }
            guard last - start + 1 + table.keyCount <= DayKeySlot.capacity else { throw .keyFileFull }
            table.make(through: last, from: start)
            return true
        }
    }

    /// Overwrites the keys of all days up to and including `day`, in every epoch, and raises the floor to it. There is no way back.
    public func drop(through day: Day) throws(SealingFault) {
        try change { table in
            guard day > table.floor else { return false }
            table.drop(through: day)
            return true
        }
    }

    /// Overwrites the key of one day, in every epoch: a day that is stuck must not keep the others. There is no way back.
    public func drop(only day: Day) throws(SealingFault) {
        try change { table in
            guard table.current.keys[day] != nil || table.older?.keys[day] != nil else { return false }
            table.drop(only: day)
            return true
        }
    }

    /// Begins to burn all earlier copies: new keys under the next epoch for each day from `today` on. The old ones stay readable, by
    /// `key(for:epoch:)`, until everything is wrapped anew and `endEpoch` is called. Answers the new epoch. `.epochUnfinished` when the one
    /// before was not ended.
    @discardableResult
    public func beginEpoch(today: Day) throws(SealingFault) -> Int {
        try change { table throws(SealingFault) in
            guard table.older == nil else { throw .epochUnfinished }
            guard 2 * table.keyCount <= DayKeySlot.capacity else { throw .keyFileFull }
            table.begin(today: today)
            return true
        }
        return epoch
    }

    /// Overwrites all keys of the older epoch: what was not wrapped anew, and every earlier backup, opens no more.
    public func endEpoch() throws(SealingFault) {
        try change { table in
            defer { table.older = nil }
            return table.older != nil
        }
    }

    /// All there is, for a backup.
    var table: DayKeyTable { inside.withLock { $0.table } }

    /// Changes the table by a rule that stands elsewhere; answers whether it changed anything.
    func update(_ body: (inout DayKeyTable) -> Bool) throws(SealingFault) -> Bool {
        var isChanged = false
        try change { table in
            isChanged = body(&table)
            return isChanged
        }
        return isChanged
    }

    /// Writes a table, when `body` says that it changed it, to the slot that may be stale, then to the other. When the second write fails the change holds, the error is
    /// thrown, and any later call (the same one too) finishes it.
    private func change(_ body: (inout DayKeyTable) throws(SealingFault) -> Bool) throws(SealingFault) {
        try inside.withLock { inside throws(SealingFault) in
            var table = inside.table
            guard try body(&table) || inside.isBehind else { return }
            var slot = DayKeySlot.write(table, generation: inside.generation + 1)
            defer { wipe(&slot) }
            let stale = 1 - inside.trusted
            try file.write(slot, at: stale * DayKeySlot.byteCount)
            inside.table = table
            inside.generation += 1
            inside.trusted = stale
            inside.isBehind = true
            try file.write(slot, at: (1 - stale) * DayKeySlot.byteCount)
            inside.isBehind = false
        }
    }
}
