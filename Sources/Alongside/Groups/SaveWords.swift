public import Kernel
public import Storage

/// Writes one of the group's own texts in one language; an empty text takes it away.
public struct SaveWords: Sendable {
    public struct Input: Sendable {
        public var name: GroupText.Name
        public var language: LanguageTag
        public var text: String
        public var mark: GroupText.Mark

        public init(name: GroupText.Name, language: LanguageTag, text: String, mark: GroupText.Mark = .human) {
            self.name = name
            self.language = language
            self.text = text
            self.mark = mark
        }
    }

    public let input: Input
    public let shown: ShownVersion

    public init(_ input: Input, shown: ShownVersion) {
        self.input = input
        self.shown = shown
    }

    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group id: ID<Group>, by actor: Actor) throws -> ID<Undo> {
        try actor.must(.setRules)
        guard let group = try GroupStore.with(id: id, transaction) else { throw Problem.missing() }
        let before = try GroupTextStore.all(in: id, transaction).first { $0.name == input.name && $0.language == input.language }
        try shown.mustMatch(Self.fields(before))
        if let problem = problem(group, at: house.now) { throw problem }

        if input.text.isEmpty {
            try GroupTextStore.remove(input.name, input.language, in: id, transaction)
        } else {
            try GroupTextStore.save(GroupText(input.name, input.language, input.text, mark: input.mark), in: id, transaction)
        }
        try History.record(.rulesChanged, "words", id.named(), by: actor, in: house, group: id, transaction)
        var fields = Self.fields(before)
        fields["words"] = input.name.rawValue
        fields["language"] = input.language.text
        return try Undo.remember(.rulesChanged, id.named(), before: UndoText.packed(fields), by: actor, in: house, group: id, transaction)
    }

    /// What the form shows of a text; a missing one is an empty one.
    public static func fields(_ text: GroupText?) -> [String: String] {
        ["text": text?.text ?? "", "mark": text?.mark.rawValue ?? ""]
    }

    private func problem(_ group: Group, at now: Instant) -> Problem? {
        if input.text.count > GroupText.longest { return .invalid("text", "problem.tooLong", ["limit": String(GroupText.longest)]) }
        if input.text.isEmpty, input.name == .paused, group.languages.contains(input.language), group.scope(at: now) == .paused {
            return .invalid("text", "settings.problem.pause.message")
        }
        return nil
    }
}
