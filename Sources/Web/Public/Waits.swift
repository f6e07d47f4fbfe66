import Alongside
import Kernel
import Markup
import Words

/// The honest wait in words.
enum Waits {
    /// "Groceries usually take 1 to 2 days now", or by when somebody reads it.
    static func sentence(_ wait: HonestWait, kind: String, _ visit: Visit) -> String {
        let say = visit.say
        switch wait {
        case .newHere(let readBy):
            return say("wait.newHere", ["time": .made(say.dayAndTime(readBy, zone: visit.zone, now: visit.now))])
        case .usual(let from, let to, _, let count):
            return say("wait.usual", ["kind": .text(kind), "length": .made(length(from: from, to: to, say)), "count": .count(count)])
        }
    }

    /// That reading takes longer than it should, and how long the oldest unread ask has waited: in whole hours up to two days, then in days.
    static func behind(_ waited: Span, _ say: Wording) -> String {
        let hours = max(1, Int(waited.milliseconds / 3_600_000))
        guard hours >= 48 else { return say("asker.next.new.behind.hours", ["count": .count(hours)]) }
        return say("asker.next.new.behind.days", ["count": .count(hours / 24)])
    }

    /// "1–2 days".
    static func length(from: Span, to: Span, _ say: Wording) -> String {
        switch SpokenWait(from: from, to: to) {
        case .hours(let hours): say("wait.hours", ["count": .count(hours)])
        case .days(let days): say("time.days", ["count": .count(days)])
        case .range(let low, let high): say("wait.range", ["from": .number(low), "count": .count(high)])
        }
    }

    /// A row for each kind of which enough was done lately, in the order of the kinds.
    static func rows(_ waits: [ID<Alongside.Category>: HonestWait], _ categories: [Alongside.Category], _ visit: Visit) -> [DefinitionList.Row] {
        categories.compactMap { category in
            guard case .usual(let from, let to, _, _)? = waits[category.id] else { return nil }
            return DefinitionList.Row(category.name(in: visit.say.language, group: visit.group), length(from: from, to: to, visit.say))
        }
    }

    static func disclosure(_ waits: [ID<Alongside.Category>: HonestWait], _ categories: [Alongside.Category], _ visit: Visit) -> HTML {
        let rows = rows(waits, categories, visit)
        guard !rows.isEmpty else { return .empty }
        return Disclosure(visit.say("wait.title"), "<p>\(visit.say("wait.lead"))</p>\(DefinitionList(rows))").html
    }
}
