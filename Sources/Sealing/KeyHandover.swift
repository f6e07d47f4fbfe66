public import Kernel

/// Keys on their way from one node of an installation to another, sealed to the run key of the one that needs them.
public struct KeyHandover: Sendable {
    private static let purpose = "alongside key handover"

    let table: DayKeyTable
    let server: SealingKey?
    let recovery: RecoveryPublicHalf?
    /// What whoever let the node in was told by it; empty between members, who prove themselves by the server key.
    public let word: [UInt8]

    /// For a member: the keys of the days from `first` on. `bound` names who they are for.
    public static func seal(
        daysOf folder: KeyFolder, from first: Day, to half: RunPublicHalf, bound: [UInt8]
    ) throws(SealingFault) -> [UInt8] {
        try seal(folder, from: first, whole: false, word: [], to: half, bound: bound)
    }

    /// For a node that joins: everything in the folder.
    public static func seal(wholeOf folder: KeyFolder, word: [UInt8], to half: RunPublicHalf, bound: [UInt8]) throws(SealingFault) -> [UInt8] {
        try seal(folder, from: nil, whole: true, word: word, to: half, bound: bound)
    }

    private static func seal(
        _ folder: KeyFolder, from first: Day?, whole: Bool, word: [UInt8], to half: RunPublicHalf, bound: [UInt8]
    ) throws(SealingFault) -> [UInt8] {
        var table = folder.dayKeys.table
        if let first {
            table.current.keys = table.current.keys.filter { $0.key >= first }
            if let older = table.older { table.older?.keys = older.keys.filter { $0.key >= first } }
        }
        var slot = DayKeySlot.write(table, generation: 1)
        var content = FieldWriter()
        content.bytes(1, slot)
        content.bytes(2, whole ? folder.serverKey.bytes : nil)
        content.bytes(3, whole ? folder.recovery?.bytes : nil)
        content.bytes(4, word)
        var plain = content.bytes
        defer {
            wipe(&slot)
            wipe(&plain)
        }
        return try half.half.seal(plain, purpose: purpose, authenticating: bound)
    }

    /// `.damaged` when it was sealed to another run, is for somebody else, or was changed.
    public static func open(_ sealed: [UInt8], by key: RunKey, bound: [UInt8]) throws(SealingFault) -> KeyHandover {
        var plain = try key.open(sealed, purpose: purpose, authenticating: bound)
        defer { wipe(&plain) }
        let content = try FieldReader(plain)
        guard let slot = content.bytes(1), let table = DayKeyTable(slot: slot), let word = content.bytes(4) else { throw .damaged }
        let server: SealingKey?
        if let bytes = content.bytes(2) { server = try SealingKey(bytes: bytes) } else { server = nil }
        return KeyHandover(table: table, server: server, recovery: content.bytes(3).flatMap { RecoveryPublicHalf(bytes: $0) }, word: word)
    }

    /// Makes the folder of keys of a node that joins; `.keyFileExists` when there is one, `.missingKey` when this was sealed for a member. Keys of days before
    /// `first` stay out.
    public func found(at path: String, from first: Day) throws(SealingFault) -> KeyFolder {
        guard let server else { throw .missingKey }
        guard !KeyFolder.exists(at: path) else { throw .keyFileExists(path) }
        try KeyFile.makeFolder(path)
        if ServerKey.exists(in: path) {
            // A joining that was interrupted goes on; anybody else's key stays.
            guard try ServerKey.load(folder: path).bytes == server.bytes else { throw .keyFileExists(path) }
        } else {
            try ServerKey(server).store(in: path)
        }
        if let recovery { try KeyFolder.storeRecovery(recovery, in: path) }
        var kept = table
        kept.drop(through: first - 1)
        try DayKeys.create(at: path + "/" + KeyFolder.dayKeysName, table: kept)
        return try KeyFolder.open(path: path)
    }
}
