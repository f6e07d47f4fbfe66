import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files and folders that only their owner may read, as commands write them.
enum OwnerOnly {
    static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Writes a whole file beside its place, waits until it is on disk, and moves it there: all of it or none.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let (file, draft) = try draft(of: path)
        try file.write(contentsOf: Data(bytes))
        try file.synchronize()
        try move(draft, to: path)
    }

    /// The same for a file that is written piece by piece. What was written is taken away when `body` throws.
    static func write(to path: String, _ body: (@escaping @Sendable ([UInt8]) throws -> Void) async throws -> Void) async throws {
        let (file, draft) = try draft(of: path)
        do {
            try await body { try file.write(contentsOf: Data($0)) }
            try file.synchronize()
            try move(draft, to: path)
        } catch {
            unlink(draft)
            throw error
        }
    }

    private static func draft(of path: String) throws -> (FileHandle, String) {
        let draft = path + ".new"
        guard unlink(draft) == 0 || errno == ENOENT else { throw Refusal("\(draft) cannot be replaced.") }
        let descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Refusal("\(draft) cannot be written.") }
        return (FileHandle(fileDescriptor: descriptor, closeOnDealloc: true), draft)
    }

    /// Moves a file over another one, and waits until the names are on disk.
    static func move(_ from: String, to path: String) throws {
        guard rename(from, path) == 0 else { throw Refusal("\(path) cannot be replaced.") }
        let folder = Glibc.open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// Where a path leads, when links stand in it.
    static func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

    /// The path from the root: the server may stand in another folder than whoever types.
    static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
}
