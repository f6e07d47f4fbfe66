import Alongside
import Kernel
import Markup
import Words

/// Where an ask stands, in one name of the catalog, and what happens next, in one or two sentences.
struct AskStanding {
    let name: String
    let next: String
    /// How long it usually takes; only while somebody is looked for.
    let wait: String?

    init(_ model: AskShow.Model, _ visit: Visit) {
        let say = visit.say
        let ask = model.ask
        let helper = model.helper ?? say("asker.someone")
        name = Self.name(ask, model.winner, model.followUp)
        switch name {
        case "accepted":
            if let from = model.winner?.windowFrom {
                next = say(
                    "asker.next.accepted.window", ["name": .text(helper), "time": .made(say.dayAndTime(from, zone: visit.zone, now: visit.now))]
                )
            } else {
                next = say("asker.next.accepted", ["name": .text(helper)])
            }
        case "under_way": next = say("asker.next.underWay", ["name": .text(helper)])
        case "at_door": next = say("asker.next.atDoor", ["name": .text(helper)])
        case "new":
            let readBy: Instant
            if case .newHere(let by) = model.wait {
                readBy = by
            } else {
                readBy = visit.group.wakingHours.adding(HonestWait.reading, to: ask.createdAt)
            }
            // What was promised is not put off by looking again.
            let promised = min(readBy, visit.group.wakingHours.adding(HonestWait.reading, to: ask.createdAt))
            if promised <= visit.now {
                next = say("asker.next.new.late")
            } else if let behind = model.behind {
                // Others have waited longer than that, so nobody is promised it.
                next = Waits.behind(behind, say)
            } else if case .newHere = model.wait {
                // Too few were done lately to say how long it takes: that is said, and when somebody reads it.
                next = Waits.sentence(.newHere(readBy: promised), kind: model.kind, visit)
            } else {
                next = say("asker.next.new", ["time": .made(say.dayAndTime(promised, zone: visit.zone, now: visit.now))])
            }
        case "closed_unreachable" where !visit.group.canBeCalled: next = say("asker.next.closed_unreachable.noPhone")
        default: next = say.family("asker.next", name)
        }
        switch ask.state {
        case .new, .open, .offered:
            if case .usual = model.wait { wait = Waits.sentence(model.wait, kind: model.kind, visit) } else { wait = nil }
        default: wait = nil
        }
    }

    /// `new`, `open`, `offered`, `accepted`, `under_way`, `at_door`, `done`, `amiss` where they said that not all of it came, or `closed_` with the reason.
    static func name(_ ask: Ask, _ winner: Match?, _ followUp: FollowUp?) -> String {
        if ask.state == .done, followUp?.isAmiss == true { return "amiss" }
        if winner?.state == .atDoor, ask.state == .accepted || ask.state == .underWay { return "at_door" }
        if ask.state == .closed { return "closed_" + (ask.closing ?? .met).rawValue }
        return ask.state.rawValue
    }
}

/// The thread of an ask in the asker's words.
enum AskSteps {
    static func steps(_ model: AskShow.Model, _ visit: Visit) -> [AskThread.Step] {
        let progress = AskProgress(model.ask, winner: model.winner, forgottenOn: model.forgottenOn)
        return progress.steps.map { step in AskThread.Step(title(step, model, visit), state(step.standing), detail(step, model, visit)) }
    }

    private static func state(_ standing: AskProgress.Standing) -> AskThread.State {
        switch standing {
        case .done: .done
        case .current: .current
        case .coming: .coming
        }
    }

    private static func title(_ step: AskProgress.Step, _ model: AskShow.Model, _ visit: Visit) -> String {
        let say = visit.say
        switch step.stage {
        case .asked: return say("asker.step.asked")
        case .read: return say("asker.step.read")
        case .found:
            if step.standing == .done, let helper = model.helper { return say("asker.step.found.name", ["name": .text(helper)]) }
            return step.standing == .done ? say("asker.step.found") : say("asker.step.finding")
        case .door: return model.needsDoor ? say("asker.step.door") : say("asker.step.call")
        case .done: return say("asker.step.done")
        case .forgotten: return say("asker.step.forgotten")
        }
    }

    private static func detail(_ step: AskProgress.Step, _ model: AskShow.Model, _ visit: Visit) -> String? {
        let say = visit.say
        let time = step.at.map { say.dayAndTime($0, zone: visit.zone, now: visit.now) }
        switch step.stage {
        case .asked: return time.map { "\($0) · \(model.kind)" }
        case .door:
            guard step.standing != .done, let from = model.winner?.windowFrom, let to = model.winner?.windowTo else { return time }
            return say(
                "asker.step.window",
                [
                    "day": .made(say.day(from, zone: visit.zone, now: visit.now)), "from": .made(say.time(from, zone: visit.zone)),
                    "to": .made(say.time(to, zone: visit.zone)),
                ]
            )
        case .forgotten:
            if let day = model.forgottenOn { return say("asker.step.forgotten.on", ["day": .made(say.date(day))]) }
            return say("asker.step.forgotten.after", ["count": .count(visit.group.retentionDays)])
        default: return time
        }
    }
}
