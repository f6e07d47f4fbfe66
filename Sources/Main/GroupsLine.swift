import App
import ArgumentParser

/// `alongside groups`
struct GroupsLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "groups", abstract: "Lists the groups of an installation.")

    @OptionGroup var place: FolderOptions

    @Flag(help: "One line of JSON: an array of objects with slug and name.")
    var json = false

    func run() async throws {
        try await plainly { try await GroupsCommand(json: json).reach(place.folder, $0) }
    }
}
