import Foundation
import Kernel
import Storage
import Testing

@testable import StorageSQLite

#if canImport(Glibc)
    import Glibc

    /// A real disk that is full: a tmpfs of 4 MB, which takes the right to mount.
    @Suite(.serialized, .enabled(if: SmallDisk.isPossible, "this account may not mount a tmpfs"))
    struct FullDiskTests {
        @Test("on a full disk a write fails and leaves nothing; once there is room, writing goes on, and nothing acknowledged is lost")
        func fullDisk() async throws {
            let disk = try SmallDisk()
            defer { disk.remove() }
            let path = disk.folder + "/data.sqlite"
            let database = try SQLiteDatabase.open(path: path, migrations: [Place.notes])
            try disk.fill(leaving: 600_000)
            var acknowledged: [Int64] = []
            await #expect(throws: StorageFault.full) {
                for id in Int64(1)...200 {
                    try await database.write { try $0.execute("INSERT INTO note (id, body) VALUES ($1, zeroblob(50000))", [.integer(id)]) }
                    acknowledged.append(id)
                }
            }
            #expect(try await database.notes() == acknowledged)
            disk.empty()
            try await database.add(1_000)
            try database.close()
            let again = try SQLiteDatabase.open(path: path, migrations: [Place.notes])
            #expect(try await again.notes() == acknowledged + [1_000])
            #expect(try await again.integrityProblems() == [])
            try again.close()
        }

        @Test("closures that share a batch on a full disk are told one by one")
        func sharedBatch() async throws {
            let disk = try SmallDisk()
            defer { disk.remove() }
            let database = try SQLiteDatabase.open(
                path: disk.folder + "/data.sqlite", migrations: [Place.notes], options: SQLiteOptions(stopwatch: Place.standing))
            let hold = await Hold(database)
            let small = await database.queuedNote(1, size: 100)
            let large = await database.queuedNote(2, size: 3_000_000)
            try disk.fill(leaving: 1_000_000)
            try await hold.letGo()
            #expect(try await small.value == 1)
            await #expect(throws: StorageFault.full) { try await large.value }
            #expect(try await database.notes() == [1])
            disk.empty()
            try database.close()
        }
    }

    /// A tmpfs of 4 MB.
    private struct SmallDisk {
        let folder: String

        static let isPossible: Bool = {
            guard let disk = try? SmallDisk() else { return false }
            disk.remove()
            return true
        }()

        init() throws {
            folder = FileManager.default.temporaryDirectory.path + "/disk-\(SystemRandomness().next())"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            guard mount("tmpfs", folder, "tmpfs", 0, "size=4m") == 0 else {
                rmdir(folder)
                throw StorageFault.unavailable("mount")
            }
        }

        /// Fills it up but for about so many bytes.
        func fill(leaving room: Int) throws {
            var status = statvfs()
            guard statvfs(folder, &status) == 0 else { throw StorageFault.unavailable("statvfs") }
            let free = Int(status.f_bavail) * Int(status.f_bsize)
            guard FileManager.default.createFile(atPath: folder + "/filler", contents: Data(count: max(0, free - room))) else {
                throw StorageFault.unavailable("filler")
            }
        }

        func empty() { unlink(folder + "/filler") }

        func remove() {
            umount2(folder, Int32(MNT_DETACH))
            rmdir(folder)
        }
    }
#endif
