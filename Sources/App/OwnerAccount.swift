import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Root, who types a command on an installed folder, works as the account that owns it: a file that root left there would keep the server out.
enum OwnerAccount {
    /// For the rest of the process. Does nothing for anybody but root, and where there is no such folder.
    static func become(ownerOf path: String) throws {
        guard geteuid() == 0, let about = try? FileManager.default.attributesOfItem(atPath: OwnerOnly.resolved(path)),
            let owner = (about[.ownerAccountID] as? NSNumber)?.uint32Value, let group = (about[.groupOwnerAccountID] as? NSNumber)?.uint32Value,
            owner != 0
        else { return }
        guard setgroups(0, nil) == 0, setgid(group) == 0, setuid(owner) == 0 else {
            throw Refusal("\(path) belongs to another account, and root cannot become it. Run this as that account.")
        }
    }

    /// As that account for as long as `work` takes, for root who needs to be root again afterwards. A server that asks the system who comes knows the owner, not root.
    static func acting<Output>(asOwnerOf path: String, _ work: () throws -> Output) throws -> Output {
        guard geteuid() == 0, let about = try? FileManager.default.attributesOfItem(atPath: OwnerOnly.resolved(path)),
            let owner = (about[.ownerAccountID] as? NSNumber)?.uint32Value, owner != 0
        else { return try work() }
        guard seteuid(owner) == 0 else { throw Refusal("\(path) belongs to another account, and root cannot become it.") }
        defer { precondition(seteuid(0) == 0, "root is root again") }
        return try work()
    }
}
