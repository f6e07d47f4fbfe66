import Alongside
import Kernel
import Markup
import Words

/// Will you? What it is, where about, how long, until when; a yes with a time, or a no without a reason.
struct TaskOffer: Component {
    let model: TaskModel
    let typed: Typed
    let visit: Visit

    private var say: Wording { visit.say }

    var html: HTML {
        """
        <p class="lead">\(lead)</p>\(hold)\(limit)\(TaskCompanion(model: model, visit: visit))\(facts)\
        \(Form(
            to: visit.to(LinkSite.accept), hidden: visit.hidden,
            "\(WindowFields(name: "when", legend: model.needsDoor ? say("helping.when") : say("helping.when.call"), start: nil, typed: typed, visit: visit))\(Button(say("helping.accept")))"
        ))\
        \(Form(to: visit.to(LinkSite.decline), hidden: visit.hidden, Button(say("helping.decline"), .quiet, wide: true).html))\
        <p class="detail">\(say("helping.decline.hint"))</p>\(TaskSeen.mark(model, visit))
        """
    }

    private var lead: String {
        let kind = model.category?.name(in: say.language, group: visit.group) ?? say("ask.kind.other")
        return say("helping.offer.lead", ["name": .text(model.face?.alias ?? say("asker.someone")), "kind": .text(kind)])
    }

    private var hold: HTML {
        if model.standing == .late { return Notice(.waiting, say("helping.late")).html }
        // Who sees the page for the first time is told what holds from now.
        let until = model.match.holdUntil ?? ToldAbout.holdUntil(toldAt: visit.now, urgent: model.ask.urgency == .today, in: visit.group)
        return Notice(.waiting, say("helping.hold", ["time": .made(say.dayAndTime(until, zone: visit.zone, now: visit.now))])).html
    }

    /// Whoever is asked beyond the limit they set is told so, and that a no is fine (requirement 4.20).
    private var limit: HTML {
        guard model.load.isBeyond else { return .empty }
        let count: [String: Argument] = ["count": .count(model.load.limit)]
        return Notice(.info, model.hasSaidLimits ? say("helping.beyond", count) : say("helping.beyond.group", count)).html
    }

    private var facts: HTML {
        var rows: [DefinitionList.Row] = [
            .init(say("helping.area"), model.zone?.name ?? say("helping.area.unknown")),
            .init(say("helping.effort"), say("helping.effort.about", ["time": .made(say.duration(.minutes(model.minutes)))])),
        ]
        if model.ask.language.base != say.language.base { rows.append(.init(say("helping.language"), say.languageNameHere(model.ask.language))) }
        if !model.needsDoor { rows.append(.init(say("helping.how"), say("helping.how.remote"))) }
        if let far { rows.append(.init(say("helping.far"), far)) }
        if let by = model.ask.wantedBy { rows.append(.init(say("helping.by"), say.day(by, zone: visit.zone, now: visit.now))) }
        if model.needsReceipt, let cap = model.cap {
            rows.append(.init(say("helping.cap"), say("helping.cap.most", ["amount": .made(say.money(cap))])))
        } else if model.needsReceipt {
            rows.append(.init(say("helping.cap"), say("helping.cap.pays")))
        }
        // Where it is to be fetched is said after a yes.
        if !model.goods.isEmpty, !model.ask.safeMode {
            let things = model.isMedicine ? count(model.goods.flatMap(\.items).count) : TaskGoods.things(model.goods, say)
            rows.append(.init(say("helping.goods"), say("helping.goods.offer", ["things": .made(things)])))
        }
        if let glance = model.glance {
            if !glance.lines.isEmpty {
                rows.append(.init(say("helping.list"), Self.list(glance.lines, say)))
            } else if glance.count > 0 {
                rows.append(.init(say("helping.list"), count(glance.count)))
            } else if !glance.summary.isEmpty {
                rows.append(.init(say("helping.what"), glance.summary))
            }
            if glance.hasDiet { rows.append(.init(say("helping.diet"), say("helping.diet.later"))) }
            if let store = glance.store { rows.append(.init(say("helping.store"), store)) }
            let needs = glance.access.map { say.family("ask.access", $0.rawValue) } + [glance.accessWords].compactMap { $0 }
            if !needs.isEmpty { rows.append(.init(say("helping.access"), needs.joined(separator: " · "))) }
        }
        return DefinitionList(rows).html + "<p class=\"detail\">\(say("helping.offer.place"))</p>"
    }

    private func count(_ things: Int) -> String { say("helping.list.count", ["count": .count(things)]) }

    /// Whole kilometres: near enough to decide, too coarse to find anybody.
    private var far: String? {
        guard let metres = model.glance?.metres else { return nil }
        if metres < 1_000 { return say("helping.far.near") }
        return say("helping.far.about", ["count": .count(Int((metres / 1_000).rounded()))])
    }

    /// The first few things of a list, and how many more there are.
    static func list(_ lines: [String], _ say: Wording) -> String {
        let shown = lines.prefix(4).joined(separator: ", ")
        let more = lines.count - 4
        return more > 0 ? say("helping.list.more", ["lines": .text(shown), "count": .count(more)]) : shown
    }
}

/// With whom somebody goes who does not go to doors alone.
struct TaskCompanion: Component {
    let model: TaskModel
    let visit: Visit

    var html: HTML {
        guard model.match.companion != nil else { return .empty }
        let say = visit.say
        return Notice(.info, say("helping.companion", ["name": .text(model.companionAlias ?? say("asker.someone"))])).html
    }
}
