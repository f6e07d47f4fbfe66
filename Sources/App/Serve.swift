public import Alongside
import Foundation
public import Kernel
import Logging
import ServiceLifecycle
import Simulation
import Storage
import StorageSQLite
import UnixSignals
import Web

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `alongside serve`: opens a folder, makes it when it is empty, and serves it until it is told to stop.
public struct Serve: Sendable {
    public var folder: DataFolder
    public var host: String
    public var port: Int
    /// What links begin with; nil for what was given at an earlier start, and else the address it listens on.
    public var publicURL: String?
    /// So long requests are answered on after it was told to stop, where a proxy asks whether it is ready.
    public var drain: Span
    /// Where measures may be read; nil for nowhere.
    public var metrics: MetricsAddress?
    /// Whether the log has a line for every request, at debug level.
    public var logsRequests: Bool
    /// The address of a PostgreSQL server on which the data lies from now on; nil for where it is.
    public var database: String?
    public var serverOptions: ServerOptions
    /// What this program is called among the nodes of an installation.
    public var nodeName: String?
    /// The folder in which a backup is made each night; nil where the server makes none.
    public var backup: String?
    /// Sign-in links of a folder that `demo` made: a name and an address each.
    public var demoLinks: @Sendable (House) async throws -> [(name: String, address: String)]

    public init(
        folder: DataFolder, host: String, port: Int, publicURL: String? = nil, drain: Span = .seconds(2), metrics: MetricsAddress? = nil,
        logsRequests: Bool = false, database: String? = nil, serverOptions: ServerOptions = ServerOptions(), nodeName: String? = nil,
        backup: String? = nil,
        demoLinks: @escaping @Sendable (House) async throws -> [(name: String, address: String)] = { _ in [] }
    ) {
        self.folder = folder
        self.host = host
        self.port = port
        self.publicURL = publicURL
        self.drain = drain
        self.metrics = metrics
        self.logsRequests = logsRequests
        self.database = database
        self.serverOptions = serverOptions
        self.nodeName = nodeName
        self.backup = backup
        self.demoLinks = demoLinks
    }

    /// Returns after SIGTERM or SIGINT, when what was begun is written.
    public func run(_ console: Console) async throws {
        let port = port == 0 ? try await FreePort.find(host: host) : port
        let shownHost = host.contains(":") ? "[\(host)]" : host
        let address = "http://\(shownHost):\(port)"
        var logger = Logger(label: "alongside") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .notice

        // A folder that is served already says so itself; a new one is not made for an address that cannot be had.
        let isNew = try DatabasePlace.of(folder) == nil
        if isNew { try await FreePort.check(host: host, port: port) }
        if let metrics { try await FreePort.check(host: metrics.host, port: metrics.port) }
        if let database, isNew {
            let join = try NodeJoin(folder: folder, database: database, options: serverOptions, name: nodeName)
            if try await join.isNeeded() { try await join.run(console) }
        }
        let telemetry = metrics.map { _ in Telemetry() }
        Tracers.bootstrap()
        let tracer = Tracers.present
        let open = try await OpenHouse.open(
            folder, publicURL: publicURL, address: address, server: database, serverOptions: serverOptions, node: nodeName,
            options: Self.options(logger, telemetry), seen: { database in tracer.map { TracedDatabase(database: database, tracer: $0) } ?? database }
        )
        if !isNew { try await FreePort.check(host: host, port: port) }
        if Burn.isUnfinished(open.house) {
            do {
                _ = try await Burn(open.house).run()
                logger.notice("A burn that was interrupted has ended. Earlier backups open no more: make a new one with alongside backup")
            } catch let trouble as NodeTrouble where trouble == .burning || trouble == .lacksKeys {
                // The old keys stay until another node ends it, or the next start of this one.
                logger.warning("A burn has begun and has not ended. \(PlainWords.of(trouble))")
            }
        }
        let watch = HistoryWatch(open)
        for line in try await watch.begin() { logger.critical("\(line)") }
        try await FirstStart(open: open, console: console).announce()
        if try await open.database.read({ try InstallationStore.isDemo($0) }) {
            console.say(
                "A demo town of made-up people. Open one of these links to be somebody in it; those of the desk work once. "
                    + "The passphrase of its organisers is \"\(DemoTown.passphrase)\"."
            )
            for (name, address) in try await demoLinks(open.house) { console.say("\(name): \(address)") }
        }

        let log = logger
        let readiness = Readiness()
        let front = Front(
            house: open.house, assets: try Assets.load(), readiness: readiness,
            onBroken: { log.error("\(PlainWords.of($0))", metadata: RequestID.current.map { ["request": "\($0)"] }) }
        )
        let requests = RequestWatch(front: front, telemetry: telemetry, tracer: tracer, logger: logsRequests ? Self.requestLogger() : nil)
        let server = Server(watch: requests, host: host, port: port, logger: logger) { port in console.say("Listening on http://\(shownHost):\(port)")
        }
        let onWentBack: @Sendable () -> Void = {
            log.critical("An older state of the data was put in its place while it was served. Stopping; the next start settles it.")
            _exit(70)
        }
        var services: [any Service] = []
        if let metrics, let telemetry { services.append(Self.measures(telemetry, at: metrics, of: open, logger, console)) }
        services += [
            server.application(), SocketServer(open: open, logger: logger),
            BackgroundLoop(
                house: open.house,
                chores: Background.chores(
                    of: open, backup: backup, watch: watch,
                    onWentBack: onWentBack), tell: { log.notice("\($0)") }),
        ]
        if open.house.seat != nil {
            // The signal that an operator would send: what was begun is written first. To the whole process, since threads of tasks take none.
            services.append(
                NodeLoop(
                    house: open.house, tell: { log.notice("\($0)") }, onRemoved: { kill(getpid(), SIGTERM) }, watch: watch, onWentBack: onWentBack))
        }
        services.append(Drain(readiness: readiness, moment: drain))
        var configuration = ServiceGroupConfiguration(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .milliseconds(drain.milliseconds + 4_000)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch is CancellationError {
            // Requests that were still running when the time was over.
        }
        do {
            for line in try await watch.end() { logger.critical("\(line)") }
        } catch {
            // The next start takes it for a power cut.
            logger.warning("How far the data has come could not be noted: \(PlainWords.of(error))")
        }
        await open.leave()
        try open.close()
    }

    private static func measures(_ telemetry: Telemetry, at address: MetricsAddress, of open: OpenHouse, _ logger: Logger, _ console: Console)
        -> any Service
    {
        let database = open.database
        let readings = Readings(telemetry: telemetry, house: open.house, load: { database.load })
        return MetricsServer(readings: readings, address: address, logger: logger) { port in
            console.say("Measures at http://\(address.host.contains(":") ? "[\(address.host)]" : address.host):\(port)/metrics")
        }.application()
    }

    private static func requestLogger() -> Logger {
        var logger = Logger(label: "alongside.request") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .debug
        return logger
    }

    private static func options(_ logger: Logger, _ telemetry: Telemetry?) -> SQLiteOptions {
        SQLiteOptions(
            onSlow: { logger.warning("A write took \($0.milliseconds) ms and held others up") },
            onUnknown: {
                // On the writer's thread, before anybody is answered.
                logger.critical("The disk did not say whether the last write is there. Stopping; start again and look at the last change.")
                _exit(70)
            },
            onCheckpointFailed: {
                logger.error(
                    "The database's log cannot be brought into its file, and grows until it can: \(PlainWords.of($0)) Nothing is lost. Look at the disk: alongside doctor"
                )
            },
            watch: telemetry?.watch ?? DatabaseWatch()
        )
    }
}
