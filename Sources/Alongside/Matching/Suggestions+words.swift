import Engine
import Kernel
public import Words

extension Suggestions.Candidate {
    /// The reasons as short sentences, in the reader's language.
    public func words(_ say: Wording, for ask: Ask) -> String {
        reasons.map { words(for: $0, say, ask) }.joined(separator: " ")
    }

    private func words(for reason: Reason, _ say: Wording, _ ask: Ask) -> String {
        switch reason {
        case .sameBuddy(let days): say("match.reason.sameBuddy", ["when": .made(Self.ago(days, say))])
        case .samePod: say("match.reason.samePod")
        case .sameZone: say("match.reason.sameZone")
        case .travel(let minutes, let transport):
            say.family("match.reason.travel", "\(transport)", ["time": .made(say.shortDuration(.minutes(minutes)))])
        case .speaksLanguage: say("match.reason.speaks", ["language": .made(say.languageNameHere(ask.language))])
        case .free(let hours): Self.free(WeekHours(mask: hours), say)
        case .tasksLeft(let left, let limit): say("match.reason.tasksLeft", ["left": .number(left), "limit": .number(limit)])
        case .groupTasksLeft(let left, let limit): say("match.reason.groupTasksLeft", ["left": .number(left), "limit": .number(limit)])
        case .restedSince(let days): days.map { say("match.reason.rested", ["when": .made(Self.ago($0, say))]) } ?? say("match.reason.neverAsked")
        case .rareSkill: say("match.reason.rareSkill")
        case .fromHome: say("match.reason.fromHome")
        case .carriesUp: say("match.reason.carriesUp")
        case .carryingUnsaid: say("match.reason.carryingUnsaid")
        case .hasAdvance: say("match.reason.hasAdvance")
        case .needsAdvance: say("match.reason.needsAdvance")
        case .frontingUnsaid: say("match.reason.frontingUnsaid")
        case .goesWith: say("match.reason.goesWith", ["name": .text(companion ?? say("desk.someone"))])
        }
    }

    private static func ago(_ days: Int, _ say: Wording) -> String {
        let now = Instant(milliseconds: 0)
        return days == 0 ? say("match.reason.today") : say.away(now - .days(days), now: now)
    }

    /// One or two boxes by name; more are not worth reading.
    private static func free(_ hours: WeekHours, _ say: Wording) -> String {
        guard hours.slots.count <= 2 else { return say("match.reason.free.often") }
        let names = hours.slots.map { slot in
            say.family("match.part", "\(slot.part)", ["day": .made(say.weekday(slot.weekday))])
        }
        return say("match.reason.free", ["when": .made(say.list(names))])
    }
}
