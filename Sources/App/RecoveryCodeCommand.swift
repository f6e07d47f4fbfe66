import Alongside

/// `alongside recovery-code`: a new code, when the old one was lost or seen. Backups made before still open with the old one.
public struct RecoveryCodeCommand: FolderCommand {
    public static let name = "recovery-code"

    public init() {}

    public func run(on open: OpenHouse, _ console: Console) async throws {
        try RecoveryCodes.make(for: open, console)
        console.say("Backups from now on open with this code alone. Make one: alongside backup")
    }
}
