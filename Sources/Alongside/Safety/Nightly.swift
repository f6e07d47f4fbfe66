public import Kernel
import Sealing
import Storage

/// What the clock does with people's data: every minute it notes the time and erases what was asked for; once a day it moves the living on, forgets
/// what is due, and lets keys go (DESIGN: forgetting by day keys).
public struct Nightly: Sendable {
    /// What came of one run.
    public struct Report: Sendable, Hashable {
        /// Why forgetting waits, or that the clock is behind.
        public var verdict: ClockRule.Verdict
        /// Whether this was the one run of the day.
        public var isWhole = false
        public var erased = 0
        public var forgotten = 0
        /// Days whose keys were overwritten.
        public var dropped: [Day] = []
        /// Days that have passed and still hold somebody who lives: their keys stay, and somebody has to look.
        public var stuck: [Day] = []
        /// Living subjects of which a key could not be moved on.
        public var broken: [ID<Subject>] = []
        /// Groups of which something failed, with the kind of failure; the others went on.
        public var failures: [String] = []
        /// What could not be looked at (`NightLook`), with the kind of failure. The work of the night is done all the same, and the next night looks again.
        public var unseen: [String] = []
        /// How far this machine's clock is ahead of the database server's, behind where negative, when that is more than the product bears: then nothing is forgotten here.
        public var apart: Span?
    }

    private let house: House
    /// The test of the tests leaves forgetting out: only the clock and the new keys run.
    private let forgets: Bool

    public init(_ house: House) { self.init(house, forgets: true) }

    init(_ house: House, forgets: Bool) {
        self.house = house
        self.forgets = forgets
    }

    /// Runs what is due now. `whole` runs the whole night's work even when it was done today.
    @discardableResult
    public func run(whole: Bool = false) async throws -> Report {
        let now = house.now
        let reading = try await house.database.read { try ClockStore.reading($0) } ?? ClockReading(newestSeen: now, lastRun: now)
        var report = Report(verdict: ClockRule.verdict(reading, at: now))
        if let clock = house.serverClock {
            try await clock.look()
            if clock.isOff {
                // The others hear of it, and keys go on from node to node.
                report.apart = clock.ahead
                try await NodeKeys(house)?.settle()
                return report
            }
        }
        guard case .running(let since, let dropsKeys) = report.verdict else { return report }
        try await house.database.write { try ClockStore.saw(now, runningSince: since, $0) }

        let isFirst = try await house.database.read { try InstallationStore.floor($0) } < now.day - 1
        report.isWhole = whole || isFirst || reading.lastRun.day < now.day
        if let nodes = NodeKeys(house) {
            try await nodes.settle()
        } else if report.isWhole {
            try house.vault.dayKeys.extend(to: now.day + Node.ahead, from: now.day)
        }
        guard forgets else { return report }

        // What is everybody's one node does; its own keys each one drops itself.
        if try await isMine(report.isWhole) {
            do {
                try await work(&report)
            } catch {
                // What it died of is said; that the turn cannot be given back has the same cause, and its time runs out.
                try? await Turns.giveBack(turn(report.isWhole), in: house)
                throw error
            }
            // Perhaps another node can do what failed here.
            if !report.failures.isEmpty { try await Turns.giveBack(turn(report.isWhole), in: house) }
        } else {
            report.isWhole = false
        }
        if house.seat != nil { try await KeptEndings.noteFromElsewhere(in: house) }
        if dropsKeys { try await dropKeys(&report) }
        if report.isWhole { try await attempt("the installation", &report, \.unseen) { _ in try await NightLook.lookAtInstallation(of: house) } }
        if report.isWhole, report.failures.isEmpty { try await house.database.write { try ClockStore.ran(now, $0) } }
        return report
    }

    private func isMine(_ isWhole: Bool) async throws -> Bool {
        try await Turns.take(turn(isWhole), until: house.now + (isWhole ? .minutes(10) : .seconds(50)), in: house)
    }

    private func turn(_ isWhole: Bool) -> String { isWhole ? "night" : "erasures" }

    private func work(_ report: inout Report) async throws {
        let groups = try await house.database.read { try GroupStore.everyGroup($0) }
        for group in groups {
            try await attempt(group.slug, &report, \.failures) { report in report.erased += try await Erasure.eraseDue(in: house, group: group.id) }
        }
        guard report.isWhole else { return }
        for group in groups { try await attempt(group.slug, &report, \.failures) { report in try await night(group, &report) } }
        try await raiseFloor()
        for group in groups { try await attempt(group.slug, &report, \.unseen) { _ in try await NightLook.look(at: group.id, in: house) } }
    }

    /// The night's work of one group, each step so that it can be done again.
    private func night(_ group: Group, _ report: inout Report) async throws {
        try await SilentHelpers.settle(in: house, group: group)
        try await Living.settle(in: house, group: group)
        report.broken += try await Living.roll(in: house, group: group)
        report.forgotten += try await Forgetting.forgetDue(in: house, group: group.id)
        try await house.database.write { try ForgettingStore.sweep(at: house.now, in: group.id, $0) }
    }

    /// One group's trouble keeps no other from forgetting. That the program is told to stop is nobody's trouble.
    private func attempt(
        _ whose: String, _ report: inout Report, _ failed: WritableKeyPath<Report, [String]>, _ body: (inout Report) async throws -> Void
    ) async throws {
        do {
            try await body(&report)
        } catch is CancellationError {
            throw CancellationError()
        } catch let problem as Problem {
            report[keyPath: failed].append("\(whose): \(problem.key)")
        } catch {
            report[keyPath: failed].append("\(whose): \(error)")
        }
    }

    // MARK: Keys

    /// Nothing is sealed to a day that has passed, from this transaction on.
    private func raiseFloor() async throws {
        let yesterday = house.now.day - 1
        try await house.database.write { try ClockStore.raiseFloor(to: yesterday, $0) }
    }

    /// Overwrites the keys of days that have passed, that the floor has passed in an earlier transaction, and in which nobody lives.
    private func dropKeys(_ report: inout Report) async throws {
        let today = house.now.day
        let keys = house.vault.dayKeys
        let passed = keys.allDays.filter { $0 < today }
        guard let newest = passed.last else { return }
        let (floor, living) = try await house.database.read { connection in
            (try InstallationStore.floor(connection), try ForgettingStore.livingDays(through: newest, connection))
        }
        for day in passed where day <= floor {
            if living.contains(day) {
                report.stuck.append(day)
            } else {
                try keys.drop(only: day)
                report.dropped.append(day)
            }
        }
        if report.stuck.isEmpty, let last = report.dropped.last { try keys.drop(through: last) }
    }
}
