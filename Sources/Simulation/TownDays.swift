public import Alongside
public import Kernel
import Storage

/// Some more days of a town that is there: people ask, and what follows happens through the use cases, each in a write of its own.
public struct TownDays: Sendable {
    private let house: House
    private let time: MovableTime
    private let random: SeededRandomness
    private let chores: @Sendable (House) async throws -> Void

    /// - Parameters:
    ///   - house: That of a demo town, its clock `time`.
    ///   - chores: What happens by itself, run every night.
    public init(in house: House, time: MovableTime, seed: UInt64, chores: @escaping @Sendable (House) async throws -> Void) {
        self.house = house
        self.time = time
        random = SeededRandomness(seed: seed ^ 0x6461_7973)
        self.chores = chores
    }

    /// Lives so many days, with so many asks in the first of them.
    public func live(asks: Int, days: Int) async throws {
        let (start, end) = (time.now, time.now + .days(days))
        let town = try await house.database.read { try TownGroup.found(in: $0) }
        try await house.lookups.prepare(in: house, group: town.group.id)
        var neighbours = SurgeNeighbours(random: random)
        let stories = AskStories(group: town.group, now: end, random: random)
        let asked = (0..<asks).map { _ in stories.past(neighbours.next(), at: start + .minutes(random.below(20 * 60))) }
        var life = TownLife(house: house, time: time, random: random, town: town, chores: chores, stories: asked, helpers: [])
        TownStart.plan(into: &life, from: start, to: end)
        try await life.live(until: end)
    }
}
