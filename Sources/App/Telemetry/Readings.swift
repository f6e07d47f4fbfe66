import Alongside
import Foundation
import Kernel
import Storage

/// What is read at the moment somebody asks for it: how busy the database is, what waits, and when the house last looked after itself.
struct Readings: Sendable {
    let telemetry: Telemetry
    let house: House
    let load: @Sendable () -> DatabaseLoad

    /// The exposition as it is now. While the database does not answer, what it would say stays as it last was.
    func text() async -> String {
        let load = load()
        telemetry.set(.writesWaiting, Double(load.waiting))
        if let log = load.logBytes { telemetry.set(.logBytes, Double(log)) }
        if let pool = load.pool {
            telemetry.set(.poolSize, Double(pool.size))
            telemetry.set(.poolBusy, Double(pool.busy))
        }
        if let memory = Self.residentBytes() { telemetry.set(.memory, memory) }
        telemetry.set(.build, 1, [("version", Release.version)])
        let house = house
        do {
            set(try await house.database.read { try Vitals.read(in: house, $0) })
            telemetry.set(.databaseAnswers, 1)
        } catch {
            telemetry.set(.databaseAnswers, 0)
        }
        return telemetry.metrics.text()
    }

    private func set(_ vitals: Vitals) {
        telemetry.set(.jobsWaiting, Double(vitals.jobs.waiting))
        telemetry.set(.jobsDead, Double(vitals.jobs.givenUp))
        telemetry.set(.jobsOldestDue, vitals.jobs.oldest.map { Double(max(0, (house.now - $0).milliseconds)) / 1_000 } ?? 0)
        telemetry.set(.messagesWaiting, Double(vitals.messagesWaiting))
        telemetry.set(.dayKeysAhead, Double(vitals.dayKeysAhead))
        telemetry.set(.nightlyRun, vitals.lastNight.map { Double($0.milliseconds) / 1_000 } ?? 0)
        telemetry.set(.backup, vitals.lastBackup.map { Double($0.milliseconds) / 1_000 } ?? 0)
    }

    /// From the kernel's own table; nil where there is none.
    private static func residentBytes() -> Double? {
        guard let table = FileManager.default.contents(atPath: "/proc/self/statm").map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
        let pages = table.split(separator: " ").dropFirst().first.flatMap { Double($0) }
        return pages.map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
    }
}
