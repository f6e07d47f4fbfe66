import Kernel
import Testing

@testable import Alongside

/// The small pure rules of asking.
@Suite struct AskRulesTests {
    @Test(
        "a board row shows the street without its number, or the landmark",
        arguments: [
            ("14 Mill Lane", "Mill Lane"), ("Mill Lane 14b, flat 3", "Mill Lane"), ("Calle Mayor 12, 3º B", "Calle Mayor"),
            ("Flat 4, 12 Dock Street", "Dock Street"),
            ("bench by library, 7 pm, blue hat", "bench by library"), ("شارع النهر ١٢", "شارع النهر"), ("12", nil), ("", nil), ("4B", nil),
        ] as [(String, String?)]
    )
    func areas(_ place: String, _ area: String?) { #expect(AskArea.coarse(place) == area) }

    @Test("the first words of an ask fit one row")
    func summaries() {
        #expect(AskSummary.of("Milk\nrice") == "Milk, rice")
        let long = AskSummary.of(String(repeating: "milk and honey ", count: 200))
        #expect(long.count <= AskSummary.longest && long.hasSuffix("…") && !long.hasSuffix(" …"))
        #expect(AskSummary.of(String(repeating: "x", count: 1_000_000)).count == AskSummary.longest)
    }

    @Test("of an ask with a list the row says first what they cannot eat, then what must be exactly that, and no thing by half")
    func lists() {
        func details(_ lines: [AskDetails.Line], diet: String?) -> AskDetails { AskDetails(words: "as it was written", lines: lines, diet: diet) }
        let few: [AskDetails.Line] = [.init(text: "rice", quantity: "2 kg"), .init(text: "insulin needles", mustHave: true)]
        #expect(AskSummary.of(details(few, diet: "Sin cerdo")) == "Sin cerdo, insulin needles, 2 kg rice")
        #expect(AskSummary.of(details([], diet: "Sin cerdo")) == "as it was written", "an offer to helpers, which shows this, tells no diet")
        let many = (1...20).map { AskDetails.Line(text: "thing\($0)") }
        let long = AskSummary.of(details(many, diet: "no nuts"))
        #expect(long.hasPrefix("no nuts, thing1, thing2") && long.count <= AskSummary.longest && long.hasSuffix("…"))
        #expect(many.contains { long.dropLast().hasSuffix(", " + $0.text) }, "\(long)")
        let huge = AskSummary.of(details([.init(text: String(repeating: "x", count: 200))], diet: nil))
        #expect(huge.count == AskSummary.longest && huge.hasSuffix("…"))
    }

    @Test("what cannot be seen is nothing", arguments: ["", " ", "\u{200B}", "\u{00A0}\u{2003}", "\u{0301}"])
    func nothing(_ typed: String) throws { #expect(try TextLimit.read(typed, field: "name", limit: 10) == nil) }

    private func ask(_ state: AskState, closing: Ask.Closing? = nil, triaged: Bool = false) -> Ask {
        Ask(
            id: ID(high: 1, low: 1), category: ID(high: 2, low: 2), state: state, closing: closing, costPath: .unsure, language: .english, door: .web,
            reach: .calls, phoneAllowed: false, safeMode: false,
            createdAt: Instant(milliseconds: 1_000), triagedAt: triaged ? Instant(milliseconds: 2_000) : nil,
            closedAt: state == .closed ? Instant(milliseconds: 9_000) : nil, consentVersion: 1
        )
    }

    private func match(_ state: MatchState) -> Match {
        Match(
            id: ID(high: 3, low: 3), ask: ID(high: 1, low: 1), helper: ID(high: 4, low: 4), position: 1, state: state,
            proposedAt: Instant(milliseconds: 3_000),
            acceptedAt: Instant(milliseconds: 4_000), endedAt: state == .done ? Instant(milliseconds: 6_000) : nil
        )
    }

    @Test(
        "the thread says what is done and what is waited for",
        arguments: [
            (AskState.new, nil, AskProgress.Stage.read), (.open, nil, .found), (.offered, MatchState.proposed, .found), (.accepted, .accepted, .door),
            (.underWay, .shopping, .door), (.underWay, .atDoor, .done), (.done, .done, nil),
        ] as [(AskState, MatchState?, AskProgress.Stage?)]
    )
    func progress(_ state: AskState, _ match: MatchState?, _ current: AskProgress.Stage?) {
        let progress = AskProgress(ask(state, triaged: state != .new), winner: match.map(self.match), forgottenOn: nil)
        #expect(progress.current == current)
        #expect(progress.steps.map(\.stage) == AskProgress.Stage.allCases)
        #expect(progress.steps.filter { $0.standing == .current }.count == (current == nil ? 0 : 1))
    }

    @Test("a withdrawn ask waits for nothing but to be forgotten")
    func withdrawn() {
        let progress = AskProgress(ask(.closed, closing: .withdrawn), winner: nil, forgottenOn: Day(number: 40))
        #expect(progress.steps.map(\.stage) == [.asked, .forgotten] && progress.current == nil)
        #expect(progress.steps.last?.at == Day(number: 40).start)
    }

    @Test("every state of an offer knows which changes it takes")
    func offerStates() {
        let allowed: [Offer.State: [Offer.State.Change: Offer.State]] = [
            .open: [.pause: .paused, .use: .used, .withdraw: .withdrawn, .expire: .expired, .prolong: .open],
            .paused: [.resume: .open, .use: .used, .withdraw: .withdrawn, .expire: .expired, .prolong: .paused],
            .used: [:], .withdrawn: [:], .expired: [.withdraw: .withdrawn, .prolong: .open],
        ]
        for state in Offer.State.allCases {
            for change in Offer.State.Change.allCases { #expect(state.after(change) == allowed[state]?[change], "\(state) \(change)") }
        }
    }
}
