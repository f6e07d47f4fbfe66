import Kernel
import Testing

@testable import Engine

@Suite struct SuggesterOrderTests {
    private static func rows(_ count: Int, _ random: SeededRandomness) -> [HelperRow] {
        (0..<count).map { _ in
            let limit = random.below(4)
            return HelperRow(
                isActive: random.below(8) != 0, trust: random.pick([.new, .paired, .solo, .solo]), weeklyLimit: limit,
                tasksThisWeek: random.below(limit + 2), hours: random.below(8), minutes: random.below(6) == 0 ? 20 : nil,
                transport: random.pick(HelperRow.Transport.allCases),
                reachMetres: 500 * random.below(8), remoteOnly: random.below(9) == 0, canLift: random.below(6) != 0,
                canClimb: random.below(6) != 0, mayFront: random.below(2) == 0, hasAdvance: random.below(5) == 0,
                languages: UInt64(random.below(8)), kinds: UInt64(random.below(8)), isOfferOver: random.below(9) == 0,
                zone: random.below(3) - 1, pod: random.below(3) - 1,
                point: random.below(4) == 0 ? nil : (Double(random.below(3_000)), Double(random.below(3_000))),
                isBlocked: random.below(12) == 0, isAsker: random.below(20) == 0, wasAsked: random.below(12) == 0,
                daysSinceTogether: random.below(5) == 0 ? random.below(90) : nil, daysSinceAsked: random.below(4) == 0 ? nil : random.below(40)
            )
        }
    }

    private static func ask(_ random: SeededRandomness) -> AskRow {
        AskRow(
            kind: random.below(3), language: random.below(3), zone: random.below(3) - 1, pod: random.below(3) - 1,
            point: random.below(4) == 0 ? nil : (1_500, 1_500), hours: 1 + random.below(7), minutes: 30, needsDoor: random.below(4) != 0,
            needsLift: random.below(4) == 0, needsClimb: random.below(4) == 0, needsFronting: random.below(2) == 0
        )
    }

    /// Every limit once more, written as one sentence of logic and without looking at the engine's own helpers.
    private static func mayGo(_ helper: HelperRow, _ ask: AskRow) -> Bool {
        let door = !ask.needsDoor || (!helper.remoteOnly && helper.transport != .none && helper.trust != .new)
        let kind = helper.kinds == 0 || (helper.kinds >> UInt64(ask.kind)) & 1 == 1
        let language = (helper.languages >> UInt64(ask.language)) & 1 == 1
        let time = helper.hours & ask.hours != 0
        var near = true
        if ask.needsDoor, let from = helper.point, let to = ask.point {
            let square = (from.east - to.east) * (from.east - to.east) + (from.north - to.north) * (from.north - to.north)
            near = square <= Double(helper.reachMetres) * Double(helper.reachMetres)
        }
        let body = (!ask.needsLift || helper.canLift) && (!ask.needsClimb || helper.canClimb)
        let offered = !helper.isOfferOver && helper.minutes ?? 30 >= 30
        return offered && helper.isActive && !helper.isBlocked && !helper.isAsker && !helper.wasAsked && helper.tasksThisWeek < helper.weeklyLimit
            && door
            && kind && language && time && near && body
    }

    @Test("on small towns the suggestions are those that trying every order finds", arguments: 0..<300)
    func oracle(_ seed: Int) {
        let random = SeededRandomness(seed: UInt64(seed))
        let ask = Self.ask(random)
        let rows = Self.rows(1 + random.below(7), random)
        let (best, excluded) = Suggester.suggest(ask, among: rows)

        let hasSolo = rows.contains { Self.mayGo($0, ask) && $0.trust == .solo }
        let fitting = rows.indices.filter { Self.mayGo(rows[$0], ask) && (!ask.needsDoor || rows[$0].trust == .solo || hasSolo) }
        #expect(excluded.indices.filter { excluded[$0] == nil } == fitting)

        // Of all ways to choose up to three in an order, the one whose points come first in the dictionary's sense.
        let givers = Suggester.givers(of: ask.kind, among: rows)
        func rank(_ index: Int) -> [Int] {
            [Suggester.points(of: rows[index], for: ask, givers: givers), rows[index].daysSinceAsked ?? Int.max, -index]
        }
        var winner: [Int] = []
        func extend(_ chosen: [Int]) {
            if chosen.count == min(3, fitting.count) {
                if winner.isEmpty || winner.map(rank).flatMap(\.self).lexicographicallyPrecedes(chosen.map(rank).flatMap(\.self)) { winner = chosen }
                return
            }
            for index in fitting where !chosen.contains(index) { extend(chosen + [index]) }
        }
        extend([])
        #expect(best.map(\.helper) == winner)
    }

