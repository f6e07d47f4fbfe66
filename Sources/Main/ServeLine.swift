import App
import ArgumentParser
import Kernel

/// `alongside serve`
struct ServeLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves a folder; an empty one becomes a new installation."
    )

    @OptionGroup var place: FolderOptions

    @Option(help: "Where to listen, as HOST:PORT; port 0 picks a free one.")
    var listen = "127.0.0.1:8080"

    @Option(
        name: .customLong("public-url"),
        help: "What every link begins with, now and at later starts; unless it was ever given, the address it listens on.")
    var publicURL: String?

    @Option(
        help:
            "A PostgreSQL server, postgres://user@host/name, on which the data of a new installation is kept; every later command finds it there. Where one is there already, an empty folder becomes one more node of it."
    )
    var database: String?

    @OptionGroup var server: ServerLineOptions

    @Option(help: "Where measures may be read in the format of Prometheus, as HOST:PORT; an address of this machine or of a private network.")
    var metrics: String?

    @Flag(help: "Lets --metrics be an address that anybody can reach.")
    var metricsForEverybody = false

    @Option(help: "What the log holds: notice, or debug with a line for every request (its route, status and milliseconds).")
    var logLevel = LogLevel.notice

    @Option(help: "So many seconds requests are answered on after SIGTERM, with /ready saying no; where nobody ever asked /ready it stops at once.")
    var drain = 2

    @Option(help: "A folder in which a backup is made each night, and old ones deleted; the keys go to BACKUP.keys.")
    var backup: String?

    @Option(name: .customLong("node-name"), help: "What this machine is called among several that serve one installation; its own name unless given.")
    var nodeName: String?

    func run() async throws {
        try await plainly { console in
            guard let (host, port) = Self.split(listen) else { throw Refusal("--listen takes HOST:PORT, such as 127.0.0.1:8080.") }
            let link = try PublicURL.checked(publicURL)
            guard (0...600).contains(drain) else { throw Refusal("--drain takes seconds, from 0 to 600.") }
            let serve = Serve(
                folder: place.folder, host: host, port: port, publicURL: link, drain: .seconds(drain), metrics: try metricsAddress(),
                logsRequests: logLevel == .debug, database: database, serverOptions: server.options, nodeName: nodeName, backup: backup,
                demoLinks: Serve.demoLinks)
            try await serve.run(console)
        }
    }

    private func metricsAddress() throws -> MetricsAddress? {
        guard let metrics else { return nil }
        guard let (host, port) = Self.split(metrics) else { throw Refusal("--metrics takes HOST:PORT, such as 127.0.0.1:9100.") }
        return try MetricsAddress(host: host, port: port, isForEverybody: metricsForEverybody)
    }

    /// The port stands behind the last colon; an IPv6 address may stand in brackets.
    private static func split(_ text: String) -> (String, Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port) else { return nil }
        let host = text[..<colon].drop { $0 == "[" }.prefix { $0 != "]" }
        return host.isEmpty ? nil : (String(host), port)
    }
}

enum LogLevel: String, ExpressibleByArgument, CaseIterable { case notice, debug }
