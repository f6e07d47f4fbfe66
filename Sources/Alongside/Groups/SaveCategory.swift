public import Kernel
public import Storage

/// Adds a kind of help or changes one; it shows at once at every door (requirement 0.2).
public struct SaveCategory: Sendable {
    public struct Input: Sendable {
        /// Nil for a new one.
        public var id: ID<Category>?
        /// By language; an empty name takes that language's away, one that is not given stays.
        public var names: [LanguageTag: String]
        public var emoji: String
        public var kind: Category.Kind
        public var essential: Bool
        public var minutes: Int
        public var active: Bool

        public init(
            id: ID<Category>? = nil, names: [LanguageTag: String], emoji: String, kind: Category.Kind, essential: Bool, minutes: Int,
            active: Bool = true
        ) {
            self.id = id
            self.names = names
            self.emoji = emoji
            self.kind = kind
            self.essential = essential
            self.minutes = minutes
            self.active = active
        }
    }

    public let input: Input
    /// What the page showed; nil for a new one.
    public let shown: ShownVersion?

    public init(_ input: Input, shown: ShownVersion? = nil) {
        self.input = input
        self.shown = shown
    }

    /// The category and, for a change, what takes it back.
    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group id: ID<Group>, by actor: Actor) throws -> (
        category: ID<Category>, undo: ID<Undo>
    ) {
        try actor.must(.setRules)
        guard let group = try GroupStore.with(id: id, transaction) else { throw Problem.missing() }
        let all = try CategoryStore.all(in: id, activeOnly: false, transaction)
        let old = all.first { $0.id == input.id }
        if input.id != nil, old == nil { throw Problem.missing() }
        if let old { try (shown ?? ShownVersion(text: "")).mustMatch(old.fields) }
        if let problem = Problem.all(problems(group, all)) { throw problem }

        let category = made(from: old, among: all, of: group, in: house)
        try CategoryStore.replace(category, in: id, transaction)
        try History.record(.categoryChanged, "category", category.id.named(), by: actor, in: house, group: id, transaction)
        let before = old?.fields ?? category.retired.fields
        let undo = try Undo.remember(
            .categoryChanged, category.id.named(), before: UndoText.packed(before), by: actor, in: house, group: id, transaction
        )
        return (category.id, undo)
    }

    private func problems(_ group: Group, _ all: [Category]) -> [Problem] {
        var problems: [Problem] = []
        if input.names[group.mainLanguage, default: ""].isEmpty { problems.append(.invalid("name-\(group.mainLanguage.text)", "problem.required")) }
        for (language, name) in input.names where name.count > 60 {
            problems.append(.invalid("name-\(language.text)", "problem.tooLong", ["limit": "60"]))
        }
        let taken = all.contains { other in
            other.id != input.id && other.active && input.active
                && Folding.fold(other.name(in: group.mainLanguage, group: group)) == Folding.fold(input.names[group.mainLanguage] ?? "")
        }
        if taken { problems.append(.invalid("name-\(group.mainLanguage.text)", "settings.problem.category.taken")) }
        if !(5...1_440).contains(input.minutes) {
            problems.append(.invalid("minutes", "settings.problem.range", ["least": "5", "most": "1440"]))
        }
        if input.emoji.count > 4 { problems.append(.invalid("emoji", "settings.problem.emoji")) }
        if !input.active, all.filter({ $0.active && $0.id != input.id }).isEmpty {
            problems.append(.invalid("active", "settings.problem.category.last"))
        }
        return problems
    }

    /// A kind that gets another name keeps those of the group's languages only: in all others, in which nobody could say it anew, it would go on being called
    /// what it is not any more.
    private func made(from old: Category?, among all: [Category], of group: Group, in house: House) -> Category {
        let id = old?.id ?? house.newID()
        let isRenamed = old?.names[group.mainLanguage] != input.names[group.mainLanguage]
        let kept = (old?.names ?? [:]).filter { !isRenamed || group.languages.contains($0.key) }
        return Category(
            id: id, nameKey: old?.nameKey ?? "own_\(id.text)", emoji: input.emoji, position: old?.position ?? (all.map(\.position).max() ?? -1) + 1,
            kind: input.kind, essential: input.essential, minutes: input.minutes, active: input.active,
            names: kept.merging(input.names) { $1 }.filter { !$0.value.isEmpty }
        )
    }
}

extension Category {
    /// What the form shows, and what an undo puts back.
    public var fields: [String: String] {
        var fields = [
            "emoji": emoji, "kind": kind.rawValue, "essential": String(essential), "minutes": String(minutes), "active": String(active),
            "position": String(position),
        ]
        for (language, name) in names { fields["name-\(language.text)"] = name }
        return fields
    }

    var retired: Category {
        var copy = self
        copy.active = false
        return copy
    }

    mutating func put(back fields: [String: String]) {
        emoji = fields["emoji"] ?? emoji
        kind = fields["kind"].flatMap(Kind.init) ?? kind
        essential = fields["essential"].map { $0 == "true" } ?? essential
        minutes = fields["minutes"].flatMap { Int($0) } ?? minutes
        active = fields["active"].map { $0 == "true" } ?? active
        position = fields["position"].flatMap { Int($0) } ?? position
        names = [:]
        for (key, name) in fields where key.hasPrefix("name-") {
            if let language = LanguageTag(key.dropFirst(5)) { names[language] = name }
        }
    }
}
