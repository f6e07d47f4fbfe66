import Kernel

extension AskDetails {
    /// Puts another list in the place of the one there is. A line that asks for the same thing keeps its number, wherever it stands now and in whatever
    /// amount; a thing that is new gets a number that nothing on this list has had.
    public mutating func replaceLines(_ wanted: [Line]) {
        var left = lines
        var numbers: [Int?] = Array(repeating: nil, count: wanted.count)
        // First what is the same in every word, so that of two lines for milk each keeps its own.
        for isSame in [{ $0.unnumbered == $1.unnumbered }, { Folding.fold($0.text) == Folding.fold($1.text) }] as [(Line, Line) -> Bool] {
            for place in wanted.indices where numbers[place] == nil {
                guard let found = left.firstIndex(where: { isSame($0, wanted[place]) }) else { continue }
                numbers[place] = left.remove(at: found).number
            }
        }
        let numbered = wanted.indices.map { place in
            var line = wanted[place]
            line.number = numbers[place] ?? newNumber()
            return line
        }
        guard numbered != lines else { return }
        lines = numbered
        listVersion += 1
    }

    /// Whether the list says just this, whatever its numbers.
    func lists(_ other: [Line]) -> Bool { lines.map(\.unnumbered) == other.map(\.unnumbered) }

    private mutating func newNumber() -> Int {
        defer { nextLine += 1 }
        return nextLine
    }
}

extension AskDetails.Line {
    /// What it says.
    public var unnumbered: AskDetails.Line { AskDetails.Line(text: text, quantity: quantity, mustHave: mustHave, instead: instead) }
}
