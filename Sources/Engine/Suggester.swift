/// Who could help with one ask, best first, with reasons in facts. A person confirms; nothing here decides.
///
/// Hard limits come first and are never weighed: a helper at their weekly limit is not suggested, however well they would fit (requirement 4.20).
/// Whoever is left is ordered by points (`Suggester+points.swift`): the same buddy before all else, then nearness, load, turn-taking, and sparing
/// those who can do what few can. Systopia's mutualaid weighs nearness, kinds of help and load, HelpMyStreet filters
/// by skill and radius; none weighs turns, scarcity and who came before as well. The weights are ours. Ties fall to whoever was asked longest ago,
/// then to the earlier row, so that the same rows always give the same order.
///
/// O(n) to judge n helpers, O(n log n) to order those who fit.
public enum Suggester {
    /// A buddy counts for so many days.
    public static let buddyDays = 60
    /// A kind that at most so many active helpers give is rare.
    public static let rareCount = 3
    /// Not asked for so many days is worth telling.
    public static let restedDays = 14

    /// - Returns: the best `count` suggestions, and why each row is left out (nil for those who fit).
    public static func suggest(_ ask: AskRow, among helpers: [HelperRow], count: Int = 3) -> (best: [Suggestion], excluded: [Exclusion?]) {
        let excluded = exclusions(from: ask, among: helpers)
        let givers = givers(of: ask.kind, among: helpers)
        let order = order(ask, helpers, excluded, givers: givers)
        let companion = order.first { helpers[$0].trust == .solo }
        let best = order.prefix(max(0, count)).map { index in
            Suggestion(helper: index, reasons: reasons(for: helpers[index], ask, givers: givers, companion: companion))
        }
        return (best, excluded)
    }

    /// Whom a helper who does not go to doors alone would go with: the best of those who do; nil when nobody can.
    public static func companion(for ask: AskRow, among helpers: [HelperRow]) -> Int? { companions(for: ask, among: helpers).first }

    /// All who could go along, the best first.
    public static func companions(for ask: AskRow, among helpers: [HelperRow]) -> [Int] {
        order(ask, helpers, exclusions(from: ask, among: helpers), givers: givers(of: ask.kind, among: helpers)).filter { helpers[$0].trust == .solo }
    }

    /// The first hard limit that speaks against each helper; nil where none does. For single rows some limits may give way: `waived`, by index.
    public static func exclusions(from ask: AskRow, among helpers: [HelperRow], waived: [Int: Set<Exclusion>] = [:]) -> [Exclusion?] {
        var excluded = helpers.indices.map { limit(of: helpers[$0], from: ask, waived: waived[$0] ?? []) }
        let hasCompanion = zip(helpers, excluded).contains { $0.trust == .solo && $1 == nil }
        if ask.needsDoor, !hasCompanion {
            for index in helpers.indices where excluded[index] == nil && helpers[index].trust == .paired { excluded[index] = .nobodyToGoWith }
        }
        return excluded
    }

    /// What speaks against one helper by themself.
    static func limit(of helper: HelperRow, from ask: AskRow, waived: Set<Exclusion> = []) -> Exclusion? {
        Exclusion.allCases.first { holds($0, against: helper, ask) && !waived.contains($0) }
    }

    private static func holds(_ exclusion: Exclusion, against helper: HelperRow, _ ask: AskRow) -> Bool {
        switch exclusion {
        case .themself: helper.isAsker
        case .blocked: helper.isBlocked
        case .alreadyAsked: helper.wasAsked
        case .resting: !helper.isActive
        case .atLimit: helper.tasksThisWeek >= helper.weeklyLimit
        case .remoteOnly: ask.needsDoor && (helper.remoteOnly || helper.transport == .none)
        case .trust: ask.needsDoor && helper.trust == .new
        case .offerOver: helper.isOfferOver
        case .kind: !gives(ask.kind, helper)
        case .language: !speaks(ask.language, helper)
        case .hours: helper.hours & ask.hours == 0
        case .tooLong: helper.minutes.map { $0 < ask.minutes } ?? false
        case .tooFar: ask.needsDoor && (metres(helper, ask).map { $0 > Double(helper.reachMetres) } ?? false)
        case .cannotLift: ask.needsLift && !helper.canLift
        case .cannotClimb: ask.needsClimb && !helper.canClimb
        // Follows from the others.
        case .nobodyToGoWith: false
        }
    }

