import Kernel

/// What stands among the things of a list and is nothing to buy: what is not wanted ("no pork please"), a diet by itself ("halal"), or what somebody
/// cannot eat ("allergic to nuts"). Words of the languages of the catalogs. A diet with a thing, as in "halal chicken", is a thing.
enum ListRemark {
    /// What is left to buy of a piece of a list: "2 kg rice. Halal or other needs." is rice. Empty where all of it is remarks; the piece itself where none
    /// of it is.
    static func taken(from piece: String) -> String {
        let sentences = piece.split(separator: ". ")
        let things = sentences.filter { !isOne($0) }
        return things.count == sentences.count ? piece : things.joined(separator: ". ")
    }

    /// The sentences of a piece that say what somebody can or cannot eat.
    static func needs(in piece: String) -> [String] {
        piece.split(separator: ". ").filter { sentence in
            let words = Folding.fold(String(sentence)).split(separator: " ").map(String.init).drop { joints.contains($0) }
            return !words.isEmpty && (isDiet(words) || isNeed(words) || isFreeOf(words))
        }.map(String.init)
    }

    private static func isOne(_ sentence: Substring) -> Bool {
        let all = Folding.fold(String(sentence)).split(separator: " ").map(String.init)
        let words = all.drop { joints.contains($0) }
        // "Please" alone.
        if words.isEmpty { return !all.isEmpty }
        return isNegation(words) || isDiet(words) || isNeed(words)
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

    /// An allergy or an intolerance, whatever else the sentence says. What is taken against one ("allergy tablets", "pastillas para la alergia") is a
    /// thing.
    private static func isNeed(_ words: ArraySlice<String>) -> Bool {
        let all = words.joined(separator: " ")
        if inability.contains(where: { (" " + all + " ").contains(" " + $0 + " ") }) { return true }
        if words.last == "diet" || words.first.map(dietsByName.contains) == true { return true }
        guard let place = words.firstIndex(where: isAllergy) else { return false }
        if words[..<place].contains(where: remedies.contains) { return false }
        return !(nouns.contains(words[place]) && words[(place + 1)...].first.map(remedies.contains) == true)
    }

    private static func isAllergy(_ word: String) -> Bool {
        stems.contains { word.hasPrefix($0) } || word.contains("حساسي") || word.contains("سيلياك")
    }

    /// "Sin gluten": what is left out is something that people cannot eat.
    private static func isFreeOf(_ words: ArraySlice<String>) -> Bool {
        isNegation(words) && words.contains(where: oftenLeftOut.contains)
    }

    // MARK: Words, folded

    private static let stems = ["allerg", "alerg", "anaphyla", "anafila", "intoleran", "coeliac", "celiac", "celiaq"]
    private static let nouns = folded(["allergy", "allergies"])
    private static let remedies = folded([
        "tablet", "tablets", "pill", "pills", "medicine", "relief", "spray", "drops", "cream", "syrup", "antihistamine", "pastilla", "pastillas",
        "medicina", "medicamento", "medicamentos", "jarabe", "crema", "gotas", "antihistaminico", "antihistaminicos", "حبوب", "دواء", "بخاخ", "قطرة",
        "مرهم", "شراب",
    ])
    private static let inability = folded([
        "cannot eat", "can not eat", "cant eat", "dont eat", "do not eat", "doesnt eat", "does not eat", "no puedo comer", "no puede comer",
        "no podemos comer", "no como", "no come", "no comemos", "no comen", "لا آكل", "لا نأكل", "لا يأكل", "لا تأكل", "عدم تحمل",
    ])
    private static let dietsByName = folded(["dieta", "dietary", "حمية", "حميه"])
    private static let oftenLeftOut = folded([
        "gluten", "lactose", "dairy", "nuts", "pork", "sugar", "salt", "meat", "fish", "alcohol", "lactosa", "frutos", "nueces", "cerdo", "azucar",
        "sal", "carne", "pescado", "marisco", "غلوتين", "جلوتين", "الغلوتين", "لاكتوز", "اللاكتوز", "مكسرات", "لحم", "خنزير", "سكر", "ملح", "سمك",
    ])

    private static let joints = folded(["and", "but", "also", "please", "y", "pero", "por", "favor", "و", "لكن", "ولكن"])
    private static let negations = folded([
        "no", "not", "without", "never", "dont", "sin", "nunca", "بدون", "وبدون", "لا", "ولا", "بلا", "وبلا", "دون", "ودون",
    ])
    private static let pairsThatNegate = folded(["nada de", "nothing with", "من دون", "ومن دون", "do not"])
    private static let diets = folded([
        "halal", "kosher", "vegan", "vegetarian", "veggie", "gluten free", "glutenfree", "lactose free", "dairy free", "nut free", "sugar free",
        "vegano", "vegana", "veganos", "veganas", "vegetariano", "vegetariana", "vegetarianos", "vegetarianas", "حلال", "كوشر", "نباتي", "نباتية",
        "نباتيون", "diabetic", "diabetico", "diabetica",
    ])
    private static let besides = folded([
        "or", "other", "needs", "and", "only", "please", "all", "everything", "must", "be", "should", "is", "food", "diet", "we", "i", "am", "are",
        "im", "were", "eat", "if", "possible", "o", "u", "y", "otras", "necesidades", "solo", "todo", "comida", "dieta", "soy", "somos", "por",
        "favor", "si", "es", "posible", "أو", "احتياجات", "أخرى", "فقط", "كل", "شيء", "طعام", "أكل", "نحن", "أنا", "من", "فضلك", "فضلكم", "لو",
        "سمحت", "سمحتم", "أمكن", "إن",
    ])

    private static func folded(_ words: [String]) -> Set<String> { Set(words.map(Folding.fold)) }
}
