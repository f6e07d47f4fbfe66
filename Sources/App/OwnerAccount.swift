import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Root, who types a command on an installed folder, works as the account that owns it: a file that root left there would keep the server out.
enum OwnerAccount {
    /// For the rest of the process. Does nothing for anybody but root.
    static func become(ownerOf path: String) throws {
        guard geteuid() == 0 else { return }
        let there = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let about = try? FileManager.default.attributesOfItem(atPath: there), let owner = about[.ownerAccountID] as? NSNumber,
            let group = about[.groupOwnerAccountID] as? NSNumber, owner.uint32Value != 0
        else { return }
        guard setgroups(0, nil) == 0, setgid(group.uint32Value) == 0, setuid(owner.uint32Value) == 0 else {
            throw Refusal("\(path) belongs to another account, and root cannot become it. Run this as that account.")
        }
    }
}
