public import Kernel

/// Where an ask stands, as the thread that everybody sees: from "You asked" to "Forgotten". Values only; each page has its own words for them.
public struct AskProgress: Sendable, Hashable {
    public enum Stage: String, Sendable, CaseIterable {
        case asked
        /// A person of the group has read it.
        case read
        /// A neighbour said yes.
        case found
        /// At the door, or on the phone where nobody has to come.
        case door
        case done
        case forgotten
    }

    public enum Standing: String, Sendable { case done, current, coming }

    public struct Step: Sendable, Hashable {
        public let stage: Stage
        public let standing: Standing
        /// When it was, or will be, as far as it is known.
        public let at: Instant?
    }

    public let steps: [Step]

    /// The rule. `winner` is the match of the helper who said yes; `forgottenOn` the day on which a closed ask is due.
    public init(_ ask: Ask, winner: Match?, forgottenOn: Day?) {
        let promised = winner.map { $0.state.isPromise || $0.state == .done } ?? false
        let isDone = ask.state == .done || ask.closing == .met
        let isOver = ask.state == .closed
        var reached: [(Stage, Bool, Instant?)] = [
            (.asked, true, ask.createdAt),
            (.read, ask.triagedAt != nil || (ask.state != .new && !isOver) || isDone, ask.triagedAt),
            (.found, promised, winner?.acceptedAt),
            (.door, isDone || winner?.state == .atDoor, winner?.arrivedAt ?? winner?.windowFrom),
            (.done, isDone, winner?.endedAt ?? (isDone ? ask.closedAt : nil)),
        ]
        if isOver, !isDone { reached = reached.filter { $0.1 } }
        let firstOpen = reached.firstIndex { !$0.1 }
        steps =
            reached.enumerated().map { index, step in
                Step(stage: step.0, standing: step.1 ? .done : index == firstOpen ? .current : .coming, at: step.2)
            } + [Step(stage: .forgotten, standing: .coming, at: isOver ? forgottenOn?.start : nil)]
    }

    /// The stage that is being waited for.
    public var current: Stage? { steps.first { $0.standing == .current }?.stage }
}
