import Alongside
import Kernel

/// Thinks out what two hundred asks are about, from eight weeks ago to now: most of them with an end, and a board full that stand half-way today.
struct AskStories {
    static let count = 200
    static let askers = 118

    let group: Group
    let now: Instant
    let random: SeededRandomness

    private static let kinds: [(String, Int)] = [
        ("groceries", 40), ("prescriptions", 18), ("meals", 8), ("phone_chat", 10), ("pets", 8), ("rides", 7), ("repairs", 5), ("forms", 4),
    ]

    func make(_ neighbours: inout MadeUpNeighbours) -> [AskStory] {
        let askers = (0..<Self.askers).map { _ in neighbours.next() }
        let present = presents(askers)
        return (0..<(Self.count - present.count)).map { past(askers, $0) } + present
    }

    // MARK: The weeks before

    private func past(_ askers: [MadeUpNeighbours.Neighbour], _ index: Int) -> AskStory {
        // One in five is somebody who asked before.
        let asker = index < askers.count * 4 / 5 ? askers[index] : random.pick(askers)
        let at = now - .days(3) - .minutes(random.below(52 * 24 * 60))
        var story = self.story(asker, kind(), at: random.below(10) == 0 ? at : day(at))
        story.fate = fate()
        story.complains = (40..<44).contains(index)
        if story.complains {
            story.fate = .met
            story.createdAt = day(now - .days(index.isMultiple(of: 2) ? 16 : 6))
        }
        return story
    }

    /// One of the many of a surge.
    func past(_ asker: MadeUpNeighbours.Neighbour, at: Instant) -> AskStory {
        var story = story(asker, kind(), at: at)
        story.fate = fate()
        return story
    }

    private func fate() -> AskStory.Fate {
        switch random.below(100) {
        case 0..<68: .met
        case 68..<72: .handedBack
        case 72..<76: .retried
        case 76..<78: .notWanted
        case 78..<81: .cannotGoOn
        case 81..<83: .neighbour
        case 83..<86: .outOfScope
        case 86..<88: .withdrawn(.new)
        case 88..<90: .withdrawn(.open)
        case 90..<93: .withdrawn(.accepted)
        case 93..<95: .closed(.elsewhere)
        case 95..<97: .closed(.unreachable)
        case 97..<98: .closed(.duplicate)
        default: .closed(.met)
        }
    }

    private func kind() -> String {
        var draw = random.below(Self.kinds.reduce(0) { $0 + $1.1 })
        for (kind, share) in Self.kinds {
            if draw < share { return kind }
            draw -= share
        }
        return "groceries"
    }

    func story(_ asker: MadeUpNeighbours.Neighbour, _ kind: String, at: Instant) -> AskStory {
        let pool = MadeUpWords.asks[kind == "phone_chat" ? "chat" : kind] ?? [:]
        let urgency: Ask.Urgency =
            switch random.below(10) {
            case 0..<2: .today
            case 2..<5: .twoDays
            case 5..<9: .week
            default: .ongoing
            }
        let costPath: Ask.CostPath =
            switch random.below(10) {
            case 0..<6: .fund
            case 6..<8: .pays
            default: .unsure
            }
        return AskStory(
            neighbour: asker, category: kind, words: MadeUpWords.pick(pool, asker.language, by: random), createdAt: at, urgency: urgency,
            costPath: costPath, fate: .met, hasDetails: random.below(100) < 55, order: 1 + random.below(3)
        )
    }

    /// The same time, or when it falls into the night the afternoon or evening before: most people write by day.
    func day(_ instant: Instant) -> Instant { group.wakingHours.isNight(at: instant) ? instant - .hours(10) : instant }

    // MARK: Today

    /// Hours before now at which it was asked, and at which the steps happened, with how it goes.
    private struct Sketch {
        var kind: String
        var asked: Double
        var steps: [(AskStory.Step, Double)] = []
        var answers: [AskStory.Answer] = []
        var order = 1
        var urgency = Ask.Urgency.week
        var window: Double?
        var unplaced = false
        var repayment = AskStory.Repayment.leave
        var picture = false
        var costPath = Ask.CostPath.fund
        var fate = AskStory.Fate.met
    }

