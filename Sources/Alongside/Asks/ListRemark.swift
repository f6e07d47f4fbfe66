import Kernel

/// What stands among the things of a list and is nothing to buy: what is not wanted ("no pork please"), or a diet by itself ("halal"). Words of the
/// languages of the catalogs. A diet with a thing, as in "halal chicken", is a thing.
enum ListRemark {
    /// What is left to buy of a piece of a list: "2 kg rice. Halal or other needs." is rice. Empty where all of it is remarks; the piece itself where none
    /// of it is.
    static func taken(from piece: String) -> String {
        let sentences = piece.split(separator: ". ")
        let things = sentences.filter { !isOne($0) }
        return things.count == sentences.count ? piece : things.joined(separator: ". ")
    }

    private static func isOne(_ sentence: Substring) -> Bool {
        let all = Folding.fold(String(sentence)).split(separator: " ").map(String.init)
        let words = all.drop { joints.contains($0) }
        // "Please" alone.
        if words.isEmpty { return !all.isEmpty }
        return isNegation(words) || isDiet(words)
    }

    /// It takes more than the word: "No. 7 cream" is a thing.
    private static func isNegation(_ words: ArraySlice<String>) -> Bool {
        guard let first = words.first, let second = words.dropFirst().first else { return false }
        if pairsThatNegate.contains(first + " " + second) { return true }
        return negations.contains(first) && second.first?.isNumber != true
    }

    /// Nothing but diets, and words that go with them.
    private static func isDiet(_ words: ArraySlice<String>) -> Bool {
        var rest = words
        var found = false
        while let first = rest.first {
            if rest.count > 1, diets.contains(rest.prefix(2).joined(separator: " ")) {
                rest = rest.dropFirst(2)
                found = true
                continue
            }
            if diets.contains(first) { found = true } else if !besides.contains(first) { return false }
            rest = rest.dropFirst()
        }
        return found
    }

    // MARK: Words, folded

    private static let joints = folded(["and", "but", "also", "please", "y", "pero", "por", "favor", "و", "لكن", "ولكن"])
    private static let negations = folded([
        "no", "not", "without", "never", "dont", "sin", "nunca", "بدون", "وبدون", "لا", "ولا", "بلا", "وبلا", "دون", "ودون",
    ])
    private static let pairsThatNegate = folded(["nada de", "nothing with", "من دون", "ومن دون", "do not"])
    private static let diets = folded([
        "halal", "kosher", "vegan", "vegetarian", "veggie", "gluten free", "glutenfree", "lactose free", "dairy free", "nut free", "sugar free",
        "vegano", "vegana", "veganos", "veganas", "vegetariano", "vegetariana", "vegetarianos", "vegetarianas", "حلال", "كوشر", "نباتي", "نباتية",
        "نباتيون",
    ])
    private static let besides = folded([
        "or", "other", "needs", "and", "only", "please", "all", "everything", "must", "be", "should", "is", "food", "diet", "we", "i", "am", "are",
        "im", "were", "eat", "if", "possible", "o", "u", "y", "otras", "necesidades", "solo", "todo", "comida", "dieta", "soy", "somos", "por",
        "favor", "si", "es", "posible", "أو", "احتياجات", "أخرى", "فقط", "كل", "شيء", "طعام", "أكل", "نحن", "أنا", "من", "فضلك", "فضلكم", "لو",
        "سمحت", "سمحتم", "أمكن", "إن",
    ])

    private static func folded(_ words: [String]) -> Set<String> { Set(words.map(Folding.fold)) }
}
