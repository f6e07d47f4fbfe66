import Alongside
import Kernel
import Markup
import Words

/// What a helper may say on the phone. Whatever they can do on their own page a dispatcher can do for them.
struct AskDeskPhone: Component {
    let match: Match
    let model: AskDesk.Model
    let typed: Typed
    let visit: Visit

    private var say: Wording { visit.say }
    private var needsDoor: Bool { model.category?.kind.needsDoor ?? true }
    private var needsReceipt: Bool { model.category?.kind.needsReceipt ?? false }

    var html: HTML {
        guard visit.actor.may(.match) else { return .empty }
        switch match.state {
        case .proposed: return "\(hint)\(accept)<div class=\"actions\">\(button(.decline))\(button(.cancel))</div>"
        case .lapsed: return late
        case .accepted, .shopping, .atDoor:
            let arrive: HTML = HTML.when(match.state != .atDoor) { button(.arrive) }
            let done: HTML = HTML.when(!needsReceipt) { button(.deliver) }
            return "\(hint)<div class=\"actions\">\(arrive)\(done)\(button(.handBack))\(button(.cancel))</div>\(delivered)\(window)\(failed)"
        default: return .empty
        }
    }

    private var hint: HTML { "<p class=\"detail\">\(say("desk.phone.hint"))</p>" }

    // MARK: Saying yes

    private var accept: HTML {
        // Nobody is put beyond the limit they set themself before they were asked (requirement 4.20).
        let asksFirst: HTML = HTML.when(match.state == .proposed ? model.isBeyond : refusedAsBeyond) {
            CheckboxRow(
                "asked-first", label: say("desk.phone.askedFirst"), hint: say("desk.phone.askedFirst.hint"), id: "asked-first" + ending(.accept)
            ).html
        }
        return form(
            .accept, "\(times(.accept, nil))\(asksFirst)\(Button(say.family("desk.phone", MatchVerb.accept.rawValue), .secondary, wide: false))")
    }

    /// Their place was given up, and nobody else has said yes.
    private var late: HTML {
        let name = model.name(match.helper, say)
        return Disclosure(say("desk.phone.late", ["name": .text(name)]), open: own(.accept).problem != nil, accept).html
    }

    /// The limit of somebody who was asked long ago is looked at when they answer.
    private var refusedAsBeyond: Bool { own(.accept).problem?.key == "helping.problem.askFirst" }

    // MARK: On the way

    private var window: HTML {
        let start = match.windowFrom.flatMap { from in
            match.windowTo.flatMap { to in try? VisitWindow(from: from, to: to, at: min(visit.now, from), field: "when") }
        }
        return Disclosure(
            say("desk.phone.window"), open: own(.window).problem != nil,
            form(.window, "\(times(.window, start))\(Button(say("desk.phone.window.save"), .secondary))")
        ).html
    }

    private func times(_ verb: MatchVerb, _ start: VisitWindow?) -> WindowFields {
        WindowFields(
            name: "when", legend: needsDoor ? say("desk.phone.when") : say("desk.phone.when.call"), start: start, typed: own(verb), visit: visit,
            ending: ending(verb)
        )
    }

    /// Done, with what it came to.
    private var delivered: HTML {
        guard needsReceipt else { return .empty }
        let total = model.ask.costPath == .pays ? nil : match.spentMinor.map { TypedMoney.text($0, visit.group.currency) }
        return Disclosure(
            say.family("desk.phone", MatchVerb.deliver.rawValue), open: own(.deliver).problem != nil,
            form(
                .deliver, files: true,
                "\(ReceiptForm.Fields(total: total, mayBeEmpty: true, typed: own(.deliver), visit: visit))\(Button(say.family("desk.phone", MatchVerb.deliver.rawValue), .secondary))"
            )
        ).html
    }

    /// What went wrong, and what the helper does now.
    private var failed: HTML {
        let failures = Match.Failure.allCases.map { Choice($0.rawValue, say.family("desk.failure", $0.rawValue)) }
        let steps = Match.NextStep.allCases.map { Choice($0.rawValue, say.family("desk.next", $0.rawValue)) }
        let typed = own(.fail)
        let place: HTML = HTML.when(needsReceipt) {
            TextField(
                "place", label: say("desk.fail.place"), value: typed.value("place") ?? "", problem: typed.problem("place", visit),
                maxlength: TextLimit.place
            ).html
        }
        return Disclosure(
            say("desk.phone.fail"), open: typed.problem != nil,
            form(
                .fail,
                """
                \(Select(
                    "failure", label: say("desk.fail.what"), choices: failures, chosen: typed.value("failure"), problem: typed.problem("failure", visit)
                ))\(Select(
                    "next", label: say("desk.fail.next"), choices: steps, chosen: typed.value("next", else: Match.NextStep.dispatcher.rawValue),
                    problem: typed.problem("next", visit)
                ))\(place)\(Button(say("desk.fail.save"), .secondary))
                """
            )
        ).html
    }

    // MARK: Forms

    private func button(_ verb: MatchVerb) -> HTML {
        form(verb, inline: true, Button(say.family("desk.phone", verb.rawValue), .secondary, wide: false).html)
    }

    private func form(_ verb: MatchVerb, files: Bool = false, inline: Bool = false, _ content: HTML) -> HTML {
        let hidden = [(name: "ask", value: model.ask.id.text), (name: "form", value: name(of: verb))]
        return Form(
            to: visit.fromBoard(to: .matchDo(match.id.text, verb)), hidden: visit.hidden + hidden, files: files, inline: inline, content
        ).html
    }

    /// Several forms of a kind may stand on the page: each knows its own again.
    private func name(of verb: MatchVerb) -> String { "\(verb.rawValue)-\(match.id.text)" }

    private func own(_ verb: MatchVerb) -> Typed { typed.form?["form"] == name(of: verb) ? typed : Typed() }

    /// The form with a problem has the plain IDs, so that the summary of problems leads there.
    private func ending(_ verb: MatchVerb) -> String { own(verb).problem == nil ? "-" + name(of: verb) : "" }
}
