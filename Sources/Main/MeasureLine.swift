import App
import ArgumentParser

/// `alongside measure`
struct MeasureLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures durable writes and reads of one row, for bin/bench.", shouldDisplay: false
    )

    @Option(help: "A new SQLite file, or an empty database of a PostgreSQL server, postgres://user@host/name.")
    var place: String

    @Option(help: "How long each way is measured.")
    var seconds = 3

    func run() async throws {
        try await plainly { try await MeasureCommand(place: place, seconds: seconds).run($0) }
    }
}
