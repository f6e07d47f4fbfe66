import Foundation
import ProgramKit
import Storage
import Testing

@testable import StorageSQLite

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct FolderLockTests {
    /// Whether another process gets the lock.
    private func isFreeForOthers(_ place: Place) throws -> Bool {
        try StartedProgram("/usr/bin/flock", ["--nonblock", place.folder + "/owner.lock", "true"]).end() == .exited(0)
    }

    @Test("a folder has one owner; a second one is told whose it is")
    func second() throws {
        let place = try Place()
        let lock = try FolderLock(folder: place.folder)
        #expect(throws: FolderLock.Refusal.taken(folder: place.folder, process: Int(getpid()))) { try FolderLock(folder: place.folder) }
        #expect(FolderLock.Refusal.taken(folder: "/data", process: 12).description == "/data is in use by process 12")
        lock.release()
        try FolderLock(folder: place.folder).release()
    }

    @Test("released is released, even while a child process still has the descriptor")
    func inherited() throws {
        let place = try Place()
        let lock = try FolderLock(folder: place.folder)
        // A descriptor of the same open file, as a child has it between fork and exec.
        let held = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { number -> Int32? in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
            return target == place.folder + "/owner.lock" ? Int32(number).map { dup($0) } : nil
        }
        defer { held.forEach { close($0) } }
        #expect(!held.isEmpty)
        lock.release()
        #expect(try isFreeForOthers(place))
    }

    @Test("another process is refused while the lock is held, and only then")
    func otherProcess() throws {
        let place = try Place()
        let lock = try FolderLock(folder: place.folder)
        #expect(try !isFreeForOthers(place))
        lock.release()
        #expect(try isFreeForOthers(place))
    }

    @Test("opening and closing the file elsewhere in the process does not drop the lock")
    func closing() throws {
        let place = try Place()
        let lock = try FolderLock(folder: place.folder)
        close(open(place.folder + "/owner.lock", O_RDWR))
        #expect(try !isFreeForOthers(place))
        lock.release()
    }

    @Test("a lock that nobody refers to any more is free")
    func dropped() throws {
        let place = try Place()
        _ = try FolderLock(folder: place.folder)
        #expect(try isFreeForOthers(place))
    }

    @Test("a folder that is not there is said to be unavailable")
    func missing() throws {
        #expect { try FolderLock(folder: "/nowhere/at/all") } throws: { if case FolderLock.Refusal.unavailable = $0 { true } else { false } }
    }
}
