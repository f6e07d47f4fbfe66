import Kernel

/// House numbers as people write them: `1-99`, `2 to 40 even`, `odd`, `17`.
public enum HouseNumbers {
    /// Nil when it cannot be read. An empty text is the whole street.
    public static func read(_ typed: String) -> (numbers: ClosedRange<Int>?, side: GazetteerEntry.Side)? {
        var found: [Int] = []
        var side = GazetteerEntry.Side.both
        for word in Folding.fold(typed).split(separator: " ") {
            if let number = PlaceWords.houseNumber(word) {
                found.append(number)
            } else if let read = self.side(String(word)) {
                side = read
            } else if !joints.contains(String(word)) {
                return nil
            }
        }
        switch found.count {
        case 0: return (nil, side)
        case 1: return (found[0]...found[0], side)
        case 2: return (min(found[0], found[1])...max(found[0], found[1]), side)
        default: return nil
        }
    }

    /// `odd`, `even`, `both` in the languages that there are.
    static func side(_ word: String) -> GazetteerEntry.Side? {
        switch Folding.fold(word) {
        case "odd", "odds", "impar", "impares", "فردي": .odd
        case "even", "evens", "par", "pares", "زوجي": .even
        case "both", "all", "ambos", "todos", "الكل": .both
        default: nil
        }
    }

    private static let joints: Set<String> = ["to", "and", "from", "a", "al", "y", "desde", "hasta", "numbers", "no", "nos", "من", "الي"]
}
