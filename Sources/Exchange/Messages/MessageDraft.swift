public import Kernel

/// What a pasted message was understood as: a draft of an ask or an offer, for a person to look at, correct and send. Nothing in it is decided.
///
/// The fields have the names of a sheet's columns (`ImportField`). What was not found is blank; where several things were found that exclude each
/// other, all are shown and none is chosen.
public struct MessageDraft: Sendable {
    /// One thing that was found.
    public struct Choice<Value: Sendable & Equatable>: Sendable, Equatable {
        public var value: Value
        /// The words of the message that say so.
        public var found: String

        public init(_ value: Value, found: String) {
            self.value = value
            self.found = found
        }
    }

    /// A field of the form.
    public struct Field<Value: Sendable & Equatable>: Sendable, Equatable {
        /// The one thing that was found; nil when nothing was, or several.
        public var value: Value?
        /// Everything that was found, in the order of the message.
        public var choices: [Choice<Value>]

        public static var blank: Field { Field(value: nil, choices: []) }

        /// One thing is taken; of several, none.
        public init(_ choices: [Choice<Value>]) {
            var seen: [Choice<Value>] = []
            for choice in choices where !seen.contains(where: { $0.value == choice.value }) { seen.append(choice) }
            self.choices = seen
            value = seen.count == 1 ? seen[0].value : nil
        }

        public init(value: Value?, choices: [Choice<Value>]) {
            self.value = value
            self.choices = choices
        }

        /// Whether a person has to pick.
        public var isOpen: Bool { value == nil && choices.count > 1 }
    }

    public enum Purpose: String, Sendable, Equatable, CaseIterable { case ask, offer }

    /// How soon, in the words of the ask form.
    public enum Urgency: String, Sendable, Equatable, CaseIterable {
        case today
        case twoDays = "two_days"
        case week
        case noHurry = "no_hurry"
    }

    /// A part of the group's area.
    public struct Zone: Sendable, Equatable {
        public let id: String
        public let name: String
    }

    /// A kind of help: the key of a category.
    public struct Kind: Sendable, Equatable {
        public let key: String
        /// The group's own category; nil without a group, or when it has none of this key.
        public let id: String?
    }

    /// One line of a list.
    public struct Line: Sendable, Equatable {
        public let text: String
        public let quantity: String?
        public let mustHave: Bool

        /// As it is written in a list: "2 l milk".
        public var written: String { quantity.map { "\($0) \(text)" } ?? text }
    }

    public var askOrOffer: Field<Purpose> = .blank
    public var name: Field<String> = .blank
    /// E.164 where it can be told, else the digits as they were written.
    public var phone: Field<String> = .blank
    public var email: Field<String> = .blank
    /// A street with its number, or a landmark, as it was written.
    public var address: Field<String> = .blank
    public var zone: Field<Zone> = .blank
    public var kinds: Field<Kind> = .blank
    public var urgency: Field<Urgency> = .blank
    /// The last day that would do.
    public var byWhen: Field<Day> = .blank
    public var language: Field<LanguageTag> = .blank
    public var lines: [Line] = []
    /// What somebody can or cannot eat, in their words.
    public var diet: String?
    /// The message without what stands in another field, for the words of the ask: a helper reads them before they may know number and street.
    public var words = ""
}
