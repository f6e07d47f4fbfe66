import Alongside
import Testing

/// The two tables of what may follow what, over all pairs.
@Suite struct MatchingStatesTests {
    private static let asks: [AskState: [AskState.Change: AskState]] = [
        .new: [.triage: .open, .withdraw: .closed, .close: .closed],
        .open: [.triage: .open, .propose: .offered, .withdraw: .closed, .close: .closed],
        .offered: [
            .triage: .offered, .propose: .offered, .accept: .accepted, .lapse: .open, .handBack: .open, .withdraw: .closed, .close: .closed,
        ],
        .accepted: [.handBack: .open, .setOut: .underWay, .deliver: .done, .fail: .open, .withdraw: .closed, .close: .closed],
        .underWay: [.handBack: .open, .setOut: .underWay, .deliver: .done, .fail: .open, .withdraw: .closed, .close: .closed],
        .done: [.settle: .closed, .reopen: .open],
        .closed: [.reopen: .open, .recall: .done],
    ]

    @Test("an ask goes only where the table says", arguments: AskState.allCases, AskState.Change.allCases)
    func ask(_ state: AskState, _ change: AskState.Change) { #expect(state.after(change) == Self.asks[state]?[change]) }

    private static let promise: [MatchState.Change: MatchState] = [
        .handBack: .handedBack, .shop: .shopping, .arrive: .atDoor, .deliver: .done, .fail: .failed, .cancel: .cancelled,
    ]

    private static let matches: [MatchState: [MatchState.Change: MatchState]] = [
        .planned: [.propose: .proposed, .decline: .declined, .cancel: .cancelled],
        .proposed: [.accept: .accepted, .decline: .declined, .lapse: .lapsed, .cancel: .cancelled],
        .lapsed: [.accept: .accepted, .cancel: .cancelled],
        .accepted: promise, .shopping: promise,
        .atDoor: promise.filter { $0.key != .shop },
        .done: [:], .declined: [:], .handedBack: [:], .failed: [:], .cancelled: [:],
    ]

    @Test("a match goes only where the table says", arguments: MatchState.allCases, MatchState.Change.allCases)
    func match(_ state: MatchState, _ change: MatchState.Change) {
        // Trying again is told with the failed deliveries.
        guard "\(change)" != "retry" else { return }
        #expect(state.after(change) == Self.matches[state]?[change])
    }
}
