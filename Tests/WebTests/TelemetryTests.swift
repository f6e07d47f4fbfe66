import Alongside
import InMemoryTracing
import Kernel
import Logging
import Metrics
import Storage
import Synchronization
import TestKit
import Testing
import Tracing
import Web

@testable import App

/// What is measured, traced and logged: routes, counts and times, and nothing of anybody.
@Suite("Telemetry") struct TelemetryTests {
    /// Keeps every line at every level, as one text.
    private struct Lines: LogHandler {
        let kept: Kept
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        final class Kept: Sendable {
            let lines = Mutex<[String]>([])
            var all: [String] { lines.withLock { $0 } }
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let more = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            kept.lines.withLock { $0.append("\(event.level) \(event.message) \(more)") }
        }
    }

    /// Everything that listens, put around one world.
    private struct Ears {
        let telemetry = Telemetry()
        let tracer = InMemoryTracer()
        let kept = Lines.Kept()

        var logger: Logger { Logger(label: "test") { [kept] _ in Lines(kept: kept) } }

        func watch(_ front: Front) -> RequestWatch { RequestWatch(front: front, telemetry: telemetry, tracer: tracer, logger: logger) }

        var around: @Sendable (Front, WebRequest) async -> WebResponse {
            let (telemetry, tracer, logger) = (telemetry, tracer, logger)
            return { await RequestWatch(front: $0, telemetry: telemetry, tracer: tracer, logger: logger).answer($1) }
        }

        var seen: @Sendable (any Database) -> any Database { { [tracer] in TracedDatabase(database: $0, tracer: tracer) } }

        func words(of span: FinishedInMemorySpan) -> String {
            var words: [String] = []
            span.attributes.forEach { key, value in words.append("\(key)=\(value)") }
            return words.sorted().joined(separator: " ")
        }

        func spans() -> [String] {
            tracer.finishedSpans.map { span in
                "\(span.operationName) \(words(of: span)) \(span.events) \(span.errors) \(String(describing: span.status)) \(span.links)"
            }
        }
    }

    @Test("the whole way of one ask leaves nothing of anybody in any metric, span or line", .timeLimit(.minutes(15)))
    func mainFlow() async throws {
        let ears = Ears()
        var flow = try await MainFlow(seed: 24, seen: ears.seen, around: ears.around)
        try await flow.isAsked()
        try await flow.isAcknowledged()
        let tokens = [flow.own] + World.Member.allCases.map { flow.world.cookie($0) }
        let word = try await flow.world.face(of: flow.ask).codeWord
        try await flow.isTriaged()
        try await flow.isMatched()
        try await flow.holdRunsOut()
        try await flow.isAccepted()
        try await flow.isShopped()
        try await flow.failsOnce()
        try await flow.isDone()
        try await flow.isRepaid()
        try await flow.isThanked()
        try await flow.isFollowedUp()
        try await flow.isComplainedAbout()
        _ = await flow.world.get("/riverside/ask?name=Grigoris")
        _ = await flow.world.get("/riverside/l/t7kq2m9xw4hj8p5cz3nr6vb1y0dgs2fa")
        let readings = Readings(telemetry: ears.telemetry, house: flow.world.house, load: { DatabaseLoad(waiting: 0) })
        let told = ears.spans() + ears.kept.all + [await readings.text()]
        #expect(told.count > 500 && told.contains { $0.contains("statement") } && told.contains { $0.contains("route=askDesk") })
        for name in ["OpenAsk", "TriageAsk", "ConfirmMatch", "AcceptMatch", "DeliverAsk", "PayReceipt", "GiveThanks"] {
            #expect(told.contains { $0.hasPrefix("use case ") && $0.contains(#"outcome=string("done")"#) && $0.contains(name) }, "no span of \(name)")
        }
        let secrets = tokens.map { String($0.split(separator: "/").last ?? "") }
        let people = [
            MainFlow.name, "Lucía", "Ibarra", MainFlow.street, MainFlow.number, "900123", "leche", MainFlow.thanks, "Bo Lindqvist", "Amina", "Haddad",
            word,
            "riverside", "Riverside", flow.ask.text, "Grigoris", "t7kq2m9xw4hj8p5cz3nr6vb1y0dgs2fa",
        ]
        for needle in people + secrets {
            #expect(needle.count > 1 && !told.contains { $0.contains(needle) }, "\(needle) was told: \(told.first { $0.contains(needle) } ?? "")")
        }
    }

