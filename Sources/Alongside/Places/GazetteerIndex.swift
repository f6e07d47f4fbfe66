import Kernel

/// A group's gazetteer in memory, ready to be matched: names by their exact form, by their form without doubled letters, and by trigrams.
/// Twenty thousand names take about ten megabytes.
final class GazetteerIndex: Sendable {
    /// A name of the gazetteer or of a zone.
    struct Name: Sendable {
        /// The words that tell it from others, without the kind of street.
        let core: String
        let letters: Spelling.Letters
        let single: Spelling.Letters
        /// `ln`, `st`: the kind of street, when it says one.
        let kinds: Set<String>
        /// Words with digits in them must be the same: 5th is never 6th.
        let digits: [String]
        var entries: [Int]
        /// The zones and pods of this name.
        var zones: [ID<Zone>]
    }

    let version: Int
    let entries: [GazetteerEntry]
    let names: [Name]
    /// The zone that each pod lies in.
    let parents: [ID<Zone>: ID<Zone>]
    let zoneNames: [ID<Zone>: String]
    let boundaries: [(zone: ID<Zone>, boundary: Boundary)]
    /// Every zone that is no pod has a border, so that a point in none of them is outside.
    let isBounded: Bool
    private let byCore: [String: [Int]]
    private let bySingle: [Spelling.Letters: [Int]]
    private let postings: [UInt64: [Int32]]
    private let byPostcode: [String: [Int]]

    init(version: Int, entries all: [GazetteerEntry], zones: [Zone], boundaries: [ID<Zone>: Boundary]) {
        self.version = version
        let living = Set(zones.map(\.id))
        // Entries of a zone that was removed rest until it comes back.
        let entries = all.filter { entry in entry.zone.map { living.contains($0) } ?? true }
        self.entries = entries
        parents = Dictionary(uniqueKeysWithValues: zones.compactMap { zone in zone.parent.map { (zone.id, $0) } })
        zoneNames = Dictionary(uniqueKeysWithValues: zones.map { ($0.id, $0.name) })
        let ordered = zones.filter(\.isPod) + zones.filter { !$0.isPod }
        self.boundaries = ordered.compactMap { zone in boundaries[zone.id].map { (zone.id, $0) } }
        let outer = zones.filter { !$0.isPod }
        isBounded = !outer.isEmpty && outer.allSatisfy { boundaries[$0.id] != nil }

        var names: [Name] = []
        var byText: [String: Int] = [:]
        func index(of text: String) -> Int {
            if let known = byText[text] { return known }
            names.append(Self.name(text))
            byText[text] = names.count - 1
            return names.count - 1
        }
        var byPostcode: [String: [Int]] = [:]
        for (number, entry) in entries.enumerated() {
            names[index(of: PlaceWords.canonical(entry.name))].entries.append(number)
            if let postcode = entry.comparablePostcode, !postcode.isEmpty { byPostcode[postcode, default: []].append(number) }
        }
        for zone in zones { names[index(of: PlaceWords.canonical(zone.name))].zones.append(zone.id) }

        var byCore: [String: [Int]] = [:]
        var bySingle: [Spelling.Letters: [Int]] = [:]
        var postings: [UInt64: [Int32]] = [:]
        for (number, name) in names.enumerated() {
            byCore[name.core, default: []].append(number)
            bySingle[name.single, default: []].append(number)
            for trigram in Set(Spelling.trigrams(name.letters)) { postings[trigram, default: []].append(Int32(number)) }
        }
        self.names = names
        self.byCore = byCore
        self.bySingle = bySingle
        self.postings = postings
        self.byPostcode = byPostcode
    }

    /// A name taken apart into what tells it from others and the kind of street.
    static func name(_ canonical: String) -> Name {
        let words = canonical.split(separator: " ")
        var core = words.filter { !PlaceWords.isKind($0) }
        if core.isEmpty { core = words }
        let text = core.joined(separator: " ")
        let letters = Spelling.letters(text)
        return Name(
            core: text, letters: letters, single: Spelling.single(letters),
            kinds: Set(words.filter { PlaceWords.isKind($0) && !core.contains($0) }.map(String.init)),
            digits: core.filter { $0.utf8.contains { (0x30...0x39).contains($0) } }.map(String.init).sorted(), entries: [], zones: []
        )
    }

    func isPostcode(_ text: String) -> Bool { byPostcode[text] != nil }

    func entries(postcode: String) -> [GazetteerEntry] { (byPostcode[postcode] ?? []).map { entries[$0] } }

    /// Names of exactly this core, then those that differ in doubled letters only.
    func exact(_ wanted: Name) -> [Int] {
        if let same = byCore[wanted.core] { return same }
        return (bySingle[wanted.single] ?? []).filter { names[$0].digits == wanted.digits }
    }

    /// Names that share enough trigrams, each with its distance; nearest first. Linear in the length of the trigrams' lists.
    func near(_ wanted: Name, most: Int) -> [(name: Int, distance: Int)] {
        let trigrams = Set(Spelling.trigrams(wanted.letters))
        guard !trigrams.isEmpty else { return [] }
        // A slip changes at most three trigrams.
        let needed = max(1, trigrams.count - 3 * most)
        var shared = [UInt8](repeating: 0, count: names.count)
        var touched: [Int] = []
        for trigram in trigrams {
            for number in postings[trigram] ?? [] {
                let number = Int(number)
                if shared[number] == 0 { touched.append(number) }
                if shared[number] < .max { shared[number] += 1 }
            }
        }
        var found: [(name: Int, distance: Int)] = []
        for number in touched where Int(shared[number]) >= needed && names[number].digits == wanted.digits {
            if let distance = Spelling.distance(wanted.letters, names[number].letters, most: most) { found.append((number, distance)) }
        }
        return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    }

    /// Names that share most trigrams with what was typed, for "did you mean".
    func similar(_ wanted: Name, most count: Int) -> [Int] {
        let trigrams = Set(Spelling.trigrams(wanted.letters))
        var shared: [Int: Int] = [:]
        for trigram in trigrams {
            for number in postings[trigram] ?? [] { shared[Int(number), default: 0] += 1 }
        }
        let scored = shared.compactMap { number, common -> (Int, Double)? in
            let other = names[number].letters.count + 1
            let score = 2 * Double(common) / Double(trigrams.count + other)
            return score >= 0.5 ? (number, score) : nil
        }
        return scored.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }.prefix(count).map(\.0)
    }
}
