import Alongside
import Engine
import Kernel
import Markup
import Words

/// Several helpers in an order: the next is asked only if the one before does not take it. Everybody who fits can be chosen, and who is at their limit.
struct OrderForm: Component {
    let model: AskDesk.Model
    let found: Suggestions
    let typed: Typed
    let visit: Visit

    /// Whom a form that could not be taken had chosen, place by place.
    static func picked(_ typed: Typed) -> [ID<Person>] { (typed.form?.all("helper") ?? []).compactMap { ID<Person>(text: $0) } }

    var html: HTML {
        let say = visit.say
        guard found.best.count > 1 || !atLimit.isEmpty || wasSent else { return .empty }
        let choices = choices
        let places = max(min(ConfirmMatch.longestOrder, max(2, choices.count - 1)), min(ConfirmMatch.longestOrder, chosen.count))
        let selects = HTML.each(0..<places) { place in
            Select(
                "helper", label: say("desk.match.order.place", ["number": .number(place + 1)]), choices: choices,
                chosen: place < chosen.count ? chosen[place] : "", problem: place == 0 ? typed.problem("helper", visit) : nil,
                id: place == 0 ? "helper" : "helper-\(place)"
            ).html
        }
        let override: HTML = HTML.when(!atLimit.isEmpty) {
            CheckboxRow("over-limit", label: say("desk.match.override"), checked: wasSent && typed.isOn("over-limit")).html
        }
        return Disclosure(
            say("desk.match.order"), open: wasSent,
            Form(
                to: visit.fromBoard(to: .askDo(model.ask.id.text, .match)), hidden: visit.hidden,
                "<p>\(say("desk.match.order.hint"))</p>\(selects)\(override)\(Button(say("desk.match.order.send"), .secondary))"
            ).html
        ).html
    }

    /// It is shown again because of a problem, and not another form of the page.
    private var wasSent: Bool { typed.form?.has("helper") ?? false || typed.problem?.field == "helper" }

    private var atLimit: [ID<Person>] { Array((found.excluded[.atLimit] ?? []).prefix(Suggestions.named)) }

    /// What stands in each place: as it was sent, else the suggestions.
    private var chosen: [String] { wasSent ? typed.form?.all("helper") ?? [] : found.best.map(\.helper.text) }

    private var choices: [Choice] {
        let say = visit.say
        let fitting = (found.best + found.others).map { Choice($0.helper.text, $0.alias) }
        let beyond = atLimit.map { Choice($0.text, say("desk.match.atLimit", ["name": .text(model.name($0, say))])) }
        let known = Set((fitting + beyond).map(\.value))
        // Whoever was chosen stays chosen, also when something speaks against them now: the sentence beside the field says what.
        let refused = Self.picked(typed).filter { !known.contains($0.text) && model.names[$0] != nil }.reduce(into: [ID<Person>]()) {
            refused, person in
            if !refused.contains(person) { refused.append(person) }
        }
        return [Choice("", say("desk.match.order.none"))] + fitting + beyond + refused.map { Choice($0.text, model.name($0, say)) }
    }
}
