import Kernel
import Storage
import Words

/// Picks the words by which an ask is known at the door and on the phone.
enum AskCodeWord {
    /// Read once; the lists come with the program.
    private static let lists = Result { try CodeWords.load() }

    /// A code word in this language that none of the newest asks has. After a few tries one is given twice rather than none: with the name
    /// or the number beside it, it still tells two asks apart.
    static func pick(language: LanguageTag, in house: House, group: ID<Group>, _ connection: any Connection) throws -> CodeWord {
        let words = try lists.get()
        let used = Set(try house.lookups.codeWords.all(in: house, group: group, connection))
        var word = words.pick(language: language, by: house.random)
        for _ in 0..<8 where used.contains(word.folded) { word = words.pick(language: language, by: house.random) }
        house.lookups.codeWords.note(word.folded, in: group)
        return word
    }
}
