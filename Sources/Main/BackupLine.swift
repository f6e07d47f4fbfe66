import App
import ArgumentParser

/// `alongside backup`
struct BackupLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the data while it is served, and apart from it the keys, sealed to the recovery code."
    )

    @OptionGroup var place: FolderOptions

    @Option(help: "The folder of backups; the keys go to OUT.keys.")
    var out: String

    func run() async throws {
        try await plainly { try await BackupCommand(out: out).reach(place.folder, $0) }
    }
}
