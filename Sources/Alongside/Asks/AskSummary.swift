/// The first words of an ask, for one row of a board.
public enum AskSummary {
    /// Letters: about two lines of a row on a small screen.
    public static let longest = 72

    /// Of an ask with a list what the row must not lose comes first: what they can or cannot eat, then what must be exactly that, then the other things, as
    /// many as fit whole. Of any other ask its words. An offer shows helpers a summary of words alone, never of what stands in a list.
    static func of(_ details: AskDetails) -> String {
        guard !details.lines.isEmpty else { return of(details.words) }
        let diet = details.diet.map { [oneLine($0)] } ?? []
        return joined(diet + details.lines.filter(\.mustHave).map(\.written) + details.lines.filter { !$0.mustHave }.map(\.written))
    }

    /// Whether lists may show it. What somebody takes says what they live with, and of whoever wants care taken with them a list says no word of theirs: there
    /// the kind of help stands alone, for helpers and on the board.
    public static func isShown(of ask: Ask, _ kind: Category.Kind?) -> Bool { !ask.safeMode && kind != .prescription }

    /// Of words.
    public static func of(_ words: String) -> String { cut(oneLine(words)) }

    private static func oneLine(_ words: String) -> String { words.split(whereSeparator: \.isNewline).joined(separator: ", ") }

    /// As many whole parts as fit, with a sign that there is more; of the first one at least a part.
    private static func joined(_ parts: [String]) -> String {
        var text = parts[0]
        for (index, part) in parts.enumerated().dropFirst() {
            let longer = text + ", " + part
            let room = index == parts.count - 1 ? longest : longest - 1
            guard longer.count <= room else { return cut(text.count < longest ? text + "…" : text) }
            text = longer
        }
        return cut(text)
    }

    private static func cut(_ line: String) -> String {
        guard line.count > longest else { return line }
        let cut = line.prefix(longest - 1)
        // At a word's end where there is one near.
        let end = cut.lastIndex(where: \.isWhitespace).flatMap { cut.distance(from: $0, to: cut.endIndex) < 20 ? $0 : nil } ?? cut.endIndex
        return cut[..<end] + "…"
    }
}
