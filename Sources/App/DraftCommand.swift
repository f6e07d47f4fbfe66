import Alongside
import Exchange
import Foundation
public import Kernel
import Storage
import Words

/// `alongside draft`: what a pasted message is understood as (requirement 3.10), for programs and for whoever looks at the rules. Nothing is kept.
public struct DraftCommand: FolderCommand {
    public static let name = "draft"
    public static let onlyLooks = true

    let message: String
    let group: String
    let json: Bool

    /// - Parameter group: Whose places and kinds of help are known.
    public init(message: String, group: String, json: Bool) {
        self.message = message
        self.group = group
        self.json = json
    }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        let (house, slug) = (open.house, group)
        guard let group = try await house.database.read({ try GroupStore.named(slug, $0) }) else {
            throw Refusal("There is no group \"\(slug)\" here.")
        }
        let context = try await house.database.read { try MessageContext(of: group, in: house, $0) }
        try Self.say(message, in: context, json: json, catalogs: house.catalogs, console)
    }

    /// Without a group: the words that come with the program.
    ///
    /// - Parameters:
    ///   - today: The day from which "tomorrow" is counted.
    ///   - country: ISO 3166 code of where numbers are written without theirs; a refusal where it is none that is known.
    public static func alone(_ message: String, today: Day, country: String?, json: Bool, _ console: Console) throws {
        let calling = try country.map { region in
            guard let known = CallingCountry.named(region) else { throw Refusal("\"\(region)\" is no country that is known here: GB, US, MX ...") }
            return known
        }
        let context = MessageContext(today: today, country: calling, monthFirst: calling?.region == "US")
        try say(message, in: context, json: json, catalogs: Catalogs.load(), console)
    }

    /// The text of what was handed in, which has to be UTF-8.
    public static func text(of bytes: [UInt8]) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Refusal("The message cannot be read: it is no text in UTF-8.") }
        return text
    }

    /// Bytes that are certainly more than a message may have.
    public static let mostBytes = 4 * MessageReader.longest + 4

    private static func say(_ message: String, in context: MessageContext, json: Bool, catalogs: Catalogs, _ console: Console) throws {
        let say = catalogs.wording(.english)
        let draft: MessageDraft
        do {
            draft = try MessageReader(context).read(message)
        } catch let problem as Problem where problem.kind == .invalid {
            throw Refusal(say.text(of: problem))
        }
        guard !json else { return console.say(try draft.json()) }
        let rows: [(String, String)] = [
            ("ask or offer", row(draft.askOrOffer) { $0.rawValue }), ("name", row(draft.name) { $0 }), ("phone", row(draft.phone) { $0 }),
            ("email", row(draft.email) { $0 }), ("address", row(draft.address) { $0 }), ("zone", row(draft.zone) { $0.name }),
            ("kinds of help", row(draft.kinds) { $0.key }), ("urgency", row(draft.urgency) { $0.rawValue }),
            ("by when", row(draft.byWhen) { CalendarDay.text($0) }), ("language", row(draft.language) { $0.text }),
            ("list", draft.lines.isEmpty ? "-" : draft.lines.map(\.written).joined(separator: ", ")),
        ]
        for (name, text) in rows { console.say("\(name): \(text)") }
    }

    /// `+44... ("my number ...")`; several with a question mark before.
    private static func row<Value>(_ field: MessageDraft.Field<Value>, _ text: (Value) -> String) -> String {
        guard !field.choices.isEmpty else { return "-" }
        let all = field.choices.map { "\(text($0.value)) (\"\($0.found)\")" }.joined(separator: ", ")
        guard let value = field.value else { return "? " + all }
        return field.choices.count == 1 ? all : "\(text(value)), of \(all)"
    }
}
