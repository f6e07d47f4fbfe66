import Alongside
import Sealing

/// `alongside backup`: a copy of the data, and apart from it the keys, sealed to the recovery code.
public struct BackupCommand: FolderCommand {
    public static let name = "backup"

    let out: String

    public init(out: String) { self.out = OwnerOnly.absolute(out) }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        if open.house.vault.folder.recovery == nil { try RecoveryCodes.make(for: open, console) }
        let folder = BackupFolder(path: out)
        console.say("Data: \(try await folder.make(from: open))")
        console.say("Keys: \(folder.sealedKeys) (sealed to the recovery code; keep it apart from the data)")
    }
}
