import Crypto
import Kernel

/// What the file of day keys holds, and which changes it takes. Days at or below `floor`, and days up to an epoch's `made`, never get a new key.
struct DayKeyTable: Sendable {
    struct Epoch: Sendable {
        var number: Int
        /// The last day for which a key was ever made.
        var made: Day
        var keys: [Day: SealingKey] = [:]
    }

    /// The last day of which all keys were dropped.
    var floor: Day
    var current: Epoch
    /// The epoch before, while everything is being wrapped anew.
    var older: Epoch?

    /// A table with keys from `today` through `last`.
    init(today: Day, last: Day) {
        floor = today - 1
        current = Epoch(number: 1, made: today - 1)
        make(through: last, from: today)
    }

    init(floor: Day, current: Epoch, older: Epoch?) {
        self.floor = floor
        self.current = current
        self.older = older
    }

    var keyCount: Int { current.keys.count + (older?.keys.count ?? 0) }

    func epoch(_ number: Int) -> Epoch? {
        if number == current.number { return current }
        return older?.number == number ? older : nil
    }

    /// The first day that `extend` may still make.
    var next: Day { max(current.made, floor) + 1 }

    mutating func make(through last: Day, from first: Day) {
        guard first <= last else { return }
        for number in first.number...last.number { current.keys[Day(number: number)] = .random() }
        current.made = max(current.made, last)
    }

    mutating func drop(through day: Day) {
        floor = max(floor, day)
        current.keys = current.keys.filter { $0.key > day }
        if var older {
            older.keys = older.keys.filter { $0.key > day }
            self.older = older
        }
    }

    mutating func drop(only day: Day) {
        current.keys[day] = nil
        older?.keys[day] = nil
    }

    /// New keys for each day that has one now, from `today` on; the present keys become those of the older epoch.
    mutating func begin(today: Day) {
        let days = current.keys.keys.filter { $0 >= today && $0 > floor }
        let before = current
        current = Epoch(number: before.number + 1, made: before.made)
        for day in days { current.keys[day] = .random() }
        older = before
    }
}

/// One slot of the file: a header of 64 bytes, then 40 bytes a key (epoch, day, key), then zeros, and SHA-256 of all that in the last 32 bytes.
enum DayKeySlot {
    static let byteCount = 16_384
    static let capacity = (byteCount - 64 - 32) / 40
    private static let magic = Array("alongday".utf8)
    private static let format: UInt32 = 1

    static func write(_ table: DayKeyTable, generation: UInt64) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(byteCount)
        out.append(contentsOf: magic)
        out.appendBigEndian(format)
        out.appendBigEndian(generation)
        out.appendBigEndian(table.floor.number)
        out.appendBigEndian(UInt32(table.current.number))
        out.appendBigEndian(table.current.made.number)
        out.appendBigEndian(UInt32(table.older?.number ?? 0))
        out.appendBigEndian(table.older?.made.number ?? 0)
        out.appendBigEndian(UInt32(table.keyCount))
        out.append(contentsOf: repeatElement(0, count: 64 - out.count))
        for epoch in [table.current, table.older].compactMap(\.self) {
            for (day, key) in epoch.keys.sorted(by: { $0.key < $1.key }) {
                out.appendBigEndian(UInt32(epoch.number))
                out.appendBigEndian(day.number)
                key.symmetric.withUnsafeBytes { out.append(contentsOf: $0) }
            }
        }
        out.append(contentsOf: repeatElement(0, count: byteCount - 32 - out.count))
        out.append(contentsOf: SHA256.hash(data: out))
        return out
    }

    /// Nil when the slot was written in part, damaged, or is of a format that this version does not know.
    static func read(_ bytes: ArraySlice<UInt8>) -> (generation: UInt64, table: DayKeyTable)? {
        guard bytes.count == byteCount, Digest.equal(Array(SHA256.hash(data: bytes.dropLast(32))), Array(bytes.suffix(32))) else { return nil }
        var cursor = ByteCursor(Array(bytes), in: 0..<(byteCount - 32))
        guard let start = cursor.skip(8), Array(cursor.bytes[start]) == magic, cursor.bigEndian(UInt32.self) == format,
            let generation = cursor.bigEndian(UInt64.self), let floor = cursor.day(),
            let current = cursor.epoch(), let older = cursor.epoch(), let count = cursor.bigEndian(UInt32.self), count <= capacity,
            cursor.skip(64 - cursor.position) != nil
        else { return nil }
        var table = DayKeyTable(floor: floor, current: current, older: older.number == 0 ? nil : older)
        for _ in 0..<count {
            guard let number = cursor.bigEndian(UInt32.self), let day = cursor.day(), let range = cursor.skip(SealingKey.byteCount) else {
                return nil
            }
            let key = SealingKey(SymmetricKey(data: cursor.bytes[range]))
            if Int(number) == table.current.number {
                table.current.keys[day] = key
            } else if Int(number) == table.older?.number {
                table.older?.keys[day] = key
            } else {
                return nil
            }
        }
        return (generation, table)
    }
}

extension DayKeyTable {
    /// The bytes of one slot, for a backup.
    init?(slot: [UInt8]) {
        guard let (_, table) = DayKeySlot.read(slot[...]) else { return nil }
        self = table
    }
}

extension ByteCursor {
    fileprivate mutating func day() -> Day? { bigEndian(UInt32.self).map { Day(number: Int32(bitPattern: $0)) } }

    fileprivate mutating func epoch() -> DayKeyTable.Epoch? {
        guard let number = bigEndian(UInt32.self), let made = day() else { return nil }
        return DayKeyTable.Epoch(number: Int(number), made: made)
    }
}
