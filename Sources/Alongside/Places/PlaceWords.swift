import Kernel

/// Street names in one form: folded, kinds of street shortened, articles left out, so that "Mill Lane", "mill ln." and "MILL LN" are the same.
enum PlaceWords {
    /// Kinds of street, each in every writing of it, by the short form that stands for all. `st` is both street and saint.
    private static let kinds: [String: [String]] = [
        "st": ["street", "str", "strasse", "straße", "saint"], "rd": ["road"], "ln": ["lane"], "av": ["avenue", "ave", "avenida", "avda", "aven"],
        "dr": ["drive"], "ct": ["court"], "pl": ["place"], "sq": ["square"], "ter": ["terrace", "terr"], "blvd": ["boulevard", "bd", "bulevar"],
        "cres": ["crescent"], "gdns": ["gardens", "gdn"], "hwy": ["highway"], "cl": ["close"], "gr": ["grove"], "pk": ["park"],
        "calle": ["c"], "pza": ["plaza", "plza"], "pso": ["paseo"], "ctra": ["carretera"], "شارع": ["ش"], "طريق": [], "ميدان": ["ساحه"], "حي": [],
    ]

    private static let short: [String: String] = {
        var out: [String: String] = [:]
        for (short, long) in kinds {
            out[short] = short
            for word in long { out[Folding.fold(word)] = short }
        }
        return out
    }()

    private static let articles: Set<String> = ["the", "el", "la", "los", "las", "de", "del", "al"]

    /// Words before the number of a flat, which says nothing about the street.
    private static let flats: Set<String> = [
        "flat", "apt", "apartment", "unit", "room", "floor", "piso", "depto", "departamento", "apto", "puerta", "شقه", "الشقه", "طابق",
    ]

    static func isKind(_ word: Substring) -> Bool { kinds[String(word)] != nil }

    /// Whether a word, folded, is a kind of street in any writing of it.
    static func isStreetWord(_ word: String) -> Bool { short[word] != nil }

    /// The words of a name or of what somebody typed.
    static func words(_ text: String) -> [String] {
        let folded = Folding.fold(text).replacing("ß", with: "ss").split(separator: " ").map(String.init)
        var out: [String] = []
        var index = 0
        while index < folded.count {
            let word = folded[index]
            if flats.contains(word), index + 1 < folded.count, startsWithDigit(folded[index + 1]) || folded[index + 1].count == 1 {
                index += 2
                continue
            }
            index += 1
            out += shortened(word)
        }
        let plain = out.filter { !articles.contains($0) }
        return plain.isEmpty ? out : plain
    }

    /// `Hauptstrasse` becomes `haupt st`; an Arabic article goes.
    private static func shortened(_ word: String) -> [String] {
        if let short = short[word] { return [short] }
        for ending in ["strasse", "str"] where word.hasSuffix(ending) && word.count >= ending.count + 3 {
            return [String(word.dropLast(ending.count)), "st"]
        }
        if word.hasPrefix("ال"), word.count > 4 { return [String(word.dropFirst(2))] }
        return [word]
    }

    static func canonical(_ name: String) -> String { words(name).joined(separator: " ") }

    /// A postcode without spaces and case.
    static func postcode(_ text: String) -> String { Folding.fold(text).filter { $0 != " " } }

    static func startsWithDigit(_ word: some StringProtocol) -> Bool { word.utf8.first.map { (0x30...0x39).contains($0) } ?? false }

    /// The number of `12`, `12b`; nil for `5th`, `se15` and words.
    static func houseNumber(_ word: some StringProtocol) -> Int? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        guard (1...6).contains(digits.count), word.count - digits.count <= 1 else { return nil }
        return Int(digits)
    }
}