    @Test("a statement stands below its read or write, and that below the request, which has the ID that was answered")
    func spans() async throws {
        let ears = Ears()
        let world = try await World(seen: ears.seen, around: ears.around)
        ears.tracer.clearAll()
        let answer = await world.get("/riverside/desk", as: .omar)
        let spans = ears.tracer.finishedSpans
        let request = try #require(spans.first { $0.operationName == "request" })
        let id = try #require(answer.header("x-request-id"))
        #expect(id.count == 12 && ears.words(of: request).contains(id) && ears.words(of: request).contains("board"))
        let reads = spans.filter { $0.operationName == "read" }
        #expect(!reads.isEmpty && reads.allSatisfy { $0.parentSpanID == request.spanID })
        let statements = spans.filter { $0.operationName == "statement" }
        #expect(statements.count > 3 && statements.allSatisfy { statement in reads.contains { $0.spanID == statement.parentSpanID } })
    }

    @Test("a use case is one span with its name and how it ended, above its statements; one that was refused is no error")
    func useCases() async throws {
        let ears = Ears()
        let world = try await World(seen: ears.seen, around: ears.around)
        let person = try await world.neighbourWhoHelps("Zoltan")
        ears.tracer.clearAll()
        let (house, group) = (world.house, world.group)
        try await house.database.write { transaction in
            try History.record(.joined, "person", person.subject, by: .command, in: house, group: group.id, transaction)
        }
        let done = try #require(ears.tracer.finishedSpans.first { $0.operationName == "use case" })
        #expect(ears.words(of: done) == #"outcome=string("done") use_case=string("TelemetryTests")"# && done.status == nil)
        #expect(ears.tracer.finishedSpans.contains { $0.operationName == "statement" && $0.parentSpanID == done.spanID })

        for (error, words) in [
            (
                Problem.invalid("phone", "problem.phone.short", ["number": "0170"]) as any Error,
                #"outcome=string("refused") problem=string("problem.phone.short")"#
            ),
            (Problem(.broken, "problem.broken"), #"error.type=string("Problem") outcome=string("failed")"#),
            (StorageFault.full, #"error.type=string("StorageFault") outcome=string("failed")"#),
        ] {
            ears.tracer.clearAll()
            await #expect(throws: (any Error).self) { try await world.house.database.write { _ in throw error } }
            let span = try #require(ears.tracer.finishedSpans.first { $0.operationName == "write" })
            #expect(ears.words(of: span) == words && (span.status == nil) == words.contains("refused"))
        }
    }

    @Test("requests are counted and timed by the name of their route and the class of their status, an unknown address as one that leads nowhere")
    func counted() async throws {
        let ears = Ears()
        let world = try await World(around: ears.around)
        for path in ["/riverside/ask", "/riverside/ask?in=es", "/riverside/l/x/y/z", "/no/where/at/all", "/riverside/desk"] {
            _ = await world.get(path)
        }
        let text = ears.telemetry.metrics.text()
        #expect(text.contains("alongside_requests_total{route=\"ask\",status=\"2xx\"} 2\n"))
        #expect(text.contains("alongside_requests_total{route=\"nowhere\",status=\"4xx\"} 2\n"), "\(text)")
        #expect(text.contains("alongside_requests_total{route=\"board\",status=\"3xx\"} 1\n"))
        #expect(text.contains("alongside_request_seconds_count{route=\"ask\"} 2\n"))
        #expect(text.contains("alongside_request_seconds_bucket{route=\"ask\",le=\"+Inf\"} 2\n"))
        let labels = Set(text.matches(of: /[{,]([a-z_]+)="/).map { String($0.1) })
        #expect(labels == ["route", "status", "le"])
        #expect(ears.kept.all.first { $0.contains("route=ask ") }?.contains("status=200") == true)
    }

    @Test("the readings say what waits, what was given up, how long keys last, and when the house last looked after itself")
    func readings() async throws {
        let world = try await World()
        try await world.write { transaction, house, group in
            for number in 1...3 {
                let due = house.now - .seconds(10 * number)
                try Jobs.enqueue("odd", group: group.id, id: house.newID(), key: "\(number)", due: due, in: transaction)
            }
            _ = try transaction.execute("UPDATE job SET state = 'dead' WHERE key = '3'", [])
        }
        let load = DatabaseLoad(waiting: 4, pool: .init(size: 8, busy: 3))
        let text = await Readings(telemetry: Telemetry(), house: world.house, load: { load }).text()
        for line in [
            "alongside_jobs_waiting 2", "alongside_jobs_dead 1", "alongside_jobs_oldest_due_seconds 20", "alongside_messages_waiting 0",
            "alongside_day_keys_ahead_days 60", "alongside_backup_timestamp_seconds 0", "alongside_database_waiting 4",
            "alongside_database_pool_size 8", "alongside_database_pool_busy 3", "alongside_build_info{version=\"\(Release.version)\"} 1",
            "alongside_nightly_run_timestamp_seconds \(World.start.milliseconds / 1_000)",
        ] { #expect(text.contains(line + "\n"), "\(line) in\n\(text)") }
        #expect(text.contains("# TYPE alongside_jobs_dead gauge\n") && text.firstMatch(of: /alongside_resident_memory_bytes \d{7,}\n/) != nil)
    }

    @Test("a request without ears costs its ID and nothing else, and has it")
    func deaf() async throws {
        let world = try await World()
        let watch = RequestWatch(front: world.front)
        let request = WebRequest(method: .get, path: "/riverside/ask")
        let ids = [await watch.answer(request), await watch.answer(request)].compactMap { $0.header("x-request-id") }
        #expect(Set(ids).count == 2 && ids.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{12}/) != nil })
    }

    @Test("what no measure is called is not kept: no library puts labels of its own here")
    func strange() {
        let metrics = PrometheusMetrics()
        metrics.makeCounter(label: "http_requests", dimensions: [("path", "/riverside/l/secret")]).increment(by: 1)
        metrics.makeCounter(label: Measure.retries.name, dimensions: []).increment(by: 2)
        #expect(metrics.text().hasSuffix("\nalongside_database_retries_total 2\n") && !metrics.text().contains("secret"))
    }

    @Test(
        "measures are read at addresses that nobody outside reaches, unless it is said in so many words",
        arguments: [
            ("127.0.0.1", true), ("localhost", true), ("::1", true), ("10.2.3.4", true), ("172.31.0.1", true), ("192.168.7.7", true),
            ("169.254.1.1", true), ("fd12::1", true), ("fe80::1", true), ("0.0.0.0", false), ("::", false), ("172.32.0.1", false), ("8.8.8.8", false),
            ("2001:db8::1", false), ("::ffff:8.8.8.8", false), ("hub.example.org", false),
        ])
    func privately(host: String, isPrivate: Bool) throws {
        if isPrivate {
            #expect(try MetricsAddress(host: host, port: 9_100, isForEverybody: false).host == host)
        } else {
            #expect(throws: Refusal.self) { try MetricsAddress(host: host, port: 9_100, isForEverybody: false) }
            #expect(try MetricsAddress(host: host, port: 9_100, isForEverybody: true).port == 9_100)
        }
    }
}
