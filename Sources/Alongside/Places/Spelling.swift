/// How far two writings of a name are from each other.
enum Spelling {
    /// Letters of a word, one number each.
    typealias Letters = [UInt32]

    static func letters(_ text: some StringProtocol) -> Letters { text.unicodeScalars.map(\.value) }

    /// Doubled letters as one: people double and halve them freely.
    static func single(_ letters: Letters) -> Letters {
        var out: Letters = []
        out.reserveCapacity(letters.count)
        for letter in letters where out.last != letter { out.append(letter) }
        return out
    }

    /// How many slips a name of so many letters may have to be taken for another: a clear cut-off, so that a short name is never guessed.
    static func allowed(_ length: Int) -> Int {
        switch length {
        case ..<5: 0
        case 5...7: 1
        case 8...11: 2
        default: 3
        }
    }

    /// Insertions, deletions, changes and swaps of neighbours that turn one into the other (optimal string alignment), or nil above `most`.
    /// Time is the product of the lengths.
    static func distance(_ left: Letters, _ right: Letters, most: Int) -> Int? {
        guard abs(left.count - right.count) <= most else { return nil }
        if left == right { return 0 }
        guard most > 0, !left.isEmpty, !right.isEmpty else { return nil }
        let width = right.count + 1
        var before = [Int](repeating: 0, count: width)
        var last = Array(0..<width)
        var row = [Int](repeating: 0, count: width)
        for i in 1...left.count {
            row[0] = i
            var least = i
            for j in 1...right.count {
                let cost = left[i - 1] == right[j - 1] ? 0 : 1
                var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] { best = min(best, before[j - 2] + 1) }
                row[j] = best
                least = min(least, best)
            }
            if least > most { return nil }
            (before, last, row) = (last, row, before)
        }
        return last[right.count] <= most ? last[right.count] : nil
    }

    /// Every three letters in a row, with two blanks before and one behind, packed into one number each.
    static func trigrams(_ letters: Letters) -> [UInt64] {
        let padded: Letters = [0, 0] + letters + [0]
        guard padded.count >= 3 else { return [] }
        return (2..<padded.count).map { index in
            UInt64(padded[index - 2] & 0x1F_FFFF) << 42 | UInt64(padded[index - 1] & 0x1F_FFFF) << 21 | UInt64(padded[index] & 0x1F_FFFF)
        }
    }
}
