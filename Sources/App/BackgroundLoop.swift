import Alongside
import Kernel
import Logging
import ServiceLifecycle
import Synchronization

/// Goes through the list of chores every minute until the program stops.
final class BackgroundLoop: Service {
    private let house: House
    private let logger: Logger
    private let lastRun = Mutex<[String: Instant]>([:])
    private let lastSaid = Mutex<[String: Instant]>([:])

    init(house: House, logger: Logger) {
        self.house = house
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            repeat { await round() } while await slept()
        }
    }

    /// Runs what is due. One chore's trouble keeps no other from running.
    func round() async {
        for chore in Background.chores where isDue(chore) {
            guard !Task.isCancelled else { return }
            do {
                for line in try await chore.run(house) { say(line) }
            } catch is CancellationError {
                return
            } catch {
                say("\(chore.name): \(PlainWords.of(error))")
            }
        }
    }

    private func isDue(_ chore: Background.Chore) -> Bool {
        let now = house.now
        return lastRun.withLock { lastRun in
            // A clock that went back does not stop the work.
            if let last = lastRun[chore.name], now >= last, now - last < chore.every - .seconds(5) { return false }
            lastRun[chore.name] = now
            return true
        }
    }

    /// The same line at most once an hour.
    private func say(_ line: String) {
        let now = house.now
        let isNew = lastSaid.withLock { lastSaid in
            lastSaid = lastSaid.filter { now >= $0.value && now - $0.value < .hours(1) }
            guard lastSaid[line] == nil else { return false }
            lastSaid[line] = now
            return true
        }
        if isNew { logger.notice("\(line)") }
    }

    private func slept() async -> Bool {
        do {
            try await Task.sleep(for: .seconds(60))
            return true
        } catch {
            return false
        }
    }
}

extension Span {
    fileprivate static func - (left: Span, right: Span) -> Span { Span(milliseconds: left.milliseconds - right.milliseconds) }
}
