import Kernel

/// The blanks of made-up sentences, filled so that what comes out makes sense wherever it stands. Which of them a sentence has says what it means:
///
/// | blank | what stands there |
/// |---|---|
/// | `{few}` | 3 to 6, of which every language has the same plural |
/// | `{number}` | a house or order number of two digits |
/// | `{minutes}` | 10 to 55, in fives |
/// | `{past}` | the minutes of a clock time: `6:{past}` |
/// | `{teens}` | 11 to 20: a day of the month that is said with "th" |
/// | `{day}` | 1 to 28: a day of any month |
struct MadeUpBlanks: Sendable {
    /// Two draws decide all of them.
    static let firsts = 5
    static let seconds = 50

    private let values: [(blank: String, value: Int)]

    init(_ first: Int, _ second: Int) {
        values = [
            ("{few}", 3 + first % 4), ("{number}", 10 + second), ("{minutes}", 10 + second % 10 * 5),
            ("{past}", [10, 15, 20, 30, 40, 45, 50][second % 7]), ("{teens}", 11 + second % 10), ("{day}", 1 + second % 28),
        ]
    }

    init(by random: some Randomness) {
        let first = random.below(Self.firsts)
        self.init(first, random.below(Self.seconds))
    }

    func fill(_ sentence: String) -> String {
        values.reduce(sentence) { text, blank in text.replacing(blank.blank, with: String(blank.value)) }
    }
}
