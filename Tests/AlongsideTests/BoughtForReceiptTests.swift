import Testing

@testable import Alongside

@Suite struct BoughtForReceiptTests {
    private func marked(_ line: Int?, _ got: MatchNotes.Got) -> MatchNotes.Bought { MatchNotes.Bought(line: line, text: "Milk", got: got) }

    @Test("lines that nobody marked are on the list and were not bought")
    func unmarked() throws {
        let bought = try #require(BoughtForReceipt([marked(1, .yes), marked(2, .notYet)], lines: 5))
        #expect(bought.all == 5 && bought.got == 1 && bought.instead == 0 && bought.none == 0 && bought.extra == 0)
    }

    @Test("where no line was marked there is nothing to say, unless something was bought beside the list")
    func nothing() throws {
        #expect(BoughtForReceipt([], lines: 3) == nil)
        #expect(BoughtForReceipt([marked(1, .notYet)], lines: 3) == nil)
        let extra = try #require(BoughtForReceipt([marked(nil, .yes)], lines: 3))
        #expect(extra.all == 3 && extra.got == 0 && extra.extra == 1)
    }

    @Test("a list that was shortened meanwhile is no shorter than what was marked of it")
    func shortened() throws {
        let bought = try #require(BoughtForReceipt([marked(1, .yes), marked(2, .instead), marked(3, .none)], lines: 1))
        #expect(bought.all == 3 && bought.got == 1 && bought.instead == 1 && bought.none == 1)
    }
}
