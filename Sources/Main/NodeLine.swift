import App
import ArgumentParser

/// `alongside node`: several programs on one PostgreSQL server.
struct NodeLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node", abstract: "Lets further machines serve the same installation, on a PostgreSQL server.",
        subcommands: [Join.self, Add.self, List.self, Remove.self]
    )

    struct Join: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an empty folder one more node: shows a code and waits. \"serve --database\" does the same and then serves."
        )

        @OptionGroup var place: FolderOptions

        @Option(help: "The PostgreSQL server on which the installation is: postgres://user@host/name.")
        var database: String

        @OptionGroup var server: ServerLineOptions

        @Option(help: "What this node is called; the machine's name unless given.")
        var name: String?

        func run() async throws {
            try await plainly { try await NodeJoin(folder: place.folder, database: database, name: name).run($0) }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lets a node in that waits and shows this code.")

        @Argument(help: "What the other machine shows: six groups of four letters and digits.")
        var code: String

        @OptionGroup var place: FolderOptions

        func run() async throws {
            try await plainly { try await AddNodeCommand(code: code).reach(place.folder, $0) }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the nodes, whether they run, and up to which day they have keys.")

        @OptionGroup var place: FolderOptions

        @Flag(help: "For programs.")
        var json = false

        func run() async throws {
            try await plainly { try await ListNodesCommand(json: json).reach(place.folder, $0) }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes a node out. The keys that it has stay with it until a burn.")

        @Argument(help: "Its name, as \"node list\" shows it.")
        var name: String

        @OptionGroup var place: FolderOptions

        func run() async throws {
            try await plainly { try await RemoveNodeCommand(node: name).reach(place.folder, $0) }
        }
    }
}
