public import Alongside
import Kernel
import Sealing
import Storage

/// A town at the height of a surge, made on top of a demo town: as many asks and helpers as are wanted, the asks of the last four weeks and more each
/// day, a thousand sign-ups within the last hour, all of it done through the use cases and really sealed. The same number makes the same town.
public struct SurgeTown: Sendable {
    /// How many there are in all, those of the demo town included.
    public struct Size: Sendable {
        public var asks: Int
        public var helpers: Int
        /// How many of the helpers came within the last hour.
        public var latest: Int

        public static let whole = Size(asks: 25_000, helpers: 3_000, latest: 1_000)

        public init(asks: Int, helpers: Int, latest: Int? = nil) {
            self.asks = asks
            self.helpers = helpers
            self.latest = latest ?? helpers / 3
        }
    }

    /// How far back its asks go: what was closed first is not forgotten yet.
    static let days = 26
    /// Lives, or helpers, in one write.
    public static let batch = 20

    private let house: House
    private let now: Instant
    private let size: Size
    private let random: SeededRandomness
    private let progress: @Sendable (_ done: Int, _ all: Int) -> Void

    /// - Parameter house: That of a demo town, its clock at the time at which the town is shown.
    public init(in house: House, seed: UInt64, size: Size, progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void) {
        self.house = house
        now = house.now
        self.size = size
        random = SeededRandomness(seed: seed ^ 0x7375_7267_65)
        self.progress = progress
    }

    /// Makes what is missing to the size.
    public func build() async throws {
        let clock = MovableTime(now)
        // The same vault and lookups on a clock of its own; the database goes by the right one.
        let past = House(
            database: house.database, vault: house.vault, lookups: house.lookups, time: clock.source, random: house.random,
            catalogs: house.catalogs, publicURL: house.publicURL)
        let (town, present) = try await house.database.read { connection in
            let town = try TownGroup.found(in: connection)
            return (
                town, (asks: try DemoStore.askCount(in: town.group.id, connection), helpers: try HelperStore.all(in: town.group.id, connection).count)
            )
        }
        try await house.lookups.prepare(in: house, group: town.group.id)
        try await fund(town)
        var neighbours = SurgeNeighbours(random: random)
        var helpers = SurgeHelpers()
        let coming = max(0, size.helpers - present.helpers)
        let latest = min(size.latest, coming)
        let (asks, all) = (max(0, size.asks - present.asks), max(0, size.asks - present.asks) + coming)
        // Those who help come first, spread over the first two weeks, so that there is somebody to ask.
        let early = coming - latest
        for start in stride(from: 0, to: early, by: Self.batch) {
            let batch = (start..<min(early, start + Self.batch)).map { index in
                Joining(neighbour: neighbours.next(), index: index, at: now - .days(Self.days) + .minutes(index * 14 * 24 * 60 / max(1, early)))
            }
            helpers = try await join(batch, past, clock, town, helpers)
            progress(start + batch.count, all)
        }
        helpers = try await live(asks, past, clock, town, &neighbours, helpers) { progress(early + $0, all) }
        for start in stride(from: 0, to: latest, by: Self.batch) {
            let batch = (start..<min(latest, start + Self.batch)).map { index in
                Joining(neighbour: neighbours.next(), index: early + index, at: now - .minutes(59) + .seconds(index * 58 * 60 / max(1, latest)))
            }
            helpers = try await join(batch, past, clock, town, helpers)
            progress(early + asks + start + batch.count, all)
        }
    }

    // MARK: Helpers

    private struct Joining: Sendable {
        let neighbour: MadeUpNeighbours.Neighbour
        let index: Int
        let at: Instant
        /// Nobody has got to know them yet.
        func isNew(at now: Instant) -> Bool { now - at < .hours(2) }
    }

    private func join(_ people: [Joining], _ past: House, _ clock: MovableTime, _ town: TownGroup, _ known: SurgeHelpers) async throws -> SurgeHelpers
    {
        let (draw, group, now) = (random.next(), town.group, now)
        return try await past.database.write { transaction in
            let random = SeededRandomness(seed: draw)
            var known = known
            for joining in people {
                clock.move(to: joining.at)
                let (offer, typed) = TownInputs(town: town, now: past.now, random: random).helper(joining.neighbour, joining.index)
                var limits = typed
                // From here to the far end of the town.
                limits.reachMetres = 4_000
                // Much is done in such weeks.
                limits.weeklyLimit += 3
                limits.hours = random.below(3) == 0 ? limits.hours : .anytime
                let offered = try OfferHelp(offer).run(transaction, in: past, group: group, by: .visitor)
                guard !joining.isNew(at: now), let token = offered.helperToken else { continue }
                let (actor, _) = try TownLife.holder(of: token, in: group, transaction)
                try ChangeLimits(limits, of: offered.person).run(transaction, in: past, group: group, by: actor)
                let trust: Helper.TrustStep = joining.index % 10 < 8 ? .solo : joining.index % 10 < 9 ? .paired : .new
                try SetTrust(trust, of: offered.person).run(transaction, in: past, group: group, by: random.pick(town.dispatchers))
                if trust == .solo { known.add(offered.person, limits) }
            }
            return known
        }
    }

    // MARK: Asks

    private func live(
        _ count: Int, _ past: House, _ clock: MovableTime, _ town: TownGroup, _ neighbours: inout SurgeNeighbours, _ known: SurgeHelpers,
        _ progress: (Int) -> Void
    ) async throws -> SurgeHelpers {
        var helpers = known
        var askers: [MadeUpNeighbours.Neighbour] = []
        let stories = AskStories(group: town.group, now: now, random: random)
        for start in stride(from: 0, to: count, by: Self.batch) {
            // Three in ten have asked before.
            let known = askers.count
            let batch = (start..<min(count, start + Self.batch)).map { index in
                let asker: MadeUpNeighbours.Neighbour
                if known > 0, random.below(10) < 3 {
                    asker = askers[random.below(known)]
                } else {
                    asker = neighbours.next()
                    askers.append(asker)
                }
                return stories.past(asker, at: time(of: index, among: count))
            }
            let (draw, now, present) = (random.next(), now, helpers)
            helpers = try await past.database.write { transaction in
                var life = SurgeLife(
                    house: past, clock: clock, town: town, now: now, random: SeededRandomness(seed: draw), transaction: transaction, helpers: present)
                for story in batch { try life.live(story) }
                return life.helpers
            }
            progress(start + batch.count)
        }
        return helpers
    }

    /// Twice as many a day at the end as in the middle: the square root of an even share.
    private func time(of index: Int, among count: Int) -> Instant {
        let share = (Double(index + 1) / Double(count)).squareRoot()
        return now - .minutes(Int(Double(Self.days * 24 * 60) * (1 - share)) + 1)
    }

    /// What a surge is paid from.
    private func fund(_ town: TownGroup) async throws {
        let (house, group, treasurer) = (house, town.group, town.treasurers[0])
        let amount = Money(minorUnits: Int64(size.asks) * 1_500, currency: group.currency)
        guard amount.minorUnits > 0 else { return }
        try await house.database.write { transaction in
            guard let fund = try PotStore.all(in: group.id, transaction).first else { return }
            _ = try WriteEntry(.init(kind: .grant, pot: fund.id, amount: amount, method: .transfer))
                .run(transaction, in: house, group: group, by: treasurer)
        }
    }
}