    /// Those who fit, the best first.
    private static func order(_ ask: AskRow, _ helpers: [HelperRow], _ excluded: [Exclusion?], givers: Int) -> [Int] {
        let weighed = helpers.indices.map { excluded[$0] == nil ? points(of: helpers[$0], for: ask, givers: givers) : 0 }
        return helpers.indices.filter { excluded[$0] == nil }.sorted { left, right in
            if weighed[left] != weighed[right] { return weighed[left] > weighed[right] }
            let waited = (helpers[left].daysSinceAsked ?? Int.max, helpers[right].daysSinceAsked ?? Int.max)
            return waited.0 != waited.1 ? waited.0 > waited.1 : left < right
        }
    }

    /// Every reason that holds for a helper who fits, the strongest first.
    static func reasons(for helper: HelperRow, _ ask: AskRow, givers: Int, companion: Int?) -> [Reason] {
        var reasons: [Reason] = []
        if let days = helper.daysSinceTogether, days <= buddyDays { reasons.append(.sameBuddy(daysAgo: days)) }
        if ask.pod >= 0, helper.pod == ask.pod {
            reasons.append(.samePod)
        } else if ask.zone >= 0, helper.zone == ask.zone {
            reasons.append(.sameZone)
        }
        if let minutes = minutes(helper, ask) { reasons.append(.travel(minutes: minutes, by: helper.transport)) }
        if !ask.needsDoor, helper.remoteOnly || helper.transport == .none { reasons.append(.fromHome) }
        if ask.language > 0 { reasons.append(.speaksLanguage) }
        if ask.hours != HelperRow.anytime { reasons.append(.free(hours: helper.hours & ask.hours)) }
        if ask.needsLift || ask.needsClimb { reasons.append(helper.hasSaid ? .carriesUp : .carryingUnsaid) }
        if ask.needsDoor, helper.trust == .paired, let companion { reasons.append(.goesWith(helper: companion)) }
        let left = helper.weeklyLimit - helper.tasksThisWeek
        reasons.append(helper.hasSaid ? .tasksLeft(left, of: helper.weeklyLimit) : .groupTasksLeft(left, of: helper.weeklyLimit))
        if helper.daysSinceAsked.map({ $0 >= restedDays }) ?? true { reasons.append(.restedSince(days: helper.daysSinceAsked)) }
        if isRare(givers), helper.kinds != 0 { reasons.append(.rareSkill(count: givers)) }
        if ask.needsFronting, helper.hasAdvance {
            reasons.append(.hasAdvance)
        } else if ask.needsFronting, !helper.mayFront {
            reasons.append(helper.hasSaid ? .needsAdvance : .frontingUnsaid)
        }
        return reasons
    }

    // MARK: Facts

    /// How many active helpers have said that they give this kind of help.
    static func givers(of kind: Int, among helpers: [HelperRow]) -> Int {
        helpers.reduce(0) { $0 + ($1.isActive && $1.kinds != 0 && !$1.isOfferOver && gives(kind, $1) ? 1 : 0) }
    }

    static func isRare(_ givers: Int) -> Bool { (1...rareCount).contains(givers) }

    private static func gives(_ kind: Int, _ helper: HelperRow) -> Bool { helper.kinds == 0 || helper.kinds & (1 << UInt64(kind)) != 0 }

    private static func speaks(_ language: Int, _ helper: HelperRow) -> Bool { helper.languages & (1 << UInt64(language)) != 0 }

    /// Metres between the two along a straight line; nil while either point is not known.
    static func metres(_ helper: HelperRow, _ ask: AskRow) -> Double? {
        guard let from = helper.point, let to = ask.point else { return nil }
        let east = from.east - to.east
        let north = from.north - to.north
        return (east * east + north * north).squareRoot()
    }

    /// Minutes on the way, at least one; nil where nobody goes out. Whole metres count: the flat map is right to a few of them, so that a fraction of
    /// one is no minute more.
    static func minutes(_ helper: HelperRow, _ ask: AskRow) -> Int? {
        guard ask.needsDoor, let metres = metres(helper, ask) else { return nil }
        return max(1, Int((metres.rounded() / helper.transport.metresAMinute).rounded(.up)))
    }
}