    private static let sketches: [Sketch] = [
        // Nobody has read them yet; the last two for too long.
        Sketch(kind: "groceries", asked: 0.2), Sketch(kind: "prescriptions", asked: 0.7), Sketch(kind: "phone_chat", asked: 1.5),
        Sketch(kind: "groceries", asked: 3), Sketch(kind: "pets", asked: 26), Sketch(kind: "forms", asked: 31, unplaced: true),
        // Read, and looking for somebody.
        Sketch(kind: "prescriptions", asked: 4, steps: [(.triage, 3.5)], urgency: .today),
        Sketch(kind: "groceries", asked: 6, steps: [(.triage, 5)], urgency: .today),
        Sketch(kind: "meals", asked: 9, steps: [(.triage, 8)], urgency: .twoDays),
        Sketch(kind: "groceries", asked: 20, steps: [(.triage, 19)], unplaced: true),
        Sketch(kind: "rides", asked: 22, steps: [(.triage, 21)], unplaced: true),
        Sketch(kind: "repairs", asked: 76, steps: [(.triage, 74)], urgency: .ongoing),
        Sketch(kind: "phone_chat", asked: 54, steps: [(.triage, 52)], urgency: .ongoing),
        Sketch(kind: "groceries", asked: 40, steps: [(.triage, 38)], urgency: .twoDays),
        // Asked of helpers: waiting to be sent, told, the first said no.
        Sketch(kind: "groceries", asked: 5, steps: [(.triage, 4), (.match, 0.5)], order: 3, urgency: .today),
        Sketch(kind: "pets", asked: 18, steps: [(.triage, 16), (.match, 0.6)], order: 2),
        Sketch(kind: "meals", asked: 20, steps: [(.triage, 19), (.match, 2), (.tell, 1.5)], order: 3, urgency: .twoDays),
        Sketch(kind: "groceries", asked: 24, steps: [(.triage, 22), (.match, 1.6), (.tell, 1.2)], order: 2),
        Sketch(kind: "phone_chat", asked: 30, steps: [(.triage, 28), (.match, 4), (.tell, 3.5), (.answer, 2)], answers: [.no], order: 3),
        Sketch(kind: "prescriptions", asked: 7, steps: [(.triage, 6), (.match, 0.4), (.tell, 0.1)], order: 3, urgency: .today),
        // Asked of helpers in vain: nobody answered, handed back, failed.
        Sketch(kind: "groceries", asked: 50, steps: [(.triage, 48), (.match, 46), (.tell, 45)], answers: [.silence]),
        Sketch(kind: "forms", asked: 60, steps: [(.triage, 57), (.match, 55), (.tell, 54)], answers: [.silence]),
        Sketch(
            kind: "groceries", asked: 30, steps: [(.triage, 28), (.match, 26), (.tell, 25), (.answer, 24), (.arrive, 4)], answers: [.yes],
            window: 20, fate: .handedBack),
        Sketch(
            kind: "meals", asked: 33, steps: [(.triage, 31), (.match, 29), (.tell, 28), (.answer, 27), (.arrive, 5)], answers: [.yes], window: 6,
            fate: .cannotGoOn),
        // Promised.
        Sketch(kind: "groceries", asked: 26, steps: [(.triage, 25), (.match, 24), (.tell, 23), (.answer, 20)], answers: [.yes], window: -20),
        Sketch(kind: "prescriptions", asked: 10, steps: [(.triage, 9), (.match, 8), (.tell, 7), (.answer, 6.5)], answers: [.yes], window: -3),
        Sketch(kind: "rides", asked: 44, steps: [(.triage, 42), (.match, 40), (.tell, 39), (.answer, 38)], answers: [.yes], window: -28),
        Sketch(kind: "repairs", asked: 70, steps: [(.triage, 66), (.match, 60), (.tell, 58), (.answer, 56)], answers: [.yes], window: -44),
        Sketch(kind: "phone_chat", asked: 12, steps: [(.triage, 11), (.match, 10), (.tell, 9), (.answer, 8)], answers: [.yes], window: -6),
        // On the way.
        Sketch(
            kind: "groceries", asked: 28, steps: [(.triage, 27), (.match, 26), (.tell, 25), (.answer, 24), (.shop, 0.6)], answers: [.yes],
            window: -0.5),
        Sketch(
            kind: "groceries", asked: 8, steps: [(.triage, 7), (.match, 6.5), (.tell, 6.2), (.answer, 6), (.shop, 0.3)], answers: [.yes],
            urgency: .today, window: -1),
        Sketch(
            kind: "groceries", asked: 30, steps: [(.triage, 29), (.match, 28), (.tell, 27), (.answer, 26), (.shop, 1), (.arrive, 0.1)],
            answers: [.yes], window: 0.3),
        Sketch(
            kind: "pets", asked: 27, steps: [(.triage, 26), (.match, 25), (.tell, 24), (.answer, 23), (.arrive, 0.15)], answers: [.yes], window: 0.2),
        // Done, and not over: thanks, receipts.
        done(asked: 34, .leave), done(asked: 40, .question), done(asked: 46, .approve), done(asked: 52, .reject), done(asked: 58, .leave, true),
        done(asked: 64, .leave, true),
    ]

    private static func done(asked: Double, _ repayment: AskStory.Repayment, _ picture: Bool = false) -> Sketch {
        Sketch(
            kind: "groceries", asked: asked,
            steps: [
                (.triage, asked - 1), (.match, asked - 3), (.tell, asked - 4), (.answer, asked - 5), (.shop, asked - 26.5), (.arrive, asked - 27),
                (.deliver, asked - 27.2), (.repay, asked - 30),
            ], answers: [.yes], window: asked - 26.8, repayment: repayment, picture: picture)
    }

    private func presents(_ askers: [MadeUpNeighbours.Neighbour]) -> [AskStory] {
        Self.sketches.enumerated().map { index, sketch in
            var asker = askers[askers.count - 1 - index % askers.count]
            if sketch.unplaced { asker = random.pick(askers) }
            var at = day(before(sketch.asked))
            var story = self.story(asker, sketch.kind, at: at)
            var steps: [AskStory.Step: Instant] = [:]
            for (step, hours) in sketch.steps {
                at = max(day(before(hours)), at + .minutes(2))
                steps[step] = at
            }
            story.present = AskStory.Present(
                steps: steps, windowFrom: sketch.window.map { before($0) }, repayment: sketch.repayment, unplaced: sketch.unplaced,
                picture: sketch.picture
            )
            story.answers = sketch.answers
            story.order = sketch.order
            story.urgency = sketch.urgency
            story.costPath = sketch.costPath
            story.fate = sketch.fate
            story.hasDetails = index % 2 == 0
            return story
        }
    }

    private func before(_ hours: Double) -> Instant { now - .minutes(Int((hours * 60).rounded())) }
}
