import Kernel

/// What a board row may show of a place: the street without its number, or the landmark (DESIGN: lists show a coarse place at most).
public enum AskArea {
    private static let longest = 40
    /// Words after which a number or letter of a flat follows.
    private static let flats: Set<String> = [
        "flat", "apt", "apartment", "unit", "room", "floor", "no", "number", "piso", "apto", "apartamento", "puerta", "num", "numero", "شقه", "رقم",
        "طابق", "الطابق",
    ]

    /// Nil when nothing is left without the numbers.
    public static func coarse(_ place: String?) -> String? {
        guard let place else { return nil }
        // What follows the first comma or line is most often a flat, a town or a way to get in.
        let first = place.split(whereSeparator: { ",;،؛\n".contains($0) }).map { words(of: $0) }.first { !$0.isEmpty }
        guard let first else { return nil }
        var text = ""
        for word in first {
            guard text.count + word.count < longest else { break }
            text += text.isEmpty ? word : " " + word
        }
        return text.isEmpty ? nil : text
    }

    private static func words(of part: Substring) -> [String] {
        var out: [String] = []
        for word in part.split(whereSeparator: \.isWhitespace) {
            if word.contains(where: \.isNumber) { continue }
            if flats.contains(Folding.fold(String(word))) { continue }
            out.append(String(word))
        }
        return out.contains { $0.contains(where: \.isLetter) } ? out : []
    }
}
