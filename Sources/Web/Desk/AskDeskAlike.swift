import Alongside
import Kernel
import Markup
import Words

/// Asks that may be the same as the one that is open, each with the reason in words, and the two ways to say so.
struct AskDeskAlike: Component {
    let model: AskDesk.Model
    let visit: Visit

    var html: HTML {
        let say = visit.say
        guard !model.alike.isEmpty else { return .empty }
        return Card(title: say("desk.same.title"), level: 3, "<p class=\"detail\">\(say("desk.same.lead"))</p>\(HTML.each(model.alike, row))").html
    }

    private func row(_ found: AlikeAsks.Found) -> HTML {
        let say = visit.say
        let kind = model.list.categories[found.ask.category]?.name(in: say.language, group: visit.group) ?? say("board.kind.gone")
        let reasons =
            found.reasons.isEmpty ? say("desk.same.maybe") : say.list(found.reasons.map { say.family("desk.same.reason", $0.rawValue) })
        let title = say("desk.same.row", ["name": .text(found.face.alias), "word": .text(found.face.codeWord), "kind": .text(kind)])
        return """
            <div><p><a href="\(href: visit.fromBoard(to: .ask(found.ask.id.text)))">\(title)</a><br><span class="detail">\(reasons)</span></p>\
            <div class="actions">\(HTML.when(!found.isSamePerson) { form(.person, found) })\(form(.ask, found))</div></div>
            """
    }

    private func form(_ how: JoinAsks.How, _ found: AlikeAsks.Found) -> HTML {
        Form(
            to: visit.fromBoard(to: .askDo(model.ask.id.text, .same)),
            hidden: visit.hidden + [(name: "other", value: found.ask.id.text), (name: "how", value: how.rawValue)], inline: true,
            Button(visit.say.family("desk.same.button", how.rawValue), .secondary, wide: false).html
        ).html
    }
}
