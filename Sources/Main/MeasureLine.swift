import App
import ArgumentParser

/// `alongside measure`
struct MeasureLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures writes and reads, for bin/bench.", shouldDisplay: false
    )

    @Option(help: "A new SQLite file, or an empty database of a PostgreSQL server, postgres://user@host/name: for single rows.")
    var place: String?

    @Option(help: "A copy of a demo town in which days pass: how long each kind of write holds others up.")
    var writes: String?

    @Option(help: "How long each way is measured.")
    var seconds = 3

    func run() async throws {
        try await plainly { console in
            if let writes { try await MeasureWritesCommand(folder: DataFolder(writes)).run(console) }
            if let place { try await MeasureCommand(place: place, seconds: seconds).run(console) }
        }
    }
}
