import App
import ArgumentParser

/// `alongside recovery-code`
struct RecoveryCodeLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recovery-code", abstract: "Makes a new recovery code for the backups to come, and shows it once."
    )

    @OptionGroup var place: FolderOptions

    func run() async throws {
        try await plainly { try await RecoveryCodeCommand().reach(place.folder, $0) }
    }
}
