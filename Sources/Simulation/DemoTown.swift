public import Alongside
public import Kernel
import Storage

/// The demo town: made-up people, believable, in three languages, the same for the same number. Everything is done through the use cases on a clock
/// that is moved from eight weeks ago to now.
public struct DemoTown: Sendable {
    /// Of the organisers of a town of made-up people, for whoever tries things out there.
    public static let passphrase = "five paper lanterns"

    /// How long the town has lived when it is shown.
    public static let age = Span.days(56)

    /// What came of it, for people.
    public struct Made: Sendable, Equatable {
        public let organisers: Int
        public let helpers: Int
        public let asks: Int
        /// Asks that are neither done nor closed.
        public let living: Int
        /// Use cases that refused, by the key of their problem: two people were at it, or nobody was to be found.
        public let refusals: [String: Int]
    }

    private let house: House
    private let time: MovableTime
    private let seed: UInt64
    private let chores: @Sendable (House) async throws -> Void

    /// - Parameters:
    ///   - house: New and empty, its clock `time`, its chance made from the same seed.
    ///   - time: Stands at the town's first day.
    ///   - chores: What happens by itself, run every night.
    public init(in house: House, time: MovableTime, seed: UInt64, chores: @escaping @Sendable (House) async throws -> Void) {
        self.house = house
        self.time = time
        self.seed = seed
        self.chores = chores
    }

    /// Lives through the weeks; then the clock stands at `now`.
    public func build(until now: Instant) async throws -> Made {
        let start = time.now
        let random = SeededRandomness(seed: seed ^ 0x746F_776E)
        var neighbours = MadeUpNeighbours(random: random)
        let town = try await TownGroup.found(&neighbours, in: house)
        let helpers = (0..<TownStart.helpers).map { _ in neighbours.next() }
        let stories = AskStories(group: town.group, now: now, random: random).make(&neighbours)
        var life = TownLife(house: house, time: time, random: random, town: town, chores: chores, stories: stories, helpers: helpers)
        TownStart.plan(into: &life, from: start, to: now)
        try await life.live(until: now)
        try await life.leaveTraces()
        return try await made(life.group.id, life.refusals)
    }

    /// What is in the town now.
    public static func made(in house: House) async throws -> Made {
        try await house.database.read { connection in
            guard let group = try GroupStore.everyGroup(connection).first?.id else { throw Problem.missing() }
            return Made(
                organisers: try MemberStore.deskCount(in: group, connection), helpers: try HelperStore.all(in: group, connection).count,
                asks: try DemoStore.askCount(in: group, connection), living: try DemoStore.livingCount(in: group, connection), refusals: [:]
            )
        }
    }

    private func made(_ group: ID<Group>, _ refusals: [String: Int]) async throws -> Made {
        try await house.database.write { transaction in
            try InstallationStore.markDemo(transaction)
            return Made(
                organisers: try MemberStore.deskCount(in: group, transaction), helpers: try HelperStore.all(in: group, transaction).count,
                asks: try DemoStore.askCount(in: group, transaction), living: try DemoStore.livingCount(in: group, transaction), refusals: refusals
            )
        }
    }
}

extension TownLife {
    /// The last touches: three helpers take a breather, two neighbours are kept apart, and one message may have been sent or not, as after a restore.
    mutating func leaveTraces() async throws {
        let (house, group, actor) = (house, group, town.dispatchers[0])
        try await write { transaction in
            let today = CalendarDay.of(house.now, zone: group.timeZone)
            let free = try HelperStore.all(in: group.id, transaction).filter { helper in
                try MatchStore.of(helper: helper.id, in: [.planned, .proposed, .accepted, .shopping, .atDoor], of: group.id, transaction).isEmpty
            }
            for (number, helper) in free.prefix(3).enumerated() {
                try TakeBreather(helper.id, until: number == 0 ? nil : today + 6 * number).run(transaction, in: house, group: group, by: actor)
            }
            if free.count > 5 { try BlockPair(free[4].id, free[5].id).run(transaction, in: house, group: group, by: actor) }
            let waiting = try MessageStore.waiting(at: house.now, in: group.id, transaction)
            if var message = waiting.last(where: { $0.kind != .offerToHelper }) ?? waiting.last {
                message.state = .unsure
                try MessageStore.update(message, in: group.id, transaction)
            }
        }
    }
}
