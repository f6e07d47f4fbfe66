import App
import ArgumentParser

/// `alongside move`
struct MoveLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Moves the data of an installation to a PostgreSQL server, or back into a file."
    )

    @Option(help: "The folder of the installation, where neither --from nor --to names it.")
    var data: String?

    @Option(help: "The folder of its keys; DATA.keys unless given.")
    var keys: String?

    @Option(help: "Where the data must be now: sqlite:FOLDER or postgres://user@host/name. Nothing is moved that is elsewhere.")
    var from: String?

    @Option(help: "Where to: the address of an empty database, postgres://user@host/name, or sqlite for a file of the folder (sqlite:FOLDER).")
    var to: String

    @OptionGroup var server: ServerLineOptions

    func run() async throws {
        try await plainly { console in
            try await MoveCommand(try MoveEnds(data: data, keys: keys, from: from, to: to), options: server.options).run(console)
        }
    }
}
