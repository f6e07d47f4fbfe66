import Kernel

/// What a browser says it can show: the `Accept-Language` header (RFC 9110, 12.5.4).
struct AcceptedLanguages: Sendable {
    /// Wanted first, best first.
    let wanted: [LanguageTag]

    /// Reads the header; what is no language tag or has quality 0 is left out, and after 32 entries the rest is.
    init(header: String) {
        var ranked: [(tag: LanguageTag, quality: Double)] = []
        for item in header.prefix(1_000).split(separator: ",").prefix(32) {
            let parts = item.split(separator: ";")
            guard let first = parts.first, let tag = LanguageTag(first.trimmingSpaces) else { continue }
            var quality = 1.0
            for parameter in parts.dropFirst() {
                let text = parameter.trimmingSpaces
                if text.hasPrefix("q=") { quality = Double(text.dropFirst(2)) ?? 0 }
            }
            if quality > 0 { ranked.append((tag, quality)) }
        }
        // Equal qualities keep the order in which they were written.
        wanted = ranked.enumerated()
            .sorted { ($0.element.quality, $1.offset) > ($1.element.quality, $0.offset) }
            .map(\.element.tag)
    }

    /// The best of these: the very tag, else one of the same base language.
    func best(among offered: [LanguageTag]) -> LanguageTag? {
        for tag in wanted {
            if offered.contains(tag) { return tag }
            if let near = offered.first(where: { $0.base == tag.base }) { return near }
        }
        return nil
    }
}
