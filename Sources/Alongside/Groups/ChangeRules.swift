public import Foundation
public import Kernel
public import Storage

/// Changes the rules that a group has set itself: all of the settings form at once.
public struct ChangeRules: Sendable {
    public struct Input: Sendable {
        public var name: String
        public var timeZone: TimeZone
        public var firstWeekday: Int
        public var country: String
        public var currency: Currency
        public var languages: [LanguageTag]
        public var retentionDays: Int
        public var urgentHoldMinutes: Int
        public var normalHoldMinutes: Int
        public var nightFrom: Int
        public var nightTo: Int
        public var weeklyLimit: Int
        /// In the smallest unit of the currency.
        public var cap: Int64
        public var approvalLimit: Int64
        public var silenceHours: Int
        public var crisisNumber: String?
        public var groupPhone: String?
        public var depot: String?

        /// Everything as it stands.
        public init(_ group: Group) {
            name = group.name
            timeZone = group.timeZone
            firstWeekday = group.firstWeekday
            country = group.country
            currency = group.currency
            languages = group.languages
            retentionDays = group.retentionDays
            urgentHoldMinutes = group.urgentHoldMinutes
            normalHoldMinutes = group.normalHoldMinutes
            nightFrom = group.nightFrom
            nightTo = group.nightTo
            weeklyLimit = group.weeklyLimit
            cap = group.cap.minorUnits
            approvalLimit = group.approvalLimit.minorUnits
            silenceHours = group.silenceHours
            crisisNumber = group.crisisNumber
            groupPhone = group.groupPhone
            depot = group.depot
        }
    }

    public let input: Input
    /// What the page showed when it was filled in.
    public let shown: ShownVersion

    public init(_ input: Input, shown: ShownVersion) {
        self.input = input
        self.shown = shown
    }

    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group id: ID<Group>, by actor: Actor) throws -> ID<Undo> {
        try actor.must(.setRules)
        guard let group = try GroupStore.with(id: id, transaction) else { throw Problem.missing() }
        try shown.mustMatch(group.ruleFields)
        var problems = problems
        if input.currency != group.currency, try GroupStore.hasMoneyMoved(in: id, transaction) {
            problems.append(.invalid("currency", "settings.problem.currency"))
        }
        if input.groupPhone == nil, let problem = try Self.stranded(group, transaction) { problems.append(problem) }
        if let problem = Problem.all(problems) { throw problem }

        try GroupStore.update(changed(group), transaction)
        try History.record(.rulesChanged, "group", id.named(), by: actor, in: house, group: id, transaction)
        return try Undo.remember(.rulesChanged, id.named(), before: UndoText.packed(group.ruleFields), by: actor, in: house, group: id, transaction)
    }

    /// The rule of the group's number: as long as somebody whose ask stands has said that they will call, and nothing else, it is not taken away.
    static func stranded(_ group: Group, _ connection: any Connection) throws -> Problem? {
        guard group.canBeCalled else { return nil }
        let count = try AskStore.countOfCallers(in: group.id, connection)
        return count == 0 ? nil : .invalid("phone", "settings.problem.callers", ["count": String(count)])
    }

    /// What is wrong with the input, each beside its field; the bounds are those of the schema.
    public var problems: [Problem] {
        var problems: [Problem] = []
        func bound(_ value: Int, _ range: ClosedRange<Int>, _ field: String) {
            guard !range.contains(value) else { return }
            problems.append(.invalid(field, "settings.problem.range", ["least": String(range.lowerBound), "most": String(range.upperBound)]))
        }
        if input.name.isEmpty { problems.append(.invalid("name", "problem.required")) }
        if input.name.count > 80 { problems.append(.invalid("name", "problem.tooLong", ["limit": "80"])) }
        if CallingCountry.named(input.country) == nil { problems.append(.invalid("country", "problem.choice")) }
        if input.languages.isEmpty { problems.append(.invalid("languages", "problem.choice")) }
        bound(input.firstWeekday, 1...7, "weekday")
        bound(input.retentionDays, 3...60, "retention")
        bound(input.urgentHoldMinutes, 5...1_440, "urgent")
        bound(input.normalHoldMinutes, 5...2_880, "normal")
        bound(input.nightFrom, 0...1_439, "night-from")
        bound(input.nightTo, 0...1_439, "night-until")
        bound(input.weeklyLimit, 0...50, "weekly")
        bound(input.silenceHours, 1...168, "silence")
        if (input.depot?.count ?? 0) > TextLimit.place { problems.append(.invalid("depot", "problem.tooLong", ["limit": String(TextLimit.place)])) }
        if input.cap < 0 { problems.append(.invalid("cap", "problem.number.unclear", ["example": "80"])) }
        if input.approvalLimit < 0 { problems.append(.invalid("approval", "problem.number.unclear", ["example": "100"])) }
        return problems
    }

    private func changed(_ group: Group) -> Group {
        var group = group
        group.name = input.name
        group.timeZone = input.timeZone
        group.firstWeekday = input.firstWeekday
        group.country = input.country.uppercased()
        group.currency = input.currency
        group.languages = input.languages
        group.retentionDays = input.retentionDays
        group.urgentHoldMinutes = input.urgentHoldMinutes
        group.normalHoldMinutes = input.normalHoldMinutes
        group.nightFrom = input.nightFrom
        group.nightTo = input.nightTo
        group.weeklyLimit = input.weeklyLimit
        group.cap = Money(minorUnits: input.cap, currency: input.currency)
        group.approvalLimit = Money(minorUnits: input.approvalLimit, currency: input.currency)
        group.silenceHours = input.silenceHours
        group.crisisNumber = input.crisisNumber
        group.groupPhone = input.groupPhone
        group.depot = input.depot
        return group
    }
}
