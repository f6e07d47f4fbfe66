#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file of keys, through the system's own calls: each write goes to its place and is on disk when the call returns.
final class KeyFile: Sendable {
    let path: String
    private let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { _ = Self.close(descriptor) }

    /// Opens a file that exists, and takes away what others than its owner may do with it.
    static func open(_ path: String) throws(SealingFault) -> KeyFile {
        let descriptor = systemOpen(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw errno == ENOENT ? .missingKeyFile(path) : fault("open", path) }
        let file = KeyFile(path: path, descriptor: descriptor)
        var about = stat()
        guard fstat(descriptor, &about) == 0 else { throw fault("fstat", path) }
        if about.st_mode & 0o077 != 0 {
            guard fchmod(descriptor, 0o600) == 0 else { throw fault("fchmod", path) }
        }
        return file
    }

    /// All bytes of the file, however many.
    func read() throws(SealingFault) -> [UInt8] {
        var about = stat()
        guard fstat(descriptor, &about) == 0 else { throw Self.fault("fstat", path) }
        return try read(limit: Int(about.st_size))
    }

    /// All bytes of the file, at most `limit`.
    func read(limit: Int) throws(SealingFault) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: limit)
        var filled = 0
        while filled < limit {
            let (count, code) = out.withUnsafeMutableBytes { buffer in
                (pread(descriptor, buffer.baseAddress?.advanced(by: filled), limit - filled, off_t(filled)), errno)
            }
            if count < 0 {
                if code == EINTR { continue }
                throw .file(step: "pread", path: path, code: code)
            }
            if count == 0 { break }
            filled += count
        }
        out.removeLast(limit - filled)
        return out
    }

    /// Overwrites from `offset` on, and waits until it is on disk.
    func write(_ bytes: [UInt8], at offset: Int) throws(SealingFault) {
        var done = 0
        while done < bytes.count {
            let (count, code) = bytes.withUnsafeBytes { buffer in
                (pwrite(descriptor, buffer.baseAddress?.advanced(by: done), bytes.count - done, off_t(offset + done)), errno)
            }
            if count < 0 {
                if code == EINTR { continue }
                throw .file(step: "pwrite", path: path, code: code)
            }
            done += count
        }
        #if canImport(Glibc)
            guard fdatasync(descriptor) == 0 else { throw Self.fault("fdatasync", path) }
        #else
            guard fsync(descriptor) == 0 else { throw Self.fault("fsync", path) }
        #endif
    }

    /// Makes a whole file at once: written beside its place, then moved there, so that a crash leaves all of it or none. Owner-only.
    static func make(_ path: String, _ bytes: [UInt8], replacing: Bool = false) throws(SealingFault) {
        guard replacing || !exists(path) else { throw .keyFileExists(path) }
        let draft = path + ".new"
        guard unlink(draft) == 0 || errno == ENOENT else { throw fault("unlink", draft) }
        let descriptor = systemOpen(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw fault("open", draft) }
        let file = KeyFile(path: draft, descriptor: descriptor)
        guard fchmod(descriptor, 0o600) == 0 else { throw fault("fchmod", draft) }
        try file.write(bytes, at: 0)
        guard rename(draft, path) == 0 else { throw fault("rename", path) }
        try settle(folder: folder(of: path))
    }

    static func move(_ path: String, to other: String) throws(SealingFault) {
        guard rename(path, other) == 0 else { throw fault("rename", other) }
        try settle(folder: folder(of: other))
    }

    /// Does nothing when there is no such file.
    static func remove(_ path: String) throws(SealingFault) {
        guard unlink(path) == 0 || errno == ENOENT else { throw fault("unlink", path) }
    }

    /// Adds to the end of a file, which is made when there is none, without waiting for the disk. False when that failed.
    static func append(_ bytes: [UInt8], to path: String) -> Bool {
        let descriptor = systemOpen(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        defer { _ = close(descriptor) }
        #if canImport(Glibc)
            return Glibc.write(descriptor, bytes, bytes.count) == bytes.count
        #else
            return Darwin.write(descriptor, bytes, bytes.count) == bytes.count
        #endif
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The folder, for its owner only; made when it is missing, together with the folders above it.
    static func makeFolder(_ path: String) throws(SealingFault) {
        if !exists(path) {
            let above = folder(of: path)
            if above != path, !exists(above) { try makeFolder(above) }
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw fault("mkdir", path) }
            try settle(folder: above)
        }
        guard chmod(path, 0o700) == 0 else { throw fault("chmod", path) }
    }

    static func folder(of path: String) -> String {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard let slash = trimmed.lastIndex(of: "/") else { return "." }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }

    /// Waits until the names in a folder are on disk.
    private static func settle(folder path: String) throws(SealingFault) {
        let descriptor = systemOpen(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault("open", path) }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw fault("fsync", path) }
    }

    private static func fault(_ step: String, _ path: String) -> SealingFault { .file(step: step, path: path, code: errno) }

    private static func close(_ descriptor: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.close(descriptor)
        #else
            Darwin.close(descriptor)
        #endif
    }

    private static func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t = 0) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, flags, mode)
        #else
            Darwin.open(path, flags, mode)
        #endif
    }
}
