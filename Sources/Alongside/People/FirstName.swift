/// What a neighbour is called on the pages and in the messages of whoever asked (requirement 3.6): the first word of the name that somebody gave, in any
/// script. The rest of it is for those who arrange help.
public enum FirstName {
    public static func of(_ alias: String) -> String {
        var words = alias.split { $0.isWhitespace }[...]
        guard var name = words.popFirst() else { return alias }
        // "Dr." and "عبد" are no name by themselves.
        while let next = words.first, name.hasSuffix(".") || beginnings.contains(name.lowercased()) {
            name = alias[name.startIndex..<next.endIndex]
            words = words.dropFirst()
            if !beginnings.contains(next.lowercased()), !next.hasSuffix(".") { break }
        }
        return String(name)
    }

    /// First words that go with the next one.
    private static let beginnings: Set<String> = ["abd", "abdul", "abu", "umm", "عبد", "أبو", "ابو", "أم", "ام"]
}

extension PersonCard {
    /// What neighbours call them.
    public var firstName: String { FirstName.of(alias) }
}
