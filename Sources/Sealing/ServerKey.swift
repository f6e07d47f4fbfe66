/// The server's own key, in a file beside the day keys: it wraps the keys of the groups that run unattended, so that the server reads them
/// after a start without anybody's passphrase.
public struct ServerKey: Sendable {
    static let fileName = "server.key"
    private static let magic = Array("alongsrv".utf8)

    private let key: SealingKey

    init(_ key: SealingKey) { self.key = key }

    var bytes: [UInt8] { key.bytes }

    /// The key of this folder, made on the first call. `.damagedKeyFile` when the file is there and cannot be trusted.
    public static func loadOrCreate(folder: String) throws(SealingFault) -> ServerKey {
        if !exists(in: folder) { try ServerKey(.random()).store(in: folder) }
        return try load(folder: folder)
    }

    /// The key of this folder; `.missingKeyFile` when it has none.
    public static func load(folder: String) throws(SealingFault) -> ServerKey {
        var bytes = try KeyFile.open(path(in: folder)).read(limit: 73)
        defer { wipe(&bytes) }
        guard bytes.count == 72, Array(bytes[..<8]) == magic, Digest.equal(Digest.sha256(Array(bytes[..<40])), Array(bytes[40...])) else {
            throw .damagedKeyFile
        }
        return ServerKey(try SealingKey(bytes: Array(bytes[8..<40])))
    }

    /// A file of 72 bytes: a mark, the key, and SHA-256 of both.
    func store(in folder: String) throws(SealingFault) {
        var bytes = Self.magic + key.bytes
        bytes += Digest.sha256(bytes)
        defer { wipe(&bytes) }
        try KeyFile.makeFolder(folder)
        try KeyFile.make(Self.path(in: folder), bytes)
    }

    /// A group's key, wrapped for this server: 61 bytes.
    public func wrap(_ groupKey: SealingKey, bound: Binding) -> [UInt8] { Wrap.wrap(groupKey, for: key, bound: bound) }

    /// `.damaged` when it was wrapped by another server or is bound to something else.
    public func unwrap(_ wrapped: [UInt8], bound: Binding) throws(SealingFault) -> SealingKey {
        try Wrap.unwrap(wrapped, by: key, bound: bound)
    }

    /// 32 bytes by which one holder of this key shows another that something is theirs (HMAC-SHA256), for one purpose.
    public func proof(of bytes: [UInt8], for purpose: String) -> [UInt8] { Digest.hmac(bytes, under: key.derived(for: purpose)) }

    static func exists(in folder: String) -> Bool { KeyFile.exists(path(in: folder)) }

    private static func path(in folder: String) -> String { folder + "/" + fileName }
}
