import Kernel

/// Makes lines of a shopping list from what somebody wrote: one a line, or one a comma; quantities before or after; what must be that and nothing else.
/// Remarks among them, such as "no pork please", are nothing to buy: they stay in the words of the ask, which whoever helps reads.
public enum ListParser {
    /// Splits and reads. Never more than `TextLimit.lines` lines of `TextLimit.line` letters: the rest of a text stays in the words of the ask.
    public static func lines(of words: String) -> [AskDetails.Line] {
        var out: [AskDetails.Line] = []
        for line in words.split(whereSeparator: \.isNewline) {
            var mayCount = false
            for part in wholeNeeds(parts(of: String(line))) {
                // "Eggs, a dozen" is one thing: an amount by itself counts what stands before its comma.
                if mayCount, let last = out.last, last.quantity == nil, let amount = read(part), amount.quantity == nil, isQuantity(amount.text) {
                    out[out.count - 1].quantity = clean(amount.text.split(separator: " ").map(String.init)[...])
                    out[out.count - 1].mustHave = last.mustHave || amount.mustHave
                    mayCount = false
                    continue
                }
                guard out.count < TextLimit.lines else { return out }
                let piece = withoutBullet(part[...])
                let things = ListRemark.taken(from: piece)
                let thing = read(things == piece ? part : things)
                if let thing { out.append(thing) }
                mayCount = thing != nil
            }
        }
        return out
    }

    /// What a text says of what somebody can or cannot eat, in their words; nil where it says nothing of it.
    public static func diet(in words: String) -> String? {
        var out: [String] = []
        for line in words.split(whereSeparator: \.isNewline) {
            for part in wholeNeeds(parts(of: String(line))) { out += ListRemark.needs(in: withoutBullet(part[...])) }
        }
        guard !out.isEmpty else { return nil }
        return String(String.UnicodeScalarView(out.joined(separator: ", ").unicodeScalars.prefix(TextLimit.note)))
    }

    /// One thing with its quantity; nil when nothing is left of it.
    public static func read(_ typed: String) -> AskDetails.Line? {
        var text = withoutBullet(typed[...])
        let must = takeMust(&text)
        let (name, quantity) = splitQuantity(text)
        let kept = String(String.UnicodeScalarView(name.unicodeScalars.prefix(TextLimit.line)))
        guard TextLimit.canBeSeen(kept) else { return nil }
        return AskDetails.Line(text: kept, quantity: quantity, mustHave: must)
    }

    // MARK: Parts

    /// Commas and semicolons part things, but not the halves of a number (1,5 l) and not inside brackets.
    private static func parts(of line: String) -> [String] {
        var out: [String] = []
        var part = ""
        var depth = 0
        let letters = Array(line)
        for (index, letter) in letters.enumerated() {
            if "([".contains(letter) { depth += 1 }
            if ")]".contains(letter) { depth = max(0, depth - 1) }
            let isComma = ",;،؛".contains(letter) && depth == 0
            let inNumber = letter == "," && index > 0 && index + 1 < letters.count && letters[index - 1].isNumber && letters[index + 1].isNumber
            if isComma, !inNumber {
                out.append(part)
                part = ""
            } else {
                part.append(letter)
            }
        }
        out.append(part)
        return out
    }

    /// "Allergic to nuts, peanuts and milk" is one thing: what somebody cannot eat goes on over commas up to the word before its last. Better a thing
    /// too few on the list than one that makes somebody ill.
    private static func wholeNeeds(_ parts: [String]) -> [String] {
        guard parts.count > 1, let start = parts.firstIndex(where: { !ListRemark.needs(in: withoutBullet($0[...])).isEmpty }) else { return parts }
        guard let end = parts[(start + 1)...].lastIndex(where: { holdsAnd($0) }) else { return parts }
        let whole = ([parts[start]] + parts[(start + 1)...end].map { withoutBullet($0[...]) }).joined(separator: ", ")
        return Array(parts[..<start]) + [whole] + parts[(end + 1)...]
    }

