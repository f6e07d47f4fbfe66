import App
import ArgumentParser

/// `alongside confirm-clock`
struct ConfirmClockLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm-clock", abstract: "Says that the machine's clock is right, so that forgetting goes on after a long power-off."
    )

    @OptionGroup var place: FolderOptions

    func run() async throws {
        try await plainly { try await ConfirmClockCommand().reach(place.folder, $0) }
    }
}
