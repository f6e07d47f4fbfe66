import Alongside
import Kernel
import Testing

@Suite struct MoneySmallCellsTests {
    private typealias Cell = SmallCells.Cell<String>
    private typealias Block = SmallCells.Block<String>

    /// Lines whose first letter is their side.
    private func published(_ months: [[Cell]]) -> [[Block]] {
        SmallCells.published(months) { String($0.prefix(1)) }
    }

    private func cell(_ line: String, _ rows: Int) -> Cell { Cell(line: line, rows: rows, minorUnits: Int64(rows) * 100) }

    @Test("a line of five rows stands by itself, one of four does not")
    func five() {
        #expect(published([[cell("o.food", 5)]])[0].map(\.rows) == [5])
        #expect(published([[cell("o.food", 4)]])[0].isEmpty)
    }

    @Test("small lines of one side stand together; money in and money out are never mixed")
    func together() {
        let blocks = published([[cell("o.food", 3), cell("o.pets", 2), cell("i.gift", 4)]])[0]
        #expect(blocks.map(\.rows) == [5])
        #expect(blocks[0].lines == ["o.food", "o.pets"])
    }

    @Test("what is too small waits for the next month")
    func waits() {
        let months = published([[cell("o.food", 3)], [cell("o.food", 2)]])
        #expect(months[0].isEmpty)
        #expect(months[1].map(\.rows) == [5])
        #expect(months[1][0].since == 0)
    }

    @Test("a small line beside a large one waits: the total of the month does not give it away")
    func subtraction() {
        let month = published([[cell("o.food", 20), cell("o.pets", 1)]])[0]
        #expect(month.map(\.rows) == [20])
    }

    @Test("a row that was taken back leaves no number of fewer than five behind")
    func takenBack() {
        #expect(published([[cell("o.food", 5 - 1)]])[0].isEmpty)
        #expect(published([[cell("o.food", 6)], [cell("o.food", -1)], [cell("o.food", 5)]]).map { $0.map(\.rows) } == [[6], [], []])
    }

    @Test("any books: every number has five rows or more, no row is in two numbers, and a month that was shown never changes")
    func anyBooks() {
        for seed in 1...300 as ClosedRange<UInt64> {
            let random = SeededRandomness(seed: seed)
            let lines = ["i.gift", "i.grant", "o.food", "o.pets", "o.print", "o.rare"]
            let months = (0..<random.below(14) + 1).map { _ in
                lines.filter { _ in random.below(3) > 0 }.map { cell($0, random.below(9)) }
            }
            let shown = published(months)
            #expect(shown.joined().allSatisfy { $0.rows >= SmallCells.fewest })
            // Everything shown and what waits adds up to every row: no row is counted twice.
            let rows = months.joined().reduce(0) { $0 + $1.rows }
            #expect(shown.joined().reduce(0) { $0 + $1.rows } <= rows)
            for count in 0...months.count { #expect(published(Array(months.prefix(count))) == Array(shown.prefix(count))) }
            attack(shown)
        }
    }

    /// Whoever takes all numbers of one reading from all numbers of a later one is left with whole blocks again.
    private func attack(_ shown: [[Block]]) {
        for early in 0..<shown.count {
            for late in early..<shown.count {
                let difference = shown[0...late].joined().reduce(0) { $0 + $1.rows } - shown[0...early].joined().reduce(0) { $0 + $1.rows }
                #expect(difference == 0 || difference >= SmallCells.fewest)
            }
        }
    }
}
