import Alongside
import Kernel

/// Those who can be asked in a surge, found by language in a few steps: what a dispatcher would see in the suggestions, without weighing three thousand
/// for each of twenty-five thousand asks. Whether somebody may be asked decides the use case.
struct SurgeHelpers: Sendable {
    private struct Known: Sendable {
        let id: ID<Person>
        let kinds: Set<ID<Category>>
        let isRemote: Bool
        let limit: Int
        /// Tasks by the number of the week.
        var tasks: [Int64: Int] = [:]
    }

    private var all: [Known] = []
    private var byLanguage: [LanguageTag: [Int]] = [:]
    private var places: [ID<Person>: Int] = [:]

    /// Somebody who goes to doors alone; whoever goes with somebody, or not yet, is asked in no surge.
    mutating func add(_ id: ID<Person>, _ limits: ChangeLimits.Input) {
        places[id] = all.count
        for language in Set(limits.languages.map(\.base)) { byLanguage[language, default: []].append(all.count) }
        all.append(Known(id: id, kinds: limits.categories, isRemote: limits.remoteOnly, limit: limits.weeklyLimit))
    }

    /// Up to `count` who have room in the week of `now`, from a place in the list that chance picks.
    func some(_ count: Int, for category: Category, language: LanguageTag, at now: Instant, by random: SeededRandomness) -> [ID<Person>] {
        let candidates = byLanguage[language.base] ?? []
        guard !candidates.isEmpty else { return [] }
        let start = random.below(candidates.count)
        var found: [ID<Person>] = []
        for step in 0..<min(candidates.count, 60) where found.count < count {
            let helper = all[candidates[(start + step) % candidates.count]]
            let gives = helper.kinds.isEmpty || helper.kinds.contains(category.id)
            guard gives, !(category.kind.needsDoor && helper.isRemote), helper.tasks[Self.week(now)] ?? 0 < helper.limit else { continue }
            found.append(helper.id)
        }
        return found
    }

    mutating func note(_ id: ID<Person>, at now: Instant) {
        guard let place = places[id] else { return }
        all[place].tasks[Self.week(now), default: 0] += 1
    }

    private static func week(_ now: Instant) -> Int64 { now.milliseconds / (7 * 86_400_000) }
}
