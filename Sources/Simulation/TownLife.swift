import Alongside
import Kernel
import Storage

/// Lives through the weeks: takes one event after the other, moves the clock to it, and does through the use cases what somebody would have done.
/// What follows from it is planned.
struct TownLife: Sendable {
    enum Event: Sendable {
        case helper(Int)
        case ask(Int)
        case triage(Int)
        case match(Int)
        /// Somebody goes through what waits to be sent.
        case send
        /// Just the offers of this one ask are sent.
        case tell(Int)
        case answer(Int, AskStory.Promise, AskStory.Answer)
        case release(Int)
        case shop(Int)
        case arrive(Int)
        case deliver(Int)
        case withdraw(Int)
        case close(Int, Ask.Closing)
        case thank(Int)
        case followUp(Int)
        case complain(Int)
        case hear(ID<Complaint>)
        case repay(ID<Receipt>, Int)
        case money(Int)
        case night
    }

    let house: House
    let time: MovableTime
    let random: SeededRandomness
    let town: TownGroup
    /// What happens by itself every night.
    let chores: @Sendable (House) async throws -> Void

    var queue = EventQueue<Event>()
    var stories: [AskStory]
    var helpers: [MadeUpNeighbours.Neighbour]
    var storyOf: [ID<Ask>: Int] = [:]
    var receipts = 0
    var sent = 0
    /// Use cases that refused, by the key of their problem: two people were at it, or nobody was to be found.
    var refusals: [String: Int] = [:]

    var group: Group { town.group }
    var now: Instant { time.now }

    /// Everything up to and including `end`.
    mutating func live(until end: Instant) async throws {
        while let (at, event) = queue.next(until: end) {
            time.move(to: max(at, time.now))
            do {
                try await happen(event)
            } catch let problem as Problem where problem.kind != .broken {
                refusals[problem.key, default: 0] += 1
            }
        }
        time.move(to: end)
        try await chores(house)
    }

    private mutating func happen(_ event: Event) async throws {
        switch event {
        case .helper(let index): try await join(index)
        case .ask(let index): try await ask(index)
        case .triage(let index): try await triage(index)
        case .match(let index): try await match(index)
        case .send: try await sendRound()
        case .tell(let index): try await tell(index)
        case .answer(let index, let promise, let answer): try await self.answer(index, promise, answer)
        case .release(let index): try await release(index)
        case .shop(let index): try await shop(index)
        case .arrive(let index): try await arrive(index)
        case .deliver(let index): try await deliver(index)
        case .withdraw(let index): try await withdraw(index)
        case .close(let index, let reason): try await close(index, reason)
        case .thank(let index): try await thank(index)
        case .followUp(let index): try await followUp(index)
        case .complain(let index): try await complain(index)
        case .hear(let complaint): try await hear(complaint)
        case .repay(let receipt, let index): try await repay(receipt, index)
        case .money(let step): try await money(step)
        case .night: try await chores(house)
        }
    }

    // MARK: What everybody uses

    func write<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
        try await house.database.write(body)
    }

    /// A time later by this many minutes awake.
    func awake(_ minutes: ClosedRange<Int>) -> Instant {
        group.wakingHours.adding(.minutes(minutes.lowerBound + random.below(minutes.count)), to: now)
    }

    /// A time later by this many minutes, day or night.
    func later(_ minutes: ClosedRange<Int>) -> Instant { now + .minutes(minutes.lowerBound + random.below(minutes.count)) }

    func chance(_ percent: Int) -> Bool { random.below(100) < percent }

    func dispatcher() -> Actor { random.pick(town.dispatchers) }

    /// Plans a step of an ask: at its given time when the ask stands half-way at the end, else when it comes naturally.
    mutating func plan(_ event: Event, _ step: AskStory.Step, of index: Int, naturally at: Instant) {
        guard let present = stories[index].present else { return queue.plan(event, at: at) }
        if let given = present.steps[step] { queue.plan(event, at: max(given, now + .seconds(20))) }
    }

    /// Plans what is not part of the way of asks that stand half-way.
    mutating func planPast(_ event: Event, of index: Int, at: Instant) {
        if stories[index].present == nil { queue.plan(event, at: at) }
    }
}
