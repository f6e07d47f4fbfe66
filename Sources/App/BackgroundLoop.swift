import Alongside
import Kernel
import ServiceLifecycle
import Storage
import Synchronization

/// Does every chore of the list when it is due, until the program stops. Each has a task of its own, so that none waits for another: forgetting and the
/// holds go on while a sheet of many thousand rows is brought in.
final class BackgroundLoop: Service {
    private let house: House
    /// Writes a line into the log.
    private let tell: @Sendable (String) -> Void
    private let chores: [Background.Chore]
    private let lastRun = Mutex<[String: Instant]>([:])
    private let lastSaid = Mutex<[String: Instant]>([:])
    /// Shared chores that failed here: the next time another node may go first.
    private let failed = Mutex<Set<String>>([])

    init(house: House, chores: [Background.Chore] = Background.chores, tell: @escaping @Sendable (String) -> Void) {
        self.house = house
        self.tell = tell
        self.chores = chores
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in await work() }
    }

    /// Until the task is cancelled.
    func work() async {
        await withDiscardingTaskGroup { group in
            for chore in chores {
                group.addTask { [self] in
                    repeat { await doIfDue(chore) } while await slept()
                }
            }
        }
    }

    /// Runs a chore that is due. Its trouble is said and ends nothing.
    func doIfDue(_ chore: Background.Chore) async {
        guard isDue(chore), !standsBack(chore) else { return }
        do {
            if try await leavesToOthers(chore) { return }
            if chore.isShared {
                let end = house.now + (chore.every - .seconds(10))
                guard try await Turns.take(chore.name, until: end, atMost: chore.every, in: house) else { return }
            }
            for line in try await chore.run(house) { say(line) }
        } catch is CancellationError {
            // The program stops.
        } catch {
            say("\(chore.name): \(PlainWords.of(error))")
            await giveBack(chore)
        }
    }

    /// A node that failed at a chore for all does not keep it from those that may be able to do it.
    private func giveBack(_ chore: Background.Chore) async {
        guard chore.isShared, house.seat != nil else { return }
        failed.withLock { _ = $0.insert(chore.name) }
        do {
            try await Turns.giveBack(chore.name, in: house)
        } catch {
            say("\(chore.name): \(PlainWords.of(error))")
        }
    }

    /// Whether a chore waits until this clock is right, since another node's is: done by a clock that is ahead, holds and offers would run out early. It is due again a minute
    /// later.
    private func leavesToOthers(_ chore: Background.Chore) async throws -> Bool {
        guard !chore.bearsWrongClock, house.serverClock?.isOff == true else { return false }
        let house = house
        guard try await house.database.read({ try house.hasWorseClockThanAnother($0) }) else { return false }
        _ = lastRun.withLock { $0.removeValue(forKey: chore.name) }
        return true
    }

    /// Whether it lets others go first, once after it failed. A minute later it is due here again.
    private func standsBack(_ chore: Background.Chore) -> Bool {
        guard failed.withLock({ $0.remove(chore.name) }) != nil else { return false }
        _ = lastRun.withLock { $0.removeValue(forKey: chore.name) }
        return true
    }

    /// Whether it is a chore's time; if so, its next time is counted from now.
    func isDue(_ chore: Background.Chore) -> Bool {
        let now = house.now
        return lastRun.withLock { lastRun in
            // A clock that went back does not stop the work.
            if let last = lastRun[chore.name], now >= last, now - last < chore.every - .seconds(5) { return false }
            lastRun[chore.name] = now
            return true
        }
    }

    /// The same line at most once an hour.
    func say(_ line: String) {
        let now = house.now
        let isNew = lastSaid.withLock { lastSaid in
            lastSaid = lastSaid.filter { now >= $0.value && now - $0.value < .hours(1) }
            guard lastSaid[line] == nil else { return false }
            lastSaid[line] = now
            return true
        }
        if isNew { tell(line) }
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
