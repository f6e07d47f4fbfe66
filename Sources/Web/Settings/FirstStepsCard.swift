import Alongside
import Kernel
import Markup
import Sealing
import Words

/// What to do next in a new group, on one screen: invite the second person, share the form, take the first ask (requirement 1.4). What comes next is
/// open, what can wait is one line until somebody opens it.
struct FirstStepsCard {
    let steps: FirstSteps
    /// Who said where the recovery code is.
    let keeper: String?
    let group: Group
    let visit: Visit

    var html: HTML {
        let say = visit.say
        let next = all.first { !$0.isDone }
        let items = HTML.each(all) { $0.html(isOpen: $0.name == next?.name, say) }
        return Card(
            title: say("steps.title"), detail: say("steps.detail"),
            """
            \(HTML.when(LoopbackAddress.contains(visit.house.publicURL)) {
                Notice(.waiting, title: say("steps.here.title"), say("steps.here", ["guide": .code("docs/running.md")])).html
            })\
            <ol class="steps">\(items)</ol>\
            \(Disclosure(say("steps.roles.title"), "<p>\(say("steps.roles.all"))</p><p>\(say("steps.roles.two"))</p>"))
            """
        ).html
    }

    private struct Step {
        let name: String
        let title: String
        let isDone: Bool
        let content: HTML

        func html(isOpen: Bool, _ say: Wording) -> HTML {
            guard !isDone else { return "<li><h3>\(title)</h3> \(Pill(say("steps.done"), .spruce))</li>" }
            return """
                <li><details class="more"\(flag: "open", isOpen)><summary><h3>\(title)</h3> \(Pill(say("steps.todo"), .marigold))</summary>\
                <div>\(content)</div></details></li>
                """
        }
    }

    private var all: [Step] { [invite, share, first, recovery, money, area].compactMap { $0 } }

    private var invite: Step {
        let say = visit.say
        var content: HTML = "<p>\(say("steps.invite.sentence"))</p>"
        if let token = steps.invitation {
            let address = visit.address(of: .link(token: token.text, .page))
            content += """
                \(CopyBox(
                    id: "first-invitation", label: say("steps.invite.label"),
                    text: say("members.invite.message", ["group": .text(group.name), "link": .code(address)]), say: say
                ))\
                <p class="detail">\(say("steps.invite.once"))</p>
                """
        } else if steps.people < 2 {
            content += "<p>\(ButtonLink(say("steps.invite.button"), to: visit.to(.invite)))</p>"
        }
        return Step(name: "invite", title: say("steps.invite.title"), isDone: steps.people >= 2, content: content)
    }

    private var share: Step {
        let say = visit.say
        return Step(
            name: "share", title: say("steps.share.title"), isDone: steps.hasAsk,
            content: """
                <p>\(say("steps.share.sentence"))</p>\
                \(CopyBox(id: "ask-address", label: say("steps.share.label"), text: visit.address(of: .ask), say: say))
                """
        )
    }

    private var first: Step {
        let say = visit.say
        return Step(
            name: "first", title: say("steps.first.title"), isDone: steps.hasAsk,
            content: """
                <p>\(say("steps.first.sentence"))</p><div class="actions">\(ButtonLink(say("steps.first.ask"), to: visit.to(.ask)))\
                \(ButtonLink(say("steps.first.board"), to: visit.to(.board(BoardFilter()))))</div>
                """
        )
    }

    private var recovery: Step? {
        steps.recovery.map { standing in
            Step(
                name: "recovery", title: visit.say("steps.recovery.title"), isDone: steps.isCodeSafe,
                content: RecoveryCodeParts.words(standing, by: keeper, visit, from: .settings)
            )
        }
    }

    /// Where the group promises to pay back, something has to be there to pay with.
    private var money: Step? {
        guard group.cap.minorUnits > 0 else { return nil }
        let say = visit.say
        return Step(
            name: "money", title: say("steps.money.title"), isDone: steps.hasMoney,
            content: """
                <p>\(say("steps.money.sentence", ["cap": .made(say.roundMoney(group.cap))]))</p><div class="actions">\
                \(ButtonLink(say("steps.money.fill"), to: visit.to(.ledgerDo(.entry))))\(ButtonLink(say("steps.money.pays"), to: cap))</div>
                """
        )
    }

    /// The cap among the rules, on this page; a browser that is sent there unfolds it.
    private var cap: Here {
        var here = visit.to(.settings)
        here.fragment = "cap"
        return here
    }

    private var area: Step {
        let say = visit.say
        return Step(
            name: "area", title: say("steps.area.title"), isDone: steps.hasZone,
            content: "<p>\(say("steps.area.sentence"))</p><p>\(ButtonLink(say("steps.area.button"), to: visit.to(.zones)))</p>"
        )
    }
}
