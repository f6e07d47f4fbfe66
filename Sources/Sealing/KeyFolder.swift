public import Kernel
import Synchronization

/// The folder of keys beside the data folder: day keys, server key, and the recovery code's public half. Owner-only, and never inside the data
/// folder, so that a copy of the data is not a copy of its keys.
public final class KeyFolder: Sendable {
    static let dayKeysName = "day.keys"
    static let recoveryName = "recovery.pub"

    public let path: String
    public let dayKeys: DayKeys
    public let serverKey: ServerKey
    private let half: Mutex<RecoveryPublicHalf?>

    private init(path: String) throws(SealingFault) {
        self.path = path
        dayKeys = try DayKeys.open(at: path + "/" + Self.dayKeysName)
        serverKey = try ServerKey.load(folder: path)
        half = Mutex(try Self.readRecovery(in: path))
    }

    /// Whether there is a folder of keys at this path. The day keys are made last, so that a folder that was made in part does not count.
    public static func exists(at path: String) -> Bool { KeyFile.exists(path + "/" + dayKeysName) }

    /// Makes the folder with everything in it; `.keyFileExists` when it holds day keys. Only for a new data folder: old data opens with no new key.
    public static func create(path: String, today: Day, ahead: Int = 60) throws(SealingFault) -> KeyFolder {
        guard !exists(at: path) else { throw .keyFileExists(path) }
        try KeyFile.makeFolder(path)
        _ = try ServerKey.loadOrCreate(folder: path)
        _ = try DayKeys.create(at: path + "/" + dayKeysName, today: today, ahead: ahead)
        return try KeyFolder(path: path)
    }

    /// Opens what `create` made; `.missingKeyFile` when a file is not there, `.damagedKeyFile` when one cannot be trusted.
    public static func open(path: String) throws(SealingFault) -> KeyFolder {
        guard KeyFile.exists(path) else { throw .missingKeyFile(path) }
        try KeyFile.makeFolder(path)
        return try KeyFolder(path: path)
    }

    /// What backups of the keys are sealed to; nil until a code was made.
    public var recovery: RecoveryPublicHalf? { half.withLock { $0 } }

    /// Keeps the public half of a new code in the folder. Earlier backups still open with the code they were sealed to.
    public func setRecovery(_ new: RecoveryPublicHalf) throws(SealingFault) {
        try half.withLock { half throws(SealingFault) in
            try Self.storeRecovery(new, in: path)
            half = new
        }
    }

    /// A file of 64 bytes: the half, and SHA-256 of it.
    static func storeRecovery(_ half: RecoveryPublicHalf, in folder: String) throws(SealingFault) {
        try KeyFile.make(folder + "/" + recoveryName, half.bytes + Digest.sha256(half.bytes), replacing: true)
    }

    private static func readRecovery(in folder: String) throws(SealingFault) -> RecoveryPublicHalf? {
        let path = folder + "/" + recoveryName
        guard KeyFile.exists(path) else { return nil }
        let bytes = try KeyFile.open(path).read(limit: 65)
        guard bytes.count == 64, Digest.sha256(Array(bytes[..<32])) == Array(bytes[32...]), let half = RecoveryPublicHalf(bytes: Array(bytes[..<32]))
        else { throw .damagedKeyFile }
        return half
    }
}
