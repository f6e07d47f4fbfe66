import Alongside
import Kernel
import Sealing
import Storage

extension Front {
    /// 200 while this program takes requests, else 503 with the reason.
    func ready() async -> WebResponse {
        readiness.noteAsked()
        let reason = await whyNot()
        return WebResponse(
            status: reason == nil ? 200 : 503, headers: [("content-type", "text/plain"), ("cache-control", "no-store")],
            body: Array((reason?.line ?? "ready\n").utf8)
        )
    }

    /// Whether it was told to stop: connections are kept no longer.
    public var isStopping: Bool { readiness.isStopping }

    /// The database is asked by a task of its own: one that never answers must not keep the proxy waiting.
    private func whyNot() async -> Readiness.Reason? {
        if readiness.isStopping { return .stopping }
        let (answers, answer) = AsyncStream.makeStream(of: Readiness.Reason?.self)
        let house = house
        let patience = readiness.patience
        let asking = Task { answer.yield(await Self.look(at: house)) }
        let waiting = Task {
            try await Task.sleep(for: .milliseconds(patience.milliseconds))
            answer.yield(.database)
        }
        defer {
            asking.cancel()
            waiting.cancel()
        }
        for await reason in answers { return readiness.isStopping ? .stopping : reason }
        return .stopping
    }

    private static func look(at house: House) async -> Readiness.Reason? {
        do {
            let now = house.now
            let reason = try await house.database.read { connection -> Readiness.Reason? in
                let newest = try HealthStore.newestMigration(connection)
                guard let newest, let own = Schema.migrations.last?.number, newest >= own else { return .schema }
                if let clock = try ClockStore.reading(connection), case .behind = ClockRule.verdict(clock, at: now) { return .clock }
                return try house.hasWorseClockThanAnother(connection) ? .apart : nil
            }
            return reason ?? (house.vault.dayKeys.has(now.day) ? nil : .keys)
        } catch {
            return .database
        }
    }
}
