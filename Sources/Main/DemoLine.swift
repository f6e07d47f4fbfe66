import App
import ArgumentParser
import Foundation
import Kernel

/// `alongside demo`
struct DemoLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Makes a town of made-up neighbours in a new folder, to look at and to test with."
    )

    @OptionGroup var place: FolderOptions

    @Option(help: "Another number makes another town; the same one the same.")
    var seed: UInt64 = 7

    @Option(help: "Writes every made-up name, number, address and text that is still held into this file, as JSON lines.")
    var people: String?

    @Option(help: "The time at which the town is shown, as 2026-03-10T10:00:00Z; now unless given.")
    var now: String?

    @Option(name: .customLong("public-url"), help: "What links in its messages begin with.")
    var publicURL: String?

    @Option(help: "An empty database of a PostgreSQL server, postgres://user@host/name, in which the town is kept.")
    var database: String?

    @OptionGroup var server: ServerLineOptions

    @Flag(help: "A town at the height of a surge: 25,000 asks, 3,000 helpers, 1,000 of them of the last hour.")
    var surge = false

    @Option(help: "So many asks instead.")
    var asks: Int?

    @Option(help: "So many helpers instead, a third of them of the last hour.")
    var helpers: Int?

    func run() async throws {
        try await plainly { console in
            let shown = try now.map { text in
                guard let date = ISO8601DateFormatter().date(from: text) else { throw Refusal("--now takes a time such as 2026-03-10T10:00:00Z.") }
                return Instant(milliseconds: Int64(date.timeIntervalSince1970 * 1_000))
            }
            try await DemoCommand(
                folder: place.folder, seed: seed, people: people, now: shown, publicURL: try PublicURL.checked(publicURL), database: database,
                serverOptions: server.options, surge: surge || asks != nil || helpers != nil, asks: asks, helpers: helpers
            ).run(console)
        }
    }
}
