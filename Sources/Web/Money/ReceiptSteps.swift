import Alongside
import Kernel
import Markup
import Words

/// What the reader may do with a receipt now, or why not.
struct ReceiptSteps: Component {
    let model: ReceiptPage.Model
    let typed: Typed
    let visit: Visit

    private var say: Wording { visit.say }
    private var receipt: Receipt { model.face.receipt }

    var html: HTML {
        guard receipt.state.isWaiting, let person = visit.person else { return .empty }
        let short: HTML = model.rule.shortage.map { tooFew($0) } ?? .empty
        if model.rule.problemDeciding(person) != nil {
            let why = receipt.payee == person ? say("money.problem.own") : say("money.steps.notYours")
            return short + Notice(.info, why).html
        }
        if let twin = model.twin, receipt.duplicateOpen { return short + pair(twin) + more }
        return "\(short)\(deciding(person))\(more)"
    }

    /// Approve, or pay, or wait for somebody else.
    private func deciding(_ person: ID<Person>) -> HTML {
        if model.rule.problemPaying(person) == nil { return pay }
        if model.rule.problemApproving(person) == nil {
            return """
                <p>\(say("money.steps.two", ["limit": .made(say.money(visit.group.approvalLimit))]))</p>\
                \(form(.approve, "\(Button(say("money.steps.approve")))"))
                """
        }
        return Notice(.waiting, receipt.approvedBy == person ? say("money.steps.second") : say("money.steps.wait")).html
    }

    private var pay: HTML {
        guard model.pots.pots.contains(where: \.active) else {
            return Notice(
                .waiting, html: "<p>\(say("money.steps.noPot"))</p>\(ButtonLink(say("money.pots.title"), to: visit.to(DeskSite.ledgerDo(.pot))))"
            ).html
        }
        let fields: HTML = """
            \(MoneyParts.methods(typed, visit, advance: model.floats.contains { $0.minorUnits > 0 }))\
            \(held)\(MoneyParts.pots(model.pots, typed, visit, holding: receipt.amount.minorUnits))\(MoneyParts.overdraw(typed, visit))\
            \(Button(say("money.steps.pay", ["amount": .made(say.money(receipt.amount))])))
            """
        return "<h2>\(say("money.steps.pay.title"))</h2>\(form(.pay, fields))"
    }

    /// What the payee carries already, so that it is not paid twice.
    private var held: HTML {
        HTML.each(model.floats.filter { $0.minorUnits > 0 }) { float in
            let amount = say.money(Money(minorUnits: float.minorUnits, currency: visit.group.currency))
            return """
                <p class="detail">\(say(
                    "money.steps.held",
                    ["name": .text(model.face.payeeName(say)), "amount": .made(amount), "pot": .text(model.pots.name(float.pot))]
                ))</p>
                """
        }
    }

    /// Two that look the same, side by side.
    private func pair(_ twin: ReceiptFace) -> HTML {
        func one(_ face: ReceiptFace, _ title: String) -> HTML {
            let state = say.family("money.receipt.state", face.receipt.state.rawValue)
            return Card(
                title: title, detail: state,
                """
                \(face.picture(visit))\(DefinitionList(face.facts(visit)))\
                \(HTML.when(face.receipt.id != receipt.id) {
                    "<p><a href=\"\(href: visit.to(DeskSite.receipt(face.receipt.id.text)))\">\(say("money.twice.open"))</a></p>"
                })
                """
            ).html
        }
        return """
            \(Notice(.waiting, title: say("money.twice.title"), say("money.twice.lead")))\
            <div class="cards">\(one(twin, say("money.twice.earlier")))\(one(model.face, say("money.twice.this")))</div>\
            \(form(
                .settle,
                """
                <div class="actions">\(Button(say("money.twice.different"), .secondary, name: "same", value: "no"))\
                \(Button(say("money.twice.same"), .danger, name: "same", value: "yes"))</div>
                """
            ))
            """
    }

    /// Asking back, and turning down: both with words for the payee.
    private var more: HTML {
        let ask: HTML = form(
            .question,
            """
            \(TextArea(
                "question", label: say("money.steps.question"), value: typed.value("question") ?? "", hint: say("money.steps.question.hint"),
                problem: typed.problem("question", visit), rows: 2, maxlength: SubmitReceipt.noteLimit
            ))\(Button(say("money.steps.question.send"), .secondary))
            """
        )
        let reject: HTML = form(
            .reject,
            """
            \(TextArea(
                "reason", label: say("money.steps.reason"), value: typed.value("reason") ?? "", hint: say("money.steps.reason.hint"),
                problem: typed.problem("reason", visit), rows: 2, maxlength: SubmitReceipt.noteLimit
            ))\(Button(say("money.steps.reject"), .danger))
            """
        )
        return """
            \(Disclosure(say("money.steps.question.open"), open: typed.problem("question", visit) != nil, ask))\
            \(Disclosure(say("money.steps.reject.open"), open: typed.problem("reason", visit) != nil, reject))
            """
    }

    /// The group is too small for this receipt, and what to do about it.
    private func tooFew(_ shortage: RepaymentRule.Shortage) -> HTML {
        let why =
            switch shortage {
            case .nobody: say("money.tooFew.nobody")
            case .second: say("money.tooFew.second", ["limit": .made(say.money(visit.group.approvalLimit))])
            }
        let next: HTML =
            visit.actor.may(.invite)
            ? ButtonLink(say("money.tooFew.invite"), to: visit.to(DeskSite.invite)).html : "<p>\(say("money.tooFew.ask"))</p>"
        return Notice(.waiting, title: say("money.tooFew.title"), html: "<p>\(why)</p>\(next)").html
    }

    private func form(_ verb: ReceiptVerb, _ content: HTML) -> HTML {
        Form(to: visit.to(DeskSite.receiptDo(receipt.id.text, verb)), hidden: visit.hidden, content).html
    }
}
