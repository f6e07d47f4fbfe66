import Alongside
import Exchange
import Kernel
import Markup
import Words

/// The pasted message, and what was found in it: each thing with its words, so that a person sees why.
struct DraftFound: Component {
    let draft: MessageDraft
    let message: String
    let what: TakenIn
    let categories: [Alongside.Category]
    let visit: Visit

    private var say: Wording { visit.say }

    var html: HTML {
        let other: TakenIn = what == .ask ? .offer : .ask
        let turn = Form(
            to: visit.to(DeskSite.paste), hidden: visit.hidden + [(name: "message", value: message), (name: "as", value: other.rawValue)],
            inline: true,
            Button(what == .ask ? say("intake.as.offer") : say("intake.as.ask"), .secondary, wide: false).html
        )
        return """
            <div><section class="card"><h2>\(say("intake.paste.message"))</h2><blockquote>\(Paragraphs(message))</blockquote>\
            <h2>\(say("intake.found.title"))</h2><p class="detail">\(say("intake.found.lead"))</p>\(DefinitionList(rows))\(several)\
            <div class="actions">\(turn)</div></section></div>
            """
    }

    /// What is to be chosen, in a sentence each.
    private var several: HTML {
        let isSplit = what == .ask && draft.kinds.isOpen
        return
            "\(HTML.when(isSplit) { Notice(.info, say("intake.found.kinds")).html })\(HTML.when(draft.askOrOffer.isOpen || draft.askOrOffer.choices.isEmpty) { Notice(.info, say("intake.found.either")).html })"
    }

    private var rows: [DefinitionList.Row] {
        [
            row("askOrOffer", draft.askOrOffer) { say.family("intake.purpose", $0.rawValue) }, row("name", draft.name) { $0 },
            row("phone", draft.phone) { $0 }, row("email", draft.email) { $0 }, row("address", draft.address) { $0 },
            row("zone", draft.zone) { $0.name }, row("kinds", draft.kinds, kind),
            row("urgency", draft.urgency) { say.family("ask.form.when", $0.rawValue) },
            row("byWhen", draft.byWhen, day), row("language", draft.language) { say.languageNameHere($0) }, lines,
        ]
    }

    private func row<Value>(_ field: String, _ found: MessageDraft.Field<Value>, _ text: (Value) -> String) -> DefinitionList.Row {
        let name = say.family("intake.field", field)
        guard !found.choices.isEmpty else { return .init(name, html: "<span class=\"detail\">\(say("intake.found.nothing"))</span>") }
        let all = HTML.each(found.choices) { choice in
            """
            <div><bdi>\(text(choice.value))</bdi> <span class="detail">\(say("intake.found.words", ["words": .text(choice.found)]))</span></div>
            """
        }
        let open: HTML = HTML.when(found.isOpen) { "<div class=\"detail\">\(say("intake.found.choose"))</div>" }
        return .init(name, html: "\(all)\(open)")
    }

    private var lines: DefinitionList.Row {
        let name = say.family("intake.field", "lines")
        guard !draft.lines.isEmpty else { return .init(name, html: "<span class=\"detail\">\(say("intake.found.nothing"))</span>") }
        return .init(name, html: HTML.each(draft.lines) { "<div><bdi>\($0.written)</bdi></div>" })
    }

    private func kind(_ kind: MessageDraft.Kind) -> String {
        categories.first { $0.id.text == kind.id }?.name(in: say.language, group: visit.group)
            ?? say("intake.kind.none", ["kind": .text(say.family("category.name", kind.key))])
    }

    private func day(_ day: Day) -> String { say.day(CalendarDay.end(of: day, zone: visit.zone), zone: visit.zone, now: visit.now) }
}
