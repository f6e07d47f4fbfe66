import App
import ArgumentParser

/// `alongside burn`
struct BurnLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "burn", abstract: "Makes all earlier copies of the data unreadable, and makes a new backup."
    )

    @OptionGroup var place: FolderOptions

    @Option(help: "The folder of backups; the keys go to OUT.keys.")
    var out: String

    func run() async throws {
        try await plainly { try await BurnCommand(out: out).reach(place.folder, $0) }
    }
}
