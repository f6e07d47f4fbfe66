import Alongside
import Foundation
import Kernel
import Markup
import Words

/// The choices of countries, time zones, currencies and languages, named in the reader's language.
enum Offered {
    static func countries(_ say: Wording) -> [Choice] {
        let locale = Locale(identifier: say.language.text)
        return CallingCountry.known
            .map { Choice($0.region, locale.localizedString(forRegionCode: $0.region) ?? $0.region) }
            .sorted { $0.label.compare($1.label, locale: locale) == .orderedAscending }
    }

    static func currencies(_ say: Wording, with own: Currency) -> [Choice] {
        let locale = Locale(identifier: say.language.text)
        let codes = Set(CallingCountry.known.map { CountryDefaults.of($0.region).currency.code }).union([own.code])
        return codes.sorted().map { code in
            Choice(code, locale.localizedString(forCurrencyCode: code).map { "\(code) · \($0)" } ?? code)
        }
    }

    static func timeZones(with own: TimeZone) -> [Choice] {
        let places = TimeZone.knownTimeZoneIdentifiers.filter { identifier in
            identifier.contains("/") && !["Etc/", "SystemV/", "US/"].contains { identifier.hasPrefix($0) }
        }
        return Set(places + [own.identifier]).sorted().map { Choice($0, $0.replacing("_", with: " ").replacing("/", with: " / ")) }
    }

    /// The languages that pages exist in first, then others that neighbours may speak.
    static func languages(_ house: House, with own: [LanguageTag]) -> [LanguageTag] {
        var out = house.catalogs.languages
        for tag in own + others where !out.contains(tag) { out.append(tag) }
        return out
    }

    static func weekdays(_ say: Wording) -> [Choice] {
        // Groups count from Sunday, the words from Monday.
        [(7, 6), (1, 7), (2, 1)].map { Choice(String($0.0), say.weekday($0.1)) }
    }

    private static let others: [LanguageTag] = [
        "am", "bn", "de", "el", "fa", "fr", "he", "hi", "it", "ku", "pl", "ps", "pt", "ro", "ru", "so", "sw", "ta", "ti", "tl", "tr", "uk", "ur",
        "vi", "zh",
    ].compactMap { LanguageTag($0) }
}
