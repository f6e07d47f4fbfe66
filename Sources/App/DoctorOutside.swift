import Foundation
import Sealing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What `doctor` sees of an installation without opening it: opening mends some of it in silence.
enum DoctorOutside {
    static func look(_ folder: DataFolder) -> [Finding] {
        permissions(folder) + keys(folder) + places(folder) + writable(folder) + space(folder) + code(folder) + configuration(folder)
    }

    // MARK: Files

    private static func permissions(_ folder: DataFolder) -> [Finding] {
        var findings: [Finding] = []
        for path in [folder.path, folder.keys] {
            findings += closed(path, isFolder: true)
            do {
                for name in try FileManager.default.contentsOfDirectory(atPath: path) { findings += closed(path + "/" + name, isFolder: false) }
            } catch {
                // What cannot be read is not what is well.
                findings.append(.problem("unreadable", "The folder \(path) cannot be read.", "Run doctor as the user who runs the server."))
            }
        }
        return findings
    }

    private static func closed(_ path: String, isFolder: Bool) -> [Finding] {
        let about = try? FileManager.default.attributesOfItem(atPath: OwnerOnly.resolved(path))
        guard let mode = about?[.posixPermissions] as? NSNumber, mode.intValue & 0o077 != 0 else { return [] }
        return [.problem("permissions", "Others than its owner may use \(path).", "Run: chmod \(isFolder ? "700" : "600") \(path)")]
    }

    /// Where the data is said to be.
    private static func configuration(_ folder: DataFolder) -> [Finding] {
        let files = FileManager.default
        guard files.fileExists(atPath: folder.databaseAddress) else { return [] }
        if (try? DatabasePlace.of(folder)) == nil {
            return [
                .problem(
                    "configuration", "\(folder.databaseAddress) holds no address of a PostgreSQL server.",
                    "Write one line into it: postgres://user@host/name")
            ]
        }
        guard files.fileExists(atPath: folder.database) else { return [] }
        return [
            .problem(
                "configuration",
                "There are two places of data: \(folder.database), and the server that \(folder.databaseAddress) names, which is used.",
                "Move the one away that is not wanted.")
        ]
    }

    private static func places(_ folder: DataFolder) -> [Finding] {
        let data = OwnerOnly.absolute(folder.path)
        guard (OwnerOnly.absolute(folder.keys) + "/").hasPrefix(data + "/") else { return [] }
        return [
            .problem(
                "places", "The keys lie inside the data folder: a copy of the data is a copy of its keys.",
                "Move \(folder.keys) out of it and name it with --keys.")
        ]
    }

    private static func code(_ folder: DataFolder) -> [Finding] {
        let path = RecoveryCodes.file(of: folder)
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return [
            .note("code", "The recovery code still lies on this machine, in \(path).", "Write it on paper, keep it elsewhere, and delete the file.")
        ]
    }

    /// A disk that fails is often turned to read-only by the system.
    private static func writable(_ folder: DataFolder) -> [Finding] {
        [folder.path, folder.keys].filter { path in
            var about = statvfs()
            return statvfs(path, &about) == 0 && Int(about.f_flag) & Int(ST_RDONLY) != 0
        }.map { path in
            .problem(
                "readOnly", "The disk on which \(path) lies can only be read.",
                "Look into the system's log: it does this to a disk that fails. Mount it for writing again, or restore a backup on another one.")
        }
    }

    private static func space(_ folder: DataFolder) -> [Finding] {
        let size: Int64
        let free: Int64
        do {
            // What lies on a server lies on the server's disk.
            let isHere = FileManager.default.fileExists(atPath: folder.database)
            size = isHere ? try (FileManager.default.attributesOfItem(atPath: folder.database)[.size] as? NSNumber)?.int64Value ?? 0 : 0
            free = try (FileManager.default.attributesOfFileSystem(forPath: folder.path)[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
        } catch {
            return [.problem("space", "How full the disk is cannot be seen.", "Run doctor as the user who runs the server.")]
        }
        return space(of: size, free: free)
    }

    /// Both in bytes.
    static func space(of size: Int64, free: Int64) -> [Finding] {
        let megabytes = free >> 20
        if free < max(200 << 20, size / 4) {
            return [
                .problem(
                    "space", "The disk is nearly full: \(megabytes) MB are free.", "Make room: at least as much as the data has, \(size >> 20) MB.")
            ]
        }
        if free < max(1 << 30, size * 2) { return [.note("space", "\(megabytes) MB of the disk are free.", "Make room before it is less.")] }
        return []
    }

    // MARK: Keys

    /// The file of day keys holds everything twice; each half ends with its checksum.
    private static func keys(_ folder: DataFolder) -> [Finding] {
        let path = folder.keys + "/day.keys"
        guard let bytes = FileManager.default.contents(atPath: path).map({ [UInt8]($0) }) else {
            return [.problem("keys", "There are no keys at \(folder.keys).", "Name their folder with --keys, or restore a backup.")]
        }
        let size = bytes.count / 2
        let whole = [0, 1].filter { slot in
            let part = bytes[(slot * size)..<((slot + 1) * size)]
            return size > 32 && Digest.sha256(Array(part.dropLast(32))) == Array(part.suffix(32))
        }
        switch whole.count {
        case 2: return []
        case 1:
            return [
                .problem(
                    "keys", "One of the two halves of \(path) is damaged.",
                    "The next start mends it from the other. Look after the disk, and make a backup.")
            ]
        default: return [.problem("keys", "\(path) is damaged, both halves of it.", "Restore a backup: alongside restore")]
        }
    }
}
