import Kernel

/// Qualities and things of one language, and how the two are put together.
struct CodeWordList: Sendable {
    struct Quality: Hashable, Sendable {
        let masculine: String
        let feminine: String
        let masculineLatin: String?
        let feminineLatin: String?
    }

    struct Thing: Hashable, Sendable {
        let word: String
        let isFeminine: Bool
        let latin: String?
    }

    private(set) var qualities: [Quality] = []
    private(set) var things: [Thing] = []
    private(set) var thingComesFirst = false

    /// Reads a list: `order:`, then `[qualities]` and `[things]`, a word with its columns (tabs) a line; `#` begins a comment.
    init(file: String, text: String) throws(CatalogFault) {
        var section = ""
        var number = 0
        for raw in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let line = raw.trimmingSpaces
            let columns = line.split(separator: "\t").map(String.init)
            guard let first = columns.first, !line.hasPrefix("#") else { continue }
            switch (section, line) {
            case (_, "[qualities]"), (_, "[things]"): section = line
            case ("", "order: thing quality"): thingComesFirst = true
            case ("", "order: quality thing"): thingComesFirst = false
            case ("[qualities]", _):
                guard [1, 2, 4].contains(columns.count) else {
                    throw CatalogFault(file: file, line: number, reason: "a quality has 1, 2 or 4 columns")
                }
                qualities.append(
                    Quality(
                        masculine: first, feminine: columns.count > 1 ? columns[1] : first,
                        masculineLatin: columns.count > 3 ? columns[2] : nil, feminineLatin: columns.count > 3 ? columns[3] : nil
                    )
                )
            case ("[things]", _):
                guard columns.count <= 3, columns.count == 1 || ["m", "f"].contains(columns[1]) else {
                    throw CatalogFault(file: file, line: number, reason: "a thing is a word, m or f, and its Latin spelling")
                }
                things.append(Thing(word: first, isFeminine: columns.count > 1 && columns[1] == "f", latin: columns.count > 2 ? columns[2] : nil))
            default: throw CatalogFault(file: file, line: number, reason: "'\(line)' stands in no section")
            }
        }
        guard !qualities.isEmpty, !things.isEmpty else { throw CatalogFault(file: file, line: 0, reason: "it has no qualities or no things") }
    }

    func pick(by randomness: some Randomness) -> CodeWord { word(randomness.pick(qualities), randomness.pick(things)) }

    /// The two together, the quality in the gender of the thing.
    func word(_ quality: Quality, _ thing: Thing) -> CodeWord {
        let adjective = thing.isFeminine ? quality.feminine : quality.masculine
        let text = thingComesFirst ? "\(thing.word) \(adjective)" : "\(adjective) \(thing.word)"
        guard let thingLatin = thing.latin, let adjectiveLatin = thing.isFeminine ? quality.feminineLatin : quality.masculineLatin else {
            return CodeWord(text: text)
        }
        return CodeWord(text: text, latin: thingComesFirst ? "\(thingLatin) \(adjectiveLatin)" : "\(adjectiveLatin) \(thingLatin)")
    }
}
