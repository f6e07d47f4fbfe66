import Alongside
import Markup
import Words

/// Fits the scope? What the dial says about this ask, and the way to say no with somebody who might help instead. A person decides, not the dial.
struct AskDeskScope: Component {
    let model: AskDesk.Model
    let typed: Typed
    let visit: Visit

    var html: HTML {
        let say = visit.say
        return """
            <fieldset><legend>\(say("desk.scope.title"))</legend>\(dial)\
            \(CheckboxRow("misfit", label: say("desk.triage.misfit"), checked: typed.isOn("misfit")))\
            \(TextField(
                "who", label: say("desk.triage.who"), value: typed.value("who") ?? "", 
                hint: say(visit.group.canBeCalled ? "desk.triage.who.hint" : "desk.triage.who.hint.noPhone"),
                problem: typed.problem("who", visit), maxlength: TextLimit.note
            ))</fieldset>
            """
    }

    private var dial: HTML {
        let say = visit.say
        guard let category = model.category else { return .empty }
        let scope = visit.group.scope(at: visit.now)
        let fits = visit.group.takes(category, isKnown: model.isKnown, at: visit.now)
        let words: [String: Argument] = ["kind": .text(category.name(in: say.language, group: visit.group))]
        let sentence = say.family(
            "desk.scope", scope == .open || scope == .paused ? scope.rawValue : "\(scope.rawValue).\(fits ? "fits" : "not")", words)
        return Notice(fits ? .info : .waiting, sentence).html
    }
}
