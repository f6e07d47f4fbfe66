import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Says that somebody works on a folder, without leaving a file in it: an flock(2) on the folder itself, held until `release` or the end of the process.
final class FolderMark: Sendable {
    private let descriptor: Mutex<Int32?>

    /// - Throws: `Refusal` when somebody else holds it.
    init(_ path: String) throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Refusal("The folder \(path) cannot be opened.") }
        guard flock(folder, LOCK_EX | LOCK_NB) == 0 else {
            close(folder)
            throw Refusal("A backup is being made in \(path) already. Wait until it has ended.")
        }
        descriptor = Mutex(folder)
    }

    deinit { release() }

    func release() {
        descriptor.withLock { descriptor in
            guard let folder = descriptor else { return }
            _ = flock(folder, LOCK_UN)
            close(folder)
            descriptor = nil
        }
    }
}
