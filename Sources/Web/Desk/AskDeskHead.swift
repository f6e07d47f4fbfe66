import Alongside
import Kernel
import Markup
import Words

/// The head of an ask at the desk: code word, what is wanted, what to know before saying yes, and what can be opened.
struct AskDeskHead: Component {
    let model: AskDesk.Model
    let opened: (field: Reveal.Field, text: String)?
    let newLink: String?
    let visit: Visit

    var html: HTML {
        let say = visit.say
        let ask = model.ask
        guard let face = model.face, let details = model.details else {
            return "<h2>\(kind)</h2>\(Notice(.info, say("desk.ask.forgotten")))"
        }
        let latin: HTML = HTML.when(face.codeWordLatin) { " <span class=\"soft\">(<bdi>\($0)</bdi>)</span>" }
        let silence: HTML = HTML.when(AskPill.isSilent(ask, visit)) { Notice(.danger, AskPill.silence(ask, visit)).html }
        return """
            <p>\(AskPill.of(ask, came: model.after.flatMap { $0.isAmiss ? $0.followUp.came : nil }, visit)) \(HTML.when(AskPill.urgency(ask, visit)) { "\($0) " })<span class="detail">\(say("desk.codeWord"))</span> <strong><bdi>\(face.codeWord)</bdi></strong>\(latin)</p>\
            <h2>\(say("desk.ask.head", ["kind": .made(kind), "name": .text(face.alias)]))</h2>\(silence)\
            \(words(details))\(lines(details))\(facts(details, face))\(reveal(details))\(link)
            """
    }

    private var kind: String { model.category?.name(in: visit.say.language, group: visit.group) ?? visit.say("board.kind.gone") }

    /// A list is printed once. What was written stands folded away where the list says all of it, and open where it says more.
    private func words(_ details: AskDetails) -> HTML {
        guard details.lines.count > 1 else { return Paragraphs(details.words).html }
        let said = details.lines.map { Folding.fold($0.text) } + [details.diet].compactMap { $0 }.map(Folding.fold)
        let parts = details.words.split { $0.isNewline || ",،;؛".contains($0) }.map { Folding.fold(String($0)) }.filter { !$0.isEmpty }
        let isAllSaid = parts.allSatisfy { part in said.contains { !$0.isEmpty && part.contains($0) } }
        return isAllSaid ? Disclosure(visit.say("desk.words"), Paragraphs(details.words).html).html : Paragraphs(details.words).html
    }

    private func lines(_ details: AskDetails) -> HTML {
        let extras = model.bought.filter { $0.line == nil && !$0.text.isEmpty }
        guard details.lines.count > 1 || !model.bought.isEmpty else { return .empty }
        return """
            <ul>\(HTML.each(details.lines) { line in
                "<li><bdi>\(line.text)</bdi>\(HTML.when(line.quantity) { " · <bdi>\($0)</bdi>" })\(HTML.when(line.mustHave) { " · \(visit.say("desk.line.must"))" })\(HTML.when(mark(line)) { " · <strong>\($0)</strong>" })</li>"
            })\(HTML.each(extras) { "<li><bdi>\($0.text)</bdi> · <strong>\(visit.say("desk.line.extra"))</strong></li>" })</ul>
            """
    }

    /// What came of a line in the shop; nil while nobody has marked it.
    private func mark(_ line: AskDetails.Line) -> String? {
        guard let bought = model.bought.first(where: { $0.line == line.number }), bought.got != .notYet else { return nil }
        return visit.say.family("helping.got", bought.got.rawValue)
    }

    private func facts(_ details: AskDetails, _ face: AskFace) -> HTML {
        let say = visit.say
        let ask = model.ask
        var rows: [DefinitionList.Row] = [
            .init(say("desk.fact.language"), say.languageNameHere(ask.language)),
            .init(say("desk.fact.reach"), say.family("desk.reach", ask.reach.rawValue)),
            .init(say("desk.fact.cost"), cost),
        ]
        if let area = face.area { rows.append(.init(say("desk.fact.area"), area)) }
        if let by = ask.wantedBy { rows.append(.init(say("desk.fact.wantedBy"), say.day(by, zone: visit.zone, now: visit.now))) }
        if let until = details.isolating(at: visit.now) {
            rows.append(.init(say("desk.fact.isolating"), say.day(until, zone: visit.zone, now: visit.now)))
        }
        if let diet = details.diet { rows.append(.init(say("desk.fact.diet"), diet)) }
        if let store = details.store { rows.append(.init(say("desk.fact.store"), store)) }
        if !details.access.isEmpty || details.accessWords != nil {
            let needs = details.access.map { say.family("desk.access", $0.rawValue) } + [details.accessWords].compactMap { $0 }
            rows.append(.init(say("desk.fact.access"), say.list(needs)))
        }
        if let times = details.callTimes { rows.append(.init(say("desk.fact.callTimes"), times)) }
        if let name = details.proxyName { rows.append(.init(say("desk.fact.proxy"), name)) }
        if ask.safeMode { rows.append(.init(say("desk.fact.safe"), say("desk.fact.safe.yes"))) }
        return DefinitionList(rows).html
    }

    private var cost: String {
        let say = visit.say
        let cap = Money(minorUnits: model.ask.capMinor ?? visit.group.cap.minorUnits, currency: visit.group.currency)
        return say.family("desk.cost", model.ask.costPath.rawValue, ["cap": .made(say.roundMoney(cap))])
    }

    /// One button a field. Opening is a POST, because previews open links; what it shows stands on the answer only.
    private func reveal(_ details: AskDetails) -> HTML {
        let say = visit.say
        if let opened {
            let value: HTML =
                (opened.field == .contact || opened.field == .phone) && opened.text.hasPrefix("+")
                ? "<a href=\"\(href: OutsideLink.telephone(opened.text))\" class=\"code\"><bdi>\(opened.text)</bdi></a>" : "<bdi>\(opened.text)</bdi>"
            return Notice(
                .waiting, title: say.family("desk.opened", opened.field.rawValue, proxy(details)),
                html: "<p>\(value)</p><p class=\"detail\">\(say("desk.opened.noted"))</p>"
            ).html
        }
        guard visit.actor.may(.reveal) else { return .empty }
        let fields = OpenAskField.fields(of: details)
        guard !fields.isEmpty else {
            return "<p class=\"detail\">\(say(visit.group.canBeCalled ? "desk.open.nothing" : "desk.open.nothing.noPhone"))</p>"
        }
        return """
            <div class="actions">\(HTML.each(fields) { field in
                Form(
                    to: visit.fromBoard(to: .askOpen(model.ask.id.text, field: field.rawValue)), hidden: visit.hidden, inline: true,
                    Button(say.family("desk.open", field.rawValue, proxy(details)), .secondary, wide: false).html
                ).html
            })</div><p class="detail">\(say("desk.open.note", ["word": .text(model.face?.codeWord ?? "")]))</p>
            """
    }

    /// Who asked on behalf of somebody, by name where they gave one.
    private func proxy(_ details: AskDetails) -> [String: Argument] {
        ["name": .text(details.proxyName ?? visit.say("desk.someone"))]
    }

    private var link: HTML {
        guard let newLink else { return .empty }
        return Card(
            title: visit.say("desk.link.new"),
            "<p>\(visit.say("desk.link.new.note"))</p>\(CopyBox(id: "new-link", label: visit.say("desk.link.label"), text: newLink, say: visit.say))"
        ).html
    }
}
