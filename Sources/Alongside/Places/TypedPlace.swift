/// What somebody typed as their place, taken apart: `12b Mill Ln`, `Mill Lane 12`, `SE15 4QX`.
struct TypedPlace: Equatable {
    /// One way to read it.
    struct Reading: Equatable {
        /// Words of the name, in their one form.
        var name: [String]
        var number: Int?
    }

    /// Best first: as it stands, then with a house number taken out.
    var readings: [Reading] = []
    /// Postcodes of the gazetteer that stand in it.
    var postcode: String?

    static let longest = 200

    /// `isPostcode` says whether the gazetteer has a postcode, given without spaces and folded.
    init(_ typed: String, isPostcode: (String) -> Bool) {
        var words = PlaceWords.words(String(typed.prefix(Self.longest)))
        takePostcode(from: &words, isPostcode)
        guard !words.isEmpty else { return }

        let numbered = words.indices.filter { PlaceWords.houseNumber(words[$0]) != nil }
        readings.append(Reading(name: words, number: nil))
        for index in numbered.reversed() where words.count > 1 {
            var rest = words
            let word = rest.remove(at: index)
            readings.append(Reading(name: rest, number: PlaceWords.houseNumber(word)))
        }
        if numbered.count > 1, numbered.count < words.count {
            let rest = words.indices.filter { !numbered.contains($0) }.map { words[$0] }
            readings.append(Reading(name: rest, number: PlaceWords.houseNumber(words[numbered[0]])))
        }
        // "12 b mill lane": the letter of a house number written apart.
        for reading in readings where reading.number != nil && reading.name.count > 1 {
            guard let letter = reading.name.firstIndex(where: { $0.utf8.count == 1 }) else { continue }
            var rest = reading
            rest.name.remove(at: letter)
            readings.append(rest)
        }
    }

    /// One word, or two that belong together: `se15 4qx`. The second half goes too when the gazetteer knows only the first.
    private mutating func takePostcode(from words: inout [String], _ isPostcode: (String) -> Bool) {
        for index in words.indices.dropLast() where isPostcode(words[index] + words[index + 1]) {
            postcode = words[index] + words[index + 1]
            words.removeSubrange(index...index + 1)
            return
        }
        for index in words.indices where words[index].utf8.contains(where: { (0x30...0x39).contains($0) }) && isPostcode(words[index]) {
            // A number that is somebody's house is no postcode when a name stands beside it.
            if words[index].count < 4, words.count > 1 { continue }
            postcode = words[index]
            words.remove(at: index)
            if index < words.count, Self.isSecondHalf(words[index]) { words.remove(at: index) }
            return
        }
    }

    /// `4qx`: what stands last in a British postcode.
    private static func isSecondHalf(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        return bytes.count == 3 && (0x30...0x39).contains(bytes[0]) && bytes[1...].allSatisfy { (0x61...0x7A).contains($0) }
    }
}
