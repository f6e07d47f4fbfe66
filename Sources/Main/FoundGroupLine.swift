import App
import ArgumentParser

/// `alongside found-group`
struct FoundGroupLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "found-group", abstract: "Makes a link with which a further group is founded here, apart from the others."
    )

    @OptionGroup var place: FolderOptions

    func run() async throws {
        try await plainly { try await FoundGroupCommand().reach(place.folder, $0) }
    }
}
