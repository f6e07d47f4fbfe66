import Kernel
import TestKit
import Testing

@testable import Alongside

/// The replay itself is strict: what could not have come about leads nowhere.
@Suite struct AskReplayTests {
    private func ends(_ verbs: HistoryEvent.Verb...) -> Set<AskState> {
        let random = SeededRandomness(seed: 1)
        let ask = Ask(
            id: .random(by: random), category: .random(by: random), state: .new, costPath: .fund, language: .english, door: .web, reach: .phone,
            phoneAllowed: false, safeMode: false, createdAt: World.start, consentVersion: 1
        )
        let events = verbs.enumerated().map { number, verb in
            HistoryEvent(at: World.start + .minutes(number), actor: "system", person: nil, verb: verb, detail: nil)
        }
        return AskReplay(ask: ask, tries: []).ends(of: events)
    }

    @Test("nobody says yes who was not asked, and a late yes follows only on a hold that ran out")
    func yes() {
        #expect(ends(.asked, .triaged, .proposed, .accepted) == [.accepted])
        #expect(ends(.asked, .triaged, .accepted).isEmpty)
        #expect(ends(.asked, .triaged, .proposed, .lapsed) == [.open])
        #expect(ends(.asked, .triaged, .proposed, .lapsed, .accepted) == [.accepted])
    }

    @Test("a no opens the ask again, and a failure without a try, or a word that no ask knows, leads nowhere")
    func no() {
        #expect(ends(.asked, .triaged, .proposed, .declined) == [.open])
        #expect(ends(.asked, .triaged, .proposed, .accepted, .failed).isEmpty)
        #expect(ends(.asked, .triaged, .receiptPaid).isEmpty)
    }
}
