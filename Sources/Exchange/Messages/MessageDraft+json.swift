import Alongside
import Foundation
import Kernel

extension MessageDraft: Encodable {
    private enum CodingKeys: String, CodingKey {
        case askOrOffer, name, phone, email, address, zone, kinds, urgency, byWhen, language, lines, diet, words
    }

    /// The contract of `docs/draft.md`: every name is always there.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        func put<Value>(_ field: Field<Value>, _ key: CodingKeys, _ text: (Value) -> String, id: (Value) -> String? = { _ in nil }) throws {
            try object.encode(
                Written(
                    value: field.value.map(text), id: field.value.flatMap(id),
                    choices: field.choices.map { Written.Choice(value: text($0.value), id: id($0.value), found: $0.found) }
                ), forKey: key
            )
        }
        try put(askOrOffer, .askOrOffer, { $0.rawValue })
        try put(name, .name, { $0 })
        try put(phone, .phone, { $0 })
        try put(email, .email, { $0 })
        try put(address, .address, { $0 })
        try put(zone, .zone, { $0.name }, id: { $0.id })
        try put(kinds, .kinds, { $0.key }, id: { $0.id })
        try put(urgency, .urgency, { $0.rawValue })
        try put(byWhen, .byWhen, { CalendarDay.text($0) })
        try put(language, .language, { $0.text })
        try object.encode(lines.map { WrittenLine(text: $0.text, quantity: $0.quantity, mustHave: $0.mustHave) }, forKey: .lines)
        if let diet { try object.encode(diet, forKey: .diet) } else { try object.encodeNil(forKey: .diet) }
        try object.encode(words, forKey: .words)
    }

    /// One line of JSON, its names in the order of the alphabet.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// A field as it is written: `value` is null when nothing was found, or several; `id` is there where the group has one.
    private struct Written: Encodable {
        struct Choice: Encodable {
            let value: String
            let id: String?
            let found: String
        }

        let value: String?
        let id: String?
        let choices: [Choice]

        enum CodingKeys: String, CodingKey { case value, id, choices }

        func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            if let value { try object.encode(value, forKey: .value) } else { try object.encodeNil(forKey: .value) }
            try object.encodeIfPresent(id, forKey: .id)
            try object.encode(choices, forKey: .choices)
        }
    }

    private struct WrittenLine: Encodable {
        let text: String
        let quantity: String?
        let mustHave: Bool

        enum CodingKeys: String, CodingKey { case text, quantity, mustHave }

        func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(text, forKey: .text)
            if let quantity { try object.encode(quantity, forKey: .quantity) } else { try object.encodeNil(forKey: .quantity) }
            try object.encode(mustHave, forKey: .mustHave)
        }
    }
}
