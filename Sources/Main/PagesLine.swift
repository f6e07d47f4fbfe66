import App
import ArgumentParser

/// `alongside pages`
struct PagesLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pages", abstract: "Lists one real address for every page, with private links made for it. Only for a demo town.",
        shouldDisplay: false
    )

    @OptionGroup var place: FolderOptions

    @Flag(help: "As JSON: name, path, role and group of each.")
    var json = false

    func run() async throws {
        try await plainly { try await PagesCommand(json: json).reach(place.folder, $0) }
    }
}
