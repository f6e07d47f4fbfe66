import App
import ArgumentParser

/// `alongside restore`
struct RestoreLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Makes an installation of the newest backup in a folder. Asks for the recovery code, or reads it from standard input."
    )

    @OptionGroup var place: FolderOptions

    @Option(name: .customLong("from"), help: "The folder of backups.")
    var source: String

    @Option(help: "The file of sealed keys; FROM.keys/keys.sealed unless given.")
    var keysFrom: String?

    @Option(help: "An empty database of a PostgreSQL server, postgres://user@host/name, that is to hold the data; a file of the folder unless given.")
    var database: String?

    @OptionGroup var server: ServerLineOptions

    func run() async throws {
        try await plainly {
            try await Restore(from: source, to: place.folder, keysFrom: keysFrom, database: database, serverOptions: server.options).run($0)
        }
    }
}