    @Test("4.20 nobody at their weekly limit is ever suggested", arguments: 0..<50)
    func limit(_ seed: Int) {
        let random = SeededRandomness(seed: 7_000 + UInt64(seed))
        let rows = Self.rows(200, random)
        let (best, excluded) = Suggester.suggest(Self.ask(random), among: rows, count: 200)
        #expect(best.allSatisfy { rows[$0.helper].tasksThisWeek < rows[$0.helper].weeklyLimit })
        #expect(best.count == excluded.count { $0 == nil })
    }

    @Test("1.11 a buddy who fits comes first, the more recent before the other", arguments: 0..<100)
    func buddyFirst(_ seed: Int) {
        let random = SeededRandomness(seed: 9_000 + UInt64(seed))
        let rows = Self.rows(60, random)
        let (best, _) = Suggester.suggest(Self.ask(random), among: rows, count: 60)
        let isBuddy = best.map { (rows[$0.helper].daysSinceTogether ?? 99) <= Suggester.buddyDays }
        #expect(isBuddy == isBuddy.sorted { $0 && !$1 })
    }

    @Test("the same rows give the same answer, and the order of rows matters only among equals")
    func deterministic() {
        let random = SeededRandomness(seed: 3)
        let ask = Self.ask(random)
        let rows = Self.rows(80, random)
        #expect(Suggester.suggest(ask, among: rows).best == Suggester.suggest(ask, among: rows).best)
        let equals = [HelperRow](repeating: HelperRow(daysSinceAsked: 3), count: 5)
        #expect(Suggester.suggest(AskRow(kind: 0, language: 0), among: equals).best.map(\.helper) == [0, 1, 2])
    }

    struct Better: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout HelperRow) -> Void
    }

    static let better: [Better] = [
        Better(testDescription: "lives in the pod") {
            $0.zone = 0; $0.pod = 1
        },
        Better(testDescription: "lives in the zone") { $0.zone = 0 },
        Better(testDescription: "is nearer") { $0.point = (300, 0) },
        Better(testDescription: "is quicker there") { $0.transport = .car },
        Better(testDescription: "has done less this week") { $0.tasksThisWeek = 0 },
        Better(testDescription: "waited longer") { $0.daysSinceAsked = 25 },
        Better(testDescription: "was never asked") { $0.daysSinceAsked = nil },
        Better(testDescription: "speaks nothing else") { $0.languages = 0b1 },
        Better(testDescription: "gives any kind") { $0.kinds = 0 },
        Better(testDescription: "can pay at the till") { $0.mayFront = true },
        Better(testDescription: "holds an advance") { $0.hasAdvance = true },
    ]

    @Test("one thing better is enough to come first", arguments: better)
    func oneBetter(_ better: Better) {
        let ask = AskRow(kind: 0, language: 0, zone: 0, pod: 1, point: (0, 0), needsFronting: true)
        let plain = HelperRow(
            tasksThisWeek: 1, mayFront: false, languages: 0b11, kinds: 0b11, zone: 4, point: (1_500, 0), daysSinceAsked: 5
        )
        var other = plain
        better.change(&other)
        // Enough others who give this kind that it is not rare.
        let crowd = [HelperRow](repeating: HelperRow(isBlocked: true).giving(0b11), count: 4)
        let (best, _) = Suggester.suggest(ask, among: [plain, other] + crowd)
        #expect(best.map(\.helper) == [1, 0])
    }
}

extension HelperRow {
    fileprivate func giving(_ kinds: UInt64) -> HelperRow {
        var copy = self
        copy.kinds = kinds
        return copy
    }
}
