import Kernel
import Testing

@testable import Words

@Suite struct CodeWordTests {
    private let words: CodeWords
    /// Every language that pages are in: each has code words of its own.
    static let languages = (try? Catalogs.load().languages) ?? []

    init() throws { words = try CodeWords.load() }

    /// Every word that a code word is made of, in each spelling: things, then qualities by gender.
    private func spellings(_ language: LanguageTag) -> [[String]] {
        let list = words.list(for: language)
        return [
            list.things.map(\.word), list.qualities.map(\.masculine), list.qualities.map(\.feminine),
            list.things.compactMap(\.latin), list.qualities.compactMap(\.masculineLatin), list.qualities.compactMap(\.feminineLatin),
        ]
    }

    @Test("there are at least 64 qualities and 128 things", arguments: languages)
    func enough(language: LanguageTag) {
        let list = words.list(for: language)
        #expect(list.qualities.count >= 64 && list.things.count >= 128)
        #expect(words.languages.contains(language), "Write Catalogs/codewords.\(language).txt, else who asks in it gets an English code word")
    }

    /// A word holds no space, so the combinations are as unique as the words; two qualities of one gender never meet.
    @Test("no two code words are the same when folded, and no two of their words differ by one letter only", arguments: languages)
    func unique(language: LanguageTag) {
        let list = words.list(for: language)
        for names in spellings(language) {
            let folded = names.map { Array(CodeWord.fold($0).unicodeScalars) }
            for (index, first) in folded.enumerated() {
                let near = folded.dropFirst(index + 1).filter { Self.areNear(first, $0) }
                #expect(near.isEmpty, "\(names[index])")
            }
        }
        let latin = list.things.compactMap(\.latin).count + list.qualities.compactMap(\.feminineLatin).count
        let isLatin = list.things.allSatisfy { $0.word.contains(#/\p{Script=Latin}/#) }
        #expect(latin == (isLatin ? 0 : list.things.count + list.qualities.count), "a word in other letters has a Latin spelling beside it")
    }

    @Test("two short words of letters that fit on a label and on the phone", arguments: languages)
    func speakable(language: LanguageTag) {
        for name in spellings(language).joined() where !((2...12).contains(name.count) && name.allSatisfy(\.isLetter)) {
            Issue.record("\(name) is too short, too long, or holds more than letters")
        }
        for name in spellings(language).dropFirst(3).joined() where !name.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
            Issue.record("\(name) is not in plain Latin letters")
        }
    }

    @Test("none says what the words of the catalogs must not say either", arguments: languages)
    func neutral(language: LanguageTag) throws {
        let avoided = try Catalogs.load().wording(language).wordsToAvoid
        #expect(Readability.words(from: avoided, in: spellings(language).joined().joined(separator: " ")) == [])
    }

    @Test("the quality agrees with the gender of the thing and stands where the language puts it")
    func grammar() throws {
        let list = try CodeWordList(file: "x", text: "order: thing quality\n[qualities]\nrojo\troja\n[things]\ntetera\tf\nfarol\tm\n")
        #expect(list.things.map { list.word(list.qualities[0], $0).text } == ["tetera roja", "farol rojo"])
        let arabic = try CodeWordList(file: "x", text: "order: thing quality\n[qualities]\nأزرق\tزرقاء\tazraq\tzarqa\n[things]\nوردة\tf\twarda\n")
        #expect(arabic.word(arabic.qualities[0], arabic.things[0]) == CodeWord(text: "وردة زرقاء", latin: "warda zarqa"))
        let english = try CodeWordList(file: "x", text: "order: quality thing\n[qualities]\nblue\n[things]\nkettle\n")
        #expect(english.word(english.qualities[0], english.things[0]) == CodeWord(text: "blue kettle"))
    }

    @Test("the same seed gives the same words, and a language without words of its own gets English ones")
    func picked() throws {
        let first = (0..<20).map { _ in words.pick(language: .arabic, by: SeededRandomness(seed: 4)) }
        #expect(Set(first).count == 1 && first[0].latin != nil)
        let welsh = try #require(LanguageTag("cy"))
        #expect(words.pick(language: welsh, by: SeededRandomness(seed: 4)) == words.pick(language: .english, by: SeededRandomness(seed: 4)))
        let random = SeededRandomness(seed: 5)
        #expect(Set((0..<300).map { _ in words.pick(language: .english, by: random) }).count > 270)
    }

    @Test("what somebody says matches without accents, case, vowel signs, and in Latin letters too")
    func matches() {
        #expect(CodeWord(text: "jardín azul").matches("  Jardin   AZUL "))
        let rose = CodeWord(text: "وردة زرقاء", latin: "warda zarqa")
        #expect(rose.matches("ورده زرقاء") && rose.matches("وَرْدَة زرقاء") && rose.matches("Warda-Zarqa"))
        #expect(!rose.matches("") && !rose.matches("warda"))
    }

    @Test("a list that cannot be read names its line")
    func faults() throws {
        for (text, line) in [("[things]\nx\tq\n", 2), ("kettle\n", 1), ("[qualities]\na\tb\tc\n", 2), ("[qualities]\na\n", 0)] {
            let fault = try #require(throws: CatalogFault.self) { try CodeWordList(file: "x", text: text) }
            #expect(fault.line == line)
        }
        #expect(throws: CatalogFault.self) { try CodeWords(files: [:]) }
    }

    /// Whether one letter changed, added or left out makes one of the other.
    private static func areNear(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Bool {
        guard abs(first.count - second.count) <= 1 else { return false }
        let (short, long) = first.count <= second.count ? (first, second) : (second, first)
        let start = zip(short, long).prefix { $0 == $1 }.count
        let end = zip(short.reversed(), long.reversed()).prefix { $0 == $1 }.count
        return start + end >= long.count - 1
    }
}
