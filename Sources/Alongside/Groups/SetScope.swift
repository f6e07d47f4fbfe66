public import Kernel
public import Storage

/// Turns the scope dial: every ask, essentials only, people known here, or none until a day.
public struct SetScope: Sendable {
    public struct Input: Sendable {
        public var scope: Group.Scope
        /// When asks are taken again; needed for a pause.
        public var pausedUntil: Instant?

        public init(scope: Group.Scope, pausedUntil: Instant? = nil) {
            self.scope = scope
            self.pausedUntil = pausedUntil
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

        let before = group.scopeFields
        group.scope = input.scope
        group.pausedUntil = input.scope == .paused ? input.pausedUntil : nil
        try GroupStore.update(group, transaction)
        try History.record(.rulesChanged, "scope", id.named(), by: actor, in: house, group: id, transaction)
        return try Undo.remember(.rulesChanged, id.named(), before: UndoText.packed(before), by: actor, in: house, group: id, transaction)
    }

    /// A pause needs a day on which it ends and a message that at least readers of the group's first language understand.
    static func problems(_ input: Input, group: Group, texts: [GroupText], at now: Instant) -> [Problem] {
        guard input.scope == .paused else { return [] }
        var problems: [Problem] = []
        if let until = input.pausedUntil {
            if until <= now { problems.append(.invalid("until", "problem.date.past")) }
            if until > now + .days(366) { problems.append(.invalid("until", "settings.problem.pause.long")) }
        } else {
            problems.append(.invalid("until", "settings.problem.pause.until"))
        }
        if !texts.contains(where: { $0.name == .paused && $0.language == group.mainLanguage }) {
            problems.append(.invalid("scope", "settings.problem.pause.message"))
        }
        return problems
    }

    /// The group's languages in which a pause would be announced without words of its own.
    public static func missingLanguages(_ group: Group, texts: [GroupText]) -> [LanguageTag] {
        group.languages.filter { language in !texts.contains { $0.name == .paused && $0.language == language } }
    }
}
