public import Kernel

/// Everything in a folder of keys, and the list of what must not come back, as one sealed file. It is kept apart from the data, and each new
/// one replaces the last.
public struct KeyBackup: Sendable {
    private static let magic = Array("alongbak".utf8)
    private static let purpose = "alongside key backup"

    /// The list of erasures and the like, as the caller encoded it.
    public let erasures: [UInt8]
    let table: DayKeyTable
    let server: SealingKey
    let recovery: RecoveryPublicHalf

    /// Sealed to the public half, so that it can be made at night without the code (HPKE). The file begins with a mark and the half itself, by
    /// which a wrong code is told from a damaged file.
    public static func seal(folder: KeyFolder, erasures: [UInt8], to half: RecoveryPublicHalf) throws(SealingFault) -> [UInt8] {
        var slot = DayKeySlot.write(folder.dayKeys.table, generation: 1)
        var content = FieldWriter()
        content.bytes(1, slot)
        content.bytes(2, folder.serverKey.bytes)
        content.bytes(3, erasures)
        var plain = content.bytes
        defer {
            wipe(&slot)
            wipe(&plain)
        }
        let head = magic + half.bytes
        return head + (try half.half.seal(plain, purpose: purpose, authenticating: head))
    }

    /// `.wrongCode` when the backup was sealed to another code, `.damaged` when it was changed or cut.
    public static func open(_ sealed: [UInt8], with code: RecoveryCode) throws(SealingFault) -> KeyBackup {
        let headCount = magic.count + PublicHalf.byteCount
        guard sealed.count > headCount, Array(sealed[..<magic.count]) == magic else { throw .damaged }
        let head = Array(sealed[..<headCount])
        guard Array(head[magic.count...]) == code.publicHalf.bytes else { throw .wrongCode }
        var plain = try code.pair.open(sealed[headCount...], purpose: purpose, authenticating: head)
        defer { wipe(&plain) }
        let content = try FieldReader(plain)
        guard let slot = content.bytes(1), let table = DayKeyTable(slot: slot), let server = content.bytes(2), let erasures = content.bytes(3) else {
            throw .damaged
        }
        return KeyBackup(erasures: erasures, table: table, server: try SealingKey(bytes: server), recovery: code.publicHalf)
    }

    /// The days that the backup has keys for, in the epoch that was current; nil when it has none.
    public var days: ClosedRange<Day>? {
        guard let first = table.current.keys.keys.min(), let last = table.current.keys.keys.max() else { return nil }
        return first...last
    }

    public var epoch: Int { table.current.number }

    /// Writes a new folder of keys; `.keyFileExists` when there is one, or another server's key in the place. Keys of days before `first` are left out, so that what was due since the
    /// backup was made does not come back.
    public func restore(into folder: String, from first: Day? = nil) throws(SealingFault) {
        guard !KeyFolder.exists(at: folder) else { throw .keyFileExists(folder) }
        try KeyFile.makeFolder(folder)
        var kept = table
        if let first { kept.drop(through: first - 1) }
        if ServerKey.exists(in: folder) {
            // A restore that was interrupted goes on; anybody else's key stays.
            guard try ServerKey.load(folder: folder).bytes == server.bytes else { throw .keyFileExists(folder) }
        } else {
            try ServerKey(server).store(in: folder)
        }
        try KeyFolder.storeRecovery(recovery, in: folder)
        try DayKeys.create(at: folder + "/" + KeyFolder.dayKeysName, table: kept)
    }
}

/// Looking into data with the keys of a backup, which are nowhere on disk meanwhile.
extension KeyBackup {
    /// A group's key from its wrapping; `.damaged` when it was wrapped by another server.
    public func groupKey(_ wrapped: [UInt8], bound: Binding) throws(SealingFault) -> SealingKey {
        try ServerKey(server).unwrap(wrapped, bound: bound)
    }

    /// The key of a day; `.missingEpoch` or `.missingDay` when the backup has none.
    public func key(for day: Day, epoch: Int) throws(SealingFault) -> SealingKey {
        guard let found = table.epoch(epoch) else { throw .missingEpoch(epoch) }
        guard let key = found.keys[day] else { throw .missingDay(day) }
        return key
    }
}
