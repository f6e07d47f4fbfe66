import Alongside
import Exchange
import Foundation
import Kernel
import Simulation
import Storage

/// `alongside measure --writes`: lives a few days of a copy of a demo town, through the use cases and with everything that happens by itself, brings in a sheet, lets a month
/// pass so that much is forgotten, and says how long each kind of write held others up. For `bin/bench --engines`; the copy is not what it was afterwards, and so nothing but a
/// folder that `demo` made is taken, and only while nobody serves it.
public struct MeasureWritesCommand: Sendable {
    private let folder: DataFolder
    /// How many people ask in the first days.
    var asks = 60
    /// Of the sheet.
    var rows = 2_000
    /// In how many people do something, and how many go by.
    var days = (lived: 3, passed: 31)

    public init(folder: DataFolder) { self.folder = folder }

    private struct Line: Codable {
        let work: String
        let count: Int
        let over: Int
        let mean: Double
        let longest: Double
    }

    /// Says one line of JSON: for each work how many writes, how many over 20 ms, and milliseconds of the mean and the longest; the longest first.
    public func run(_ console: Console) async throws {
        guard try DatabasePlace.of(folder) != nil else { throw Refusal("There is no installation in \(folder.path).") }
        let watch = WriteWatch()
        let time = MovableTime(TimeSource.system.now)
        let open = try await OpenHouse.open(
            folder, publicURL: nil, time: time.source, alone: true, seen: { watch.around($0) })
        let house = open.house
        guard try await house.database.read({ try InstallationStore.isDemo($0) }) else {
            await open.leave()
            try open.close()
            throw Refusal(
                "\(folder.path) is no demo town. Months would pass in it, and much be forgotten: name a copy of a folder that alongside demo made.")
        }
        // A town may have been made long ago: its days go on where they ended.
        if let seen = try await house.database.read({ try ClockStore.reading($0)?.newestSeen }) { time.move(to: seen) }
        try await TownDays(in: house, time: time, seed: 7, chores: Self.chores).live(asks: asks, days: days.lived)
        guard let group = try await house.database.read({ try GroupStore.everyGroup($0).first }) else {
            throw Refusal("There is no group in \(folder.path).")
        }
        try await WriteWatch.$errand.withValue("a sheet of \(rows) rows") {
            _ = try await ImportCommand.run(.bytes(sheet()), fileName: "list.csv", in: house, group: group)
        }
        for _ in 0..<days.passed {
            time.move(by: .days(1))
            try await Self.chores(house)
        }
        await open.leave()
        try open.close()
        let lines = watch.held.sorted { $0.value.longest > $1.value.longest }.map { work, held in
            Line(
                work: work.isEmpty ? "anything else" : work, count: held.count, over: held.over,
                mean: Self.milliseconds(held.all) / Double(held.count),
                longest: Self.milliseconds(held.longest))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        console.say(String(decoding: try encoder.encode(lines), as: UTF8.self))
    }

    /// Everything that happens by itself, each under its name.
    private static let chores: @Sendable (House) async throws -> Void = { house in
        for chore in Background.chores { try await WriteWatch.$errand.withValue(chore.name) { _ = try await chore.run(house) } }
    }

    private static func milliseconds(_ span: Duration) -> Double {
        (Double(span.components.seconds) * 1e6 + Double(span.components.attoseconds) / 1e12).rounded() / 1e3
    }

    private func sheet() -> [UInt8] {
        let kinds = ["Groceries", "Prescription", "Phone call"]
        let lines = (0..<rows).map { "Neighbour \($0),s\($0)@sheet.example,\($0 % 120 + 1) Mill Lane,\(kinds[$0 % kinds.count])" }
        return Array((["Name,Email,Area,What do you need"] + lines + [""]).joined(separator: "\n").utf8)
    }
}
