import App
import ArgumentParser

/// `alongside move`
struct MoveLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Moves the data of an installation to a PostgreSQL server, or back into a file."
    )

    @OptionGroup var place: FolderOptions

    @Option(help: "Where to: the address of an empty database, postgres://user@host/name, or sqlite for a file of the folder.")
    var to: String

    @OptionGroup var server: ServerLineOptions

    func run() async throws {
        try await plainly { console in try await MoveCommand(folder: place.folder, to: to, options: server.options).run(console) }
    }
}
