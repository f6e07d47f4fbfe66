public import Kernel
public import Storage
public import Words

/// Turns the scope dial: every ask, essentials only, people known here, or none until a day.
public struct SetScope: Sendable {
    public struct Input: Sendable {
        public var scope: Group.Scope
        /// When asks are taken again; needed for a pause.
        public var pausedUntil: Instant?
        /// What is said during a pause, as it was typed; a language that is not named keeps what was written before.
        public var messages: [LanguageTag: String]

        public init(scope: Group.Scope, pausedUntil: Instant? = nil, messages: [LanguageTag: String] = [:]) {
            self.scope = scope
            self.pausedUntil = pausedUntil
            self.messages = messages
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
        guard var group = try GroupStore.with(id: id, transaction) else { throw Problem.missing() }
        try shown.mustMatch(group.scopeFields)
        let texts = try GroupTextStore.all(in: id, transaction)
        if let problem = Problem.all(Self.problems(input, group: group, texts: texts, at: house.now)) { throw problem }
        let written = input.scope == .paused ? Self.written(input, group: group, texts: texts, in: house) : []

        let before = group.scopeFields
        group.scope = input.scope
        group.pausedUntil = input.scope == .paused ? input.pausedUntil : nil
        try GroupStore.update(group, transaction)
        for text in written { try GroupTextStore.save(text, in: id, transaction) }
        try History.record(.rulesChanged, "scope", id.named(), by: actor, in: house, group: id, transaction)
        return try Undo.remember(.rulesChanged, id.named(), before: UndoText.packed(before), by: actor, in: house, group: id, transaction)
    }

    /// A pause needs a day on which it ends, and a message in every language of the group.
    static func problems(_ input: Input, group: Group, texts: [GroupText], at now: Instant) -> [Problem] {
        guard input.scope == .paused else { return [] }
        var problems: [Problem] = []
        if let until = input.pausedUntil {
            if until <= now { problems.append(.invalid("until", "problem.date.past")) }
            if until > now + .days(366) { problems.append(.invalid("until", "settings.problem.pause.long")) }
        } else {
            problems.append(.invalid("until", "settings.problem.pause.until"))
        }
        for language in group.languages {
            let field = messageField(language)
            guard let typed = input.messages[language] else {
                if missingLanguages(group, texts: texts).contains(language) { problems.append(.invalid(field, "settings.problem.pause.message")) }
                continue
            }
            if !TextLimit.canBeSeen(typed) { problems.append(.invalid(field, "settings.problem.pause.message")) }
            if typed.count > GroupText.longest { problems.append(.invalid(field, "problem.tooLong", ["limit": String(GroupText.longest)])) }
        }
        return problems
    }

    /// The form's field for the message in one language.
    public static func messageField(_ language: LanguageTag) -> String { "paused-\(language.text)" }

    /// What the program suggests to say during a pause; nil in a language that it does not speak, where the group writes its own words.
    public static func suggestion(in language: LanguageTag, _ catalogs: Catalogs) -> String? {
        let speaks = catalogs.languages.contains(language) || catalogs.languages.contains(language.base)
        return speaks ? catalogs.wording(language)("settings.pause.suggestion") : nil
    }

    /// The messages that are new or changed. What the program suggested and nobody changed is marked as a machine's.
    private static func written(_ input: Input, group: Group, texts: [GroupText], in house: House) -> [GroupText] {
        group.languages.compactMap { language in
            guard let typed = input.messages[language] else { return nil }
            let stands = texts.first { $0.name == .paused && $0.language == language }
            guard stands?.text != typed else { return nil }
            return GroupText(.paused, language, typed, mark: typed == suggestion(in: language, house.catalogs) ? .machine : .human)
        }
    }

    /// The group's languages in which a pause would be announced without words of its own.
    public static func missingLanguages(_ group: Group, texts: [GroupText]) -> [LanguageTag] {
        group.languages.filter { language in !texts.contains { $0.name == .paused && $0.language == language } }
    }
}
