public import Kernel
public import Storage

/// The streets, landmarks and zones of a group as they stood at one moment, to look places up without a database at hand.
public struct KnownPlaces: Sendable {
    private let index: GazetteerIndex

    /// Reads the gazetteer through memory.
    public init(of group: ID<Group>, in house: House, _ connection: any Connection) throws {
        index = try house.gazetteers.index(of: group, connection)
    }

    /// From what is at hand.
    public init(entries: [GazetteerEntry], zones: [Zone]) {
        index = GazetteerIndex(version: 0, entries: entries, zones: zones, boundaries: [:])
    }

    /// Where a typed place lies, with slips allowed, as the forms look it up.
    public func find(_ typed: String) -> PlaceMatch { PlaceFinder.find(typed, in: index) }

    /// Whether these very words are the name of a street, a landmark or a zone, in whatever writing of "street". For looking through a sentence, where a guess
    /// at every word would find places everywhere.
    public func isName(_ words: String) -> Bool {
        let wanted = GazetteerIndex.name(PlaceWords.canonical(words))
        guard wanted.letters.count >= 4 || !wanted.kinds.isEmpty && wanted.letters.count >= 2 else { return false }
        return index.exact(wanted).contains { index.names[$0].kinds == wanted.kinds }
    }

    /// Whether a word is one of those that streets end or begin with: "lane", "calle", "شارع".
    public static func isStreetWord(_ word: String) -> Bool { PlaceWords.isStreetWord(word) }
}
