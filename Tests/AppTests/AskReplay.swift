import Alongside
import Kernel

/// Leads the history of an ask once more through the table of states.
struct AskReplay {
    let ask: Ask
    /// What was tried at a door says what came of a failure.
    let tries: [Attempt]

    /// The states that a history can lead to; none when it could not have come about. What was written in the same millisecond may have happened in
    /// any order.
    func ends(of events: [HistoryEvent]) -> Set<AskState> {
        var states: Set<AskState> = [.new]
        var rest = events[...]
        var lapsed = false
        while let first = rest.first {
            let together = rest.prefix { $0.at == first.at }
            rest = rest.dropFirst(together.count)
            let verbs = together.map(\.verb)
            states = Set(
                Self.orders(of: Array(together)).flatMap { order in order.reduce(states) { step($0, $1, among: verbs, lapsed: lapsed) } }
            )
            lapsed = lapsed || verbs.contains(.lapsed)
        }
        return states
    }

    private func step(_ states: Set<AskState>, _ event: HistoryEvent, among verbs: [HistoryEvent.Verb], lapsed: Bool) -> Set<AskState> {
        func after(_ change: AskState.Change) -> Set<AskState> { Set(states.compactMap { $0.after(change) }) }
        switch event.verb {
        case .asked: return states == [.new] ? states : []
        case .triaged:
            let triaged = after(.triage)
            return ask.closing == .outOfScope ? triaged.union(triaged.compactMap { $0.after(.close) }) : triaged
        case .proposed: return after(.propose)
        // Whose hold ran out may still say yes while nobody else has.
        case .accepted: return lapsed ? after(.accept).union(after(.propose).compactMap { $0.after(.accept) }) : after(.accept)
        // The next of the order is asked in the same moment, and the ask stays with them; after the last it is open again.
        case .declined, .lapsed: return verbs.contains(.proposed) ? states.intersection([.open, .offered]) : after(.lapse)
        case .handedBack: return after(.handBack)
        case .shopping, .arrived: return after(.setOut)
        case .delivered: return after(.deliver)
        case .failed:
            switch tries.first(where: { $0.at == event.at })?.next {
            case .retry: return states.intersection([.accepted, .underWay])
            // The neighbour took it: that is a delivery with its own event.
            case .neighbour: return states
            case .close: return after(.close)
            case .depot, .return, .dispatcher: return after(.fail)
            case nil: return []
            }
        case .withdrawn: return after(.withdraw)
        case .closed: return after(.close).union(after(.settle))
        case .reopened: return after(.reopen)
        // What did not come though it was closed stands open before a dispatcher again.
        case .followedUp: return after(.recall).union(states)
        // What is said or shown of an ask, wherever it stands.
        case .detailed, .changed, .contacted, .matched, .told, .thanked, .thanksPassed, .linkReplaced, .imported, .buddyKept:
            return states
        default: return []
        }
    }

    /// All orders of a few; those of many only as they are.
    static func orders<Element>(of elements: [Element]) -> [[Element]] {
        guard elements.count > 1, elements.count < 6 else { return [elements] }
        return elements.indices.flatMap { index in
            var rest = elements
            let first = rest.remove(at: index)
            return orders(of: rest).map { [first] + $0 }
        }
    }
}
