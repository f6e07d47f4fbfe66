import Alongside
import Kernel
import Markup
import Words

/// How old an ask is and how soon it is needed, side by side, each a word with a colour. Age: fewer than three days are well, fewer than five are waiting,
/// more are late, and so is an ask that has been left alone for too long (requirement 1.9). Urgency: what is needed today and nobody has taken is late at
/// once.
enum AskPill {
    static func of(_ ask: Ask, came: FollowUp.Came? = nil, _ visit: Visit) -> Pill {
        let say = visit.say
        if let closed = ask.closedAt { return Pill(say.shortDate(closed, zone: visit.zone, now: visit.now), .plain) }
        if ask.state == .done, let came, came.isAmiss { return Pill(say.family("board.pill.came", came.rawValue), came == .no ? .brick : .marigold) }
        if ask.state == .done { return Pill(say("board.pill.done"), .spruce) }
        let open = visit.now - ask.createdAt
        let tone: Pill.Tone = isSilent(ask, visit) ? .brick : tone(days: open.days)
        return Pill(
            say.shortDuration(open < .hours(1) ? .minutes(max(1, open.minutes)) : open.days < 2 ? .hours(open.hours) : .days(open.days)), tone)
    }

    /// The rule of the days an ask has been open.
    static func tone(days: Int) -> Pill.Tone { days < 3 ? .spruce : days < 5 ? .marigold : .brick }

    /// How soon: as it was decided at triage, until then as the person who asks wishes. Nil for what is over.
    static func urgency(_ ask: Ask, _ visit: Visit) -> Pill? {
        guard BoardStore.living.contains(ask.state) else { return nil }
        let urgency = ask.urgency ?? (ask.wantedBy == nil ? nil : ask.wantedUrgency(at: visit.now, zone: visit.zone))
        guard let urgency else { return Pill(visit.say("board.urgency.unsaid"), .plain) }
        return Pill(visit.say.family("board.urgency", urgency.rawValue), tone(urgency, taken: ask.state != .new && ask.state != .open))
    }

    /// The rule of how soon it is needed.
    static func tone(_ urgency: Ask.Urgency, taken: Bool) -> Pill.Tone {
        switch urgency {
        case .today: taken ? .marigold : .brick
        case .twoDays: .marigold
        case .week, .ongoing: .plain
        }
    }

    /// No human contact for longer than the group allows itself (requirement 1.9).
    static func isSilent(_ ask: Ask, _ visit: Visit) -> Bool {
        BoardStore.living.contains(ask.state) && visit.now - (ask.lastContactAt ?? ask.createdAt) >= .hours(visit.group.silenceHours)
    }

    static func silence(_ ask: Ask, _ visit: Visit) -> String {
        visit.say("board.silence", ["time": .made(visit.say.duration(.hours((visit.now - (ask.lastContactAt ?? ask.createdAt)).hours)))])
    }
}
