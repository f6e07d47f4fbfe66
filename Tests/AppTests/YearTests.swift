import Foundation
import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside
@testable import App

/// A year in fast-forward, on each engine: part of `bin/test --all`.
@Suite("A year", .serialized) struct YearTests {
    /// What opens somebody, what waits, and what is there for a while: it comes and goes.
    private static let passing: Set<String> = [
        "subject", "record_key", "session", "undo", "once", "job", "attachment", "attachment_chunk", "import_row", "import_chunk", "night_finding",
        "node", "node_key", "day_key",
        "chore_turn", "helper", "offer",
    ]

    @Test(
        "a year of days, each with its asks and its night, leaves nothing due, nothing that was given up, and nobody more than the half year before",
        arguments: TestServer.isThere ? [Engine.sqlite, .postgres] : [.sqlite])
    func year(engine: Engine) async throws {
        var town = try await YearTown(on: engine)
        for number in 1...180 { try await town.day(number) }
        let (before, bytesBefore, memoryBefore) = (try await town.rows(), try town.bytes(), YearTown.memory())
        for number in 181...365 { try await town.day(number) }
        let (after, bytes, memory) = (try await town.rows(), try town.bytes(), YearTown.memory())
        print(
            "\(engine) after 180 and 365 days: data \(bytesBefore.newest >> 10) and \(bytes.newest >> 10) KB, backups \(bytesBefore.all >> 20) and \(bytes.all >> 20) MB, memory \(memoryBefore) and \(memory) MB"
        )

        #expect(town.lines == [])
        let house = town.house
        #expect(try await house.database.read { try Checkup.findings(in: house, $0) } == [])
        #expect(try await house.database.read { try HealthStore.findings($0) } == [])
        #expect(try await town.open.database.integrityProblems() == [])
        let doctor = try await Doctor(open: town.open).look().filter { $0.weight == .problem }
        #expect(doctor.isEmpty, "\(doctor.map(\.what))")
        // What is counted keeps its rows, without anybody in them: as many more as there were asks. All else stays as much as it was.
        for (table, rows) in after {
            let (half, share) = (before[table] ?? 0, Self.passing.contains(table) ? 1.25 : 2.25)
            #expect(Double(rows) <= max(40, Double(half) * share), "\(table) has grown from \(half) to \(rows)")
        }
        #expect(Double(bytes.newest) < Double(bytesBefore.newest) * 2.1 && Double(bytes.all) < Double(bytesBefore.all) * 2.1)
        #expect(memory < memoryBefore + 60)
        try town.end()
    }
}
