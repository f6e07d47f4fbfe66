import Alongside
import Foundation
import Kernel

@testable import Exchange

/// Made-up messages with what a person would write into the form for them.
struct MessageCorpus {
    struct Case {
        let title: String
        let country: String
        let message: String
        /// By field; one that is missing has to stay blank.
        let expected: [String: String]
    }

    static let fields = ["askOrOffer", "name", "phone", "email", "address", "zone", "kinds", "urgency", "byWhen", "language", "lines"]

    static let today = Day(year: 2026, month: 3, day: 11) ?? Day(number: 0)

    static func cases(_ language: String) throws -> [Case] {
        let text = String(decoding: try Fixture.bytes("messages/\(language).txt"), as: UTF8.self)
        let usual = ["en": "GB", "es": "ES", "ar": "EG"][language] ?? "GB"
        return text.components(separatedBy: "\n=== ").dropFirst().map { part in
            var lines = part.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let title = lines.removeFirst()
            var country = usual
            if let first = lines.first, first.hasPrefix("country: ") {
                country = String(first.dropFirst(9))
                lines.removeFirst()
            }
            let end = lines.lastIndex(of: "---") ?? lines.count
            let expected = lines[(end + 1)...].filter { $0.contains(": ") }.map { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                return (String(parts[0]), parts[1].trimmed())
            }
            return Case(
                title: "\(language): \(title)", country: country, message: lines[..<end].joined(separator: "\n"),
                expected: Dictionary(uniqueKeysWithValues: expected)
            )
        }
    }

    static let zoneNames = ["North End", "Southside", "Barrio Norte", "Barrio Sur", "حي الزهور"]

    /// A made-up town whose streets have names in three languages.
    static func context(_ country: String) throws -> MessageContext {
        let random = SeededRandomness(seed: 7)
        let zones = zoneNames.enumerated().map { Zone(id: .random(by: random), name: $0.element, position: $0.offset) }
        let streets: [(String, Int)] = [
            ("Mill Lane", 0), ("St Anne's Church", 0), ("Station Road", 1), ("Market Square", 1), ("Harbour Park", 1), ("Avenida Central", 2),
            ("Calle del Río", 2), ("Plaza Mayor", 3), ("شارع النيل", 4), ("مسجد النور", 4),
        ]
        let entries = streets.map { GazetteerEntry(id: .random(by: random), name: $0.0, zone: zones[$0.1].id) }
        return MessageContext(
            today: today, country: CallingCountry.named(country), monthFirst: country == "US", zones: zones,
            places: KnownPlaces(entries: entries, zones: zones)
        )
    }

    /// A draft in the words of the fixtures.
    static func written(_ draft: MessageDraft) -> [String: String] {
        var out: [String: String] = [:]
        func put<Value>(_ name: String, _ field: MessageDraft.Field<Value>, _ text: (Value) -> String) {
            if let value = field.value {
                out[name] = text(value)
            } else if !field.choices.isEmpty {
                out[name] = "? " + field.choices.map { text($0.value) }.joined(separator: " | ")
            }
        }
        put("askOrOffer", draft.askOrOffer) { $0.rawValue }
        put("name", draft.name) { $0 }
        put("phone", draft.phone) { $0 }
        put("email", draft.email) { $0 }
        put("address", draft.address) { $0 }
        put("zone", draft.zone) { $0.name }
        put("kinds", draft.kinds) { $0.key }
        put("urgency", draft.urgency) { $0.rawValue }
        put("byWhen", draft.byWhen) { CalendarDay.text($0) }
        put("language", draft.language) { $0.text }
        let lines = draft.lines.map { [$0.quantity, $0.text].compactMap { $0 }.joined(separator: " + ") + ($0.mustHave ? "!" : "") }
        if !lines.isEmpty { out["lines"] = lines.joined(separator: " | ") }
        return out
    }
}
