import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Says that this process, and no other, works on a data folder; held until `release`, the end of the process, or its last reference.
///
/// It is an flock(2) on a file of its own: a POSIX lock would be dropped as soon as any descriptor of the file is closed, and SQLite closes its files.
public final class FolderLock: Sendable {
    /// Why a folder could not be taken.
    public enum Refusal: Error, Hashable, CustomStringConvertible {
        /// Another process works on it; its number, if it wrote one down.
        case taken(folder: String, process: Int?)
        case unavailable(folder: String, reason: String)

        public var description: String {
            switch self {
            case .taken(let folder, let process?): "\(folder) is in use by process \(process)"
            case .taken(let folder, nil): "\(folder) is in use by another process"
            case .unavailable(let folder, let reason): "\(folder) cannot be locked: \(reason)"
            }
        }
    }

    private let descriptor: Mutex<Int32?>

    /// Takes the folder at once, or throws; it never waits.
    public init(folder: String) throws(Refusal) {
        let path = folder + "/owner.lock"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .unavailable(folder: folder, reason: String(cString: strerror(errno))) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let owner = Self.owner(in: file)
            close(file)
            if reason == EWOULDBLOCK { throw .taken(folder: folder, process: owner) }
            throw .unavailable(folder: folder, reason: String(cString: strerror(reason)))
        }
        // The number is there to be read by people; the lock does not depend on it.
        let line = Array("\(getpid())\n".utf8)
        if ftruncate(file, 0) == 0 { _ = pwrite(file, line, line.count, 0) }
        descriptor = Mutex(file)
    }

    deinit { release() }

    /// Gives the folder free. The file stays: removing it would let two processes lock two files of one name.
    public func release() {
        descriptor.withLock { descriptor in
            if let file = descriptor {
                // Closing is not enough: a child process between its fork and its exec still has the descriptor, and with it the lock.
                _ = flock(file, LOCK_UN)
                close(file)
            }
            descriptor = nil
        }
    }

    private static func owner(in file: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: bytes.prefix(count), as: UTF8.self).prefix { $0.isNumber })
    }
}
