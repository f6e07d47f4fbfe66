/// What brings one helper before another. Whole numbers, so that every machine gives the same order. Nobody is ever shown them.
///
/// | term | most | why |
/// |---|---|---|
/// | same buddy, the more recent the better | 1,000 | people trust who came before (requirement 1.11); more than all other terms together |
/// | load: the free share of their own week | 200 | spreads the work (requirement 4.20) |
/// | pod, else zone | 150, 100 | neighbours first (requirement 0.9) |
/// | minutes on the way | 150 | five points a minute; half of it while the way is not known |
/// | turn: days since they were asked, up to 30 | 150 | whoever waited longest |
/// | speaks other languages too | -40 | eight a language: kept for those who speak nothing else |
/// | gives few kinds, and this one is not rare | -30 | kept for what few give |
/// | needs an advance first | -60 | one more step |
/// | goes with somebody | -80 | takes two |
extension Suggester {
    static func points(of helper: HelperRow, for ask: AskRow, givers: Int) -> Int {
        var points = 0
        if let days = helper.daysSinceTogether, days <= buddyDays { points += 1_000 - max(0, days) }
        points += 200 * (helper.weeklyLimit - helper.tasksThisWeek) / max(1, helper.weeklyLimit)
        if ask.pod >= 0, helper.pod == ask.pod { points += 150 } else if ask.zone >= 0, helper.zone == ask.zone { points += 100 }
        if ask.needsDoor { points += minutes(helper, ask).map { max(0, 150 - 5 * $0) } ?? 75 }
        points += 5 * min(30, max(0, helper.daysSinceAsked ?? 30))
        let others = helper.languages & ~(1 << UInt64(ask.language))
        points -= min(40, 8 * others.nonzeroBitCount)
        if !isRare(givers), helper.kinds != 0 { points -= 5 * max(0, 7 - helper.kinds.nonzeroBitCount) }
        if ask.needsFronting, helper.hasSaid, !helper.mayFront, !helper.hasAdvance { points -= 60 }
        if ask.needsDoor, helper.trust == .paired { points -= 80 }
        return points
    }
}
