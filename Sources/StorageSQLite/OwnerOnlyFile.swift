import Storage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files that nobody but their owner may read, from their first instant on.
enum OwnerOnlyFile {
    /// Makes an empty file at `path` when there is none, and closes an existing one, with its log, to others. SQLite gives the log the file's own mode.
    static func prepare(_ path: String) throws {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file >= 0 {
            close(file)
            return
        }
        guard errno == EEXIST else { throw fault("open", path) }
        // An existing file is not opened: closing it again would drop the locks that this process may hold on it.
        for name in [path, path + "-wal", path + "-shm"] {
            var status = stat()
            guard stat(name, &status) == 0 else { continue }
            if status.st_mode & 0o077 != 0, chmod(name, 0o600) != 0 { throw fault("close to others", name) }
        }
    }

    /// Makes an empty file; throws when there is one.
    static func create(_ path: String) throws {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw fault("create", path) }
        close(file)
    }

    /// Returns when the file and its name in the folder are on disk.
    static func sync(_ path: String) throws {
        let end = path.lastIndex(of: "/")
        let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        for name in [path, folder] {
            let file = open(name, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { throw fault("open", name) }
            defer { close(file) }
            guard fsync(file) == 0 else { throw fault("sync", name) }
        }
    }

    private static func fault(_ verb: String, _ path: String) -> StorageFault {
        .unavailable("cannot \(verb) \(path): \(String(cString: strerror(errno)))")
    }
}
