public import Kernel

/// Words that a group writes itself, once per language.
public struct GroupText: Sendable, Hashable {
    public enum Name: String, Sendable, CaseIterable {
        /// What the group says on its first page.
        case welcome
        /// What people read while only essentials are taken, only asks of people known here, or none: one text for each position of the scope dial.
        case essentials, existing, paused
        /// How the group does things.
        case rules
    }

    /// Who wrote it. A text that is not there at all is missing.
    public enum Mark: String, Sendable, CaseIterable { case human, machine }

    public var name: Name
    public var language: LanguageTag
    public var text: String
    public var mark: Mark

    public init(_ name: Name, _ language: LanguageTag, _ text: String, mark: Mark = .human) {
        self.name = name
        self.language = language
        self.text = text
        self.mark = mark
    }

    /// How many letters a text may have.
    public static let longest = 4_000
}

extension Collection<GroupText> {
    /// The text of this name for a reader: in their language, else in the group's languages in their order, else none.
    public func best(_ name: GroupText.Name, for language: LanguageTag, in group: Group) -> GroupText? {
        let texts = filter { $0.name == name }
        for tag in [language, language.base] + group.languages {
            if let found = texts.first(where: { $0.language == tag }) { return found }
        }
        return nil
    }
}
