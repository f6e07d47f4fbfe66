// `stat` belongs to this or to the C library, by the order in which the compiler happens to read files.
import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Root, who types a command on an installed folder, works as the account that owns it: a file that root left there would keep the server out.
enum OwnerAccount {
    /// For the rest of the process. Does nothing for anybody but root.
    static func become(ownerOf path: String) throws {
        var about = stat()
        guard geteuid() == 0, stat(path, &about) == 0, about.st_uid != 0 else { return }
        guard setgroups(0, nil) == 0, setgid(about.st_gid) == 0, setuid(about.st_uid) == 0 else {
            throw Refusal("\(path) belongs to another account, and root cannot become it. Run this as that account.")
        }
    }
}
