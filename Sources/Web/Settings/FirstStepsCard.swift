import Alongside
import Kernel
import Markup
import Sealing
import Words

/// What to do next in a new group, on one screen: invite the second person, share the form, take the first ask (requirement 1.4).
struct FirstStepsCard {
    let steps: FirstSteps
    let group: Group
    let visit: Visit

    var html: HTML {
        let say = visit.say
        return Card(
            title: say("steps.title"), detail: say("steps.detail"),
            """
            <ol class="stack">\(invite)\(share)\(first)\(money)\(area)</ol>\
            \(Disclosure(say("steps.roles.title"), "<p>\(say("steps.roles.all"))</p><p>\(say("steps.roles.two"))</p>"))
            """
        ).html
    }

    private var invite: HTML {
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
        return step(say("steps.invite.title"), isDone: steps.people >= 2, content)
    }

    private var share: HTML {
        let say = visit.say
        return step(
            say("steps.share.title"), isDone: steps.hasAsk,
            """
            <p>\(say("steps.share.sentence"))</p>\
            \(CopyBox(id: "ask-address", label: say("steps.share.label"), text: visit.address(of: .ask), say: say))
            """
        )
    }

    private var first: HTML {
        let say = visit.say
        return step(
            say("steps.first.title"), isDone: steps.hasAsk,
            """
            <p>\(say("steps.first.sentence"))</p><div class="actions">\(ButtonLink(say("steps.first.ask"), to: visit.to(.ask)))\
            \(ButtonLink(say("steps.first.board"), to: visit.to(.board(BoardFilter()))))</div>
            """
        )
    }

    /// Where the group promises to pay back, something has to be there to pay with.
    private var money: HTML {
        guard group.cap.minorUnits > 0 else { return .empty }
        let say = visit.say
        return step(
            say("steps.money.title"), isDone: steps.hasMoney,
            """
            <p>\(say("steps.money.sentence", ["cap": .made(say.roundMoney(group.cap))]))</p><div class="actions">\
            \(ButtonLink(say("steps.money.fill"), to: visit.to(.ledgerDo(.entry))))\(ButtonLink(say("steps.money.pays"), to: cap))</div>
            """
        )
    }

    /// The cap among the rules, on this page.
    private var cap: Here {
        var here = visit.to(.settings)
        here.fragment = "cap"
        return here
    }

    private var area: HTML {
        let say = visit.say
        return step(
            say("steps.area.title"), isDone: steps.hasZone,
            "<p>\(say("steps.area.sentence"))</p><p>\(ButtonLink(say("steps.area.button"), to: visit.to(.zones)))</p>"
        )
    }

    private func step(_ title: String, isDone: Bool, _ content: HTML) -> HTML {
        let pill = isDone ? Pill(visit.say("steps.done"), .spruce) : Pill(visit.say("steps.todo"), .marigold)
        return "<li><h3>\(title) \(pill)</h3>\(isDone ? .empty : content)</li>"
    }
}
