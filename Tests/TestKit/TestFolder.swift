import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where tests put their files: one folder a test process, gone when the process ends. What a process left behind that was killed goes with the next.
public enum TestFolder {
    private static let stem = "alongside-tests-"

    /// Made once.
    private static let root: String = {
        let temporary = FileManager.default.temporaryDirectory.path
        sweep(temporary)
        let path = "\(temporary)/\(stem)\(getpid())"
        // Its absence would show at once, in the first test that writes.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        atexit { TestFolder.remove() }
        return path
    }()

    /// A path that nothing has yet; short, because sockets lie below it.
    public static func fresh(_ name: String) -> String { "\(root)/\(name)-\(UUID().uuidString.prefix(8))" }

    private static func remove() { try? FileManager.default.removeItem(atPath: root) }

    /// Takes away the folders of processes that are no more.
    static func sweep(_ temporary: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? [] where name.hasPrefix(stem) {
            guard let process = Int32(name.dropFirst(stem.count)), process != getpid(), kill(process, 0) != 0, errno == ESRCH else { continue }
            try? FileManager.default.removeItem(atPath: temporary + "/" + name)
        }
    }
}