    private static func holdsAnd(_ part: String) -> Bool {
        let words = part.split(separator: " ").map { Folding.fold(String($0)) }
        return words.contains { ["and", "or", "y", "e", "o", "u", "&", "او"].contains($0) || ($0.hasPrefix("و") && $0.count > 3) }
    }

    /// Without dash, dot, star, tick box or `3.` at the beginning.
    private static func withoutBullet(_ line: Substring) -> String {
        var rest = line.drop(while: \.isWhitespace)
        let marks: Set<Character> = ["-", "–", "—", "•", "*", "·", "□", "☐", "▢", "+", "."]
        if let first = rest.first, marks.contains(first) { rest = rest.dropFirst().drop(while: \.isWhitespace) }
        let number = rest.prefix { $0.isNumber }
        if (1...2).contains(number.count) {
            let after = rest.dropFirst(number.count)
            if let mark = after.first, ".)".contains(mark), after.dropFirst().first?.isWhitespace == true {
                rest = after.dropFirst().drop(while: \.isWhitespace)
            }
        }
        return rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: Must

    /// Words that say "this and nothing else", in the languages of the catalogs, folded.
    private static let musts: [String] = ["must have", "must", "important", "importante", "imprescindible", "obligatorio", "ضروري", "مهم", "لازم"]

    private static func takeMust(_ text: inout String) -> Bool {
        var found = false
        while let last = text.last, last == "!" || last == "❗" || last == "‼" {
            text.removeLast()
            found = true
        }
        for (open, close) in [("(", ")"), ("[", "]")] {
            guard let end = text.last, String(end) == close, let start = text.lastIndex(of: Character(open)) else { continue }
            let inside = Folding.fold(String(text[text.index(after: start)..<text.index(before: text.endIndex)]))
            if musts.contains(inside) {
                text = String(text[..<start])
                found = true
            }
        }
        text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return found
    }

    // MARK: Quantity

    /// Units that may stand between number and thing, folded.
    private static let units: Set<String> = [
        "l", "ltr", "litre", "litres", "liter", "liters", "ml", "cl", "g", "gr", "gram", "grams", "kg", "kilo", "kilos", "kilogram", "oz", "lb",
        "lbs", "pint",
        "pints", "pack", "packs", "packet", "packets", "box", "boxes", "bag", "bags", "tin", "tins", "can", "cans", "bottle", "bottles", "jar",
        "jars",
        "loaf", "loaves", "bunch", "dozen", "piece", "pieces", "roll", "rolls", "litro", "litros", "gramo", "gramos", "paquete", "paquetes", "caja",
        "cajas",
        "bolsa", "bolsas", "lata", "latas", "botella", "botellas", "docena", "docenas", "pieza", "piezas", "rollo", "rollos", "barra", "barras", "كغ",
        "كيلو", "كجم",
        "غ", "غرام", "جرام", "لتر", "ل", "مل", "علبه", "علب", "كيس", "اكياس", "زجاجه", "زجاجات", "ربطه", "حبه", "حبات", "قطعه", "قطع", "دزينه",
        "رغيف", "ارغفه", "لترات", "كيلوغرام", "كيلوغرامات",
    ]
    /// Numbers that people write out before a unit or a thing, and Arabic's own word for two of a unit.
    private static let written: Set<String> = [
        "a", "half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen", "un", "una", "dos",
        "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "doce", "media", "medio", "docena", "نصف", "ربع", "ثلاث", "ثلاثه",
        "اربع", "اربعه", "خمس", "خمسه", "ست", "سته", "سبع", "سبعه", "ثماني", "ثمانيه", "تسع", "تسعه", "عشر", "عشره", "دزينه", "دزينتين", "لترين",
        "كيلوين", "كيسين", "علبتين", "زجاجتين", "ربطتين", "حبتين", "قطعتين", "رغيفين",
    ]
    /// Those that are a quantity only with a unit behind them.
    private static let writtenWithUnit: Set<String> = ["a", "half", "one", "un", "una", "media", "medio", "نصف", "ربع"]

    /// Whether a text is an amount and nothing else.
    private static func isQuantity(_ text: String) -> Bool {
        let words = text.split(separator: " ", maxSplits: 4).map(String.init)
        return words.count <= 3 && quantityLength(words[...], fromFront: true) == words.count
    }

    /// The thing and its quantity as typed: "2 l milk", "milk x2", "milk 2 l", "2x milk", "رز ٢ كغ".
    private static func splitQuantity(_ text: String) -> (name: String, quantity: String?) {
        let halves = parts(of: text)
        if halves.count == 2, isQuantity(halves[1]) {
            let name = withoutBullet(halves[0][...])
            if !name.isEmpty, splitQuantity(name).quantity == nil { return (name, clean(halves[1].split(separator: " ").map(String.init)[...])) }
        }
        let words = text.split(separator: " ").map(String.init)
        guard words.count > 1 else { return (text, nil) }
        if let front = quantityLength(words[...], fromFront: true), front < words.count {
            var rest = words[front...]
            if let first = rest.first, rest.count > 1, ["of", "de", "من"].contains(Folding.fold(first)) { rest = rest.dropFirst() }
            return (rest.joined(separator: " "), clean(words[..<front]))
        }
        if let back = quantityLength(words[...], fromFront: false), back < words.count {
            return (words[..<(words.count - back)].joined(separator: " "), clean(words[(words.count - back)...]))
        }
        return (text, nil)
    }

    /// How many words at one end are a quantity.
    private static func quantityLength(_ words: ArraySlice<String>, fromFront: Bool) -> Int? {
        let ends = fromFront ? Array(words.prefix(3)) : Array(words.suffix(3))
        func isUnit(_ word: String) -> Bool { units.contains(Folding.fold(word)) }
        if fromFront {
            guard let first = ends.first else { return nil }
            let isWritten = written.contains(Folding.fold(first))
            guard isAmount(first) || isWritten else { return nil }
            if ends.count > 1, isUnit(ends[1]) { return 2 }
            if ends.count > 1, isTimes(ends[1]) { return 2 }
            if ends.count > 2, Folding.fold(first) == "half", Folding.fold(ends[1]) == "a", isUnit(ends[2]) { return 3 }
            // "a" alone is no quantity, and "2 in 1 shampoo" begins with none.
            if isWritten { return writtenWithUnit.contains(Folding.fold(first)) ? nil : 1 }
            return ends.count > 1 && Folding.fold(ends[1]) == "in" ? nil : 1
        }
        guard let last = ends.last else { return nil }
        if isUnit(last), ends.count > 1, isAmount(ends[ends.count - 2]) { return 2 }
        if isAmount(last) {
            if ends.count > 1, isTimes(ends[ends.count - 2]) { return 2 }
            // "nappies size 4" keeps its 4; "milk 2" and "milk x2" do not. A year or a long number is no quantity.
            let before = ends.count > 1 ? Folding.fold(ends[ends.count - 2]) : ""
            let names: Set<String> = [
                "size", "no", "nr", "number", "talla", "numero", "num", "tipo", "type", "مقاس", "رقم", "حجم", "factor", "spf", "vitamin",
            ]
            return names.contains(before) ? nil : 1
        }
        return nil
    }

    private static func isTimes(_ word: String) -> Bool { ["x", "×", "X", "✕"].contains(word) }

    /// `2`, `2x`, `x2`, `1,5`, `1/2`, `500g`, `½`, `٢`; at most four digits.
    private static func isAmount(_ word: String) -> Bool {
        var core = word[...]
        if let first = core.first, "x×X".contains(first) { core = core.dropFirst() }
        let number = core.prefix { $0.isNumber || ".,/٫".contains($0) }
        guard number.contains(where: \.isNumber), number.filter(\.isNumber).count <= 4 else { return false }
        let unit = core.dropFirst(number.count)
        if unit.isEmpty || isTimes(String(unit)) { return true }
        return units.contains(Folding.fold(String(unit)))
    }

    private static func clean(_ words: ArraySlice<String>) -> String {
        var text = words.joined(separator: " ")
        while let first = text.first, "x×X".contains(first) || first == " " { text.removeFirst() }
        while let last = text.last,
            "×".contains(last) || (isTimes(String(last)) && text.dropLast().last.map { $0.isNumber || $0 == " " } == true) || last == " "
        {
            text.removeLast()
        }
        return text
    }
}
