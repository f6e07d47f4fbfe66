import Alongside
import Kernel
import Markup
import Storage
import Words

/// The list with what was found, what it cost, and how much of the cap is used (requirement 0.3).
struct TaskList: Component {
    let model: TaskModel
    let typed: Typed
    let visit: Visit

    /// Empty rows for what was not on the list.
    static let spare = 2

    private var say: Wording { visit.say }

    var html: HTML {
        guard let details = model.details, model.needsReceipt || !details.lines.isEmpty else { return .empty }
        let lines = HTML.each(details.lines) { line in row(line.number, line.text, title: line.written, note: note(line)) }
        // Taken off the list meanwhile: what was found and paid stays until the helper says otherwise.
        let gone = ListForm.gone(from: details.lines, model.notes, typed.form)
        let removed = HTML.each(gone) { row($0.number, $0.text, title: $0.text, note: say("helping.list.gone")) }
        let extras = HTML.each(Array(extraRows.enumerated())) { index, extra in extraRow(index, extra) }
        let known = details.lines.map { ListForm.Gone(number: $0.number, text: $0.text) } + gone
        let hidden = [(name: "list", value: String(details.listVersion))] + known.map { (name: "was-\($0.number)", value: $0.text) }
        return Card(
            title: say("helping.list"),
            "\(meter)\(Form(to: visit.to(LinkSite.list), hidden: visit.hidden + hidden, "<ul class=\"stack\">\(lines)\(removed)</ul>\(Disclosure(say("helping.list.extra"), "<ul class=\"stack\">\(extras)</ul>"))\(Button(say("helping.list.save"), .secondary))"))"
        ).html
    }

    /// The running total against the cap; it warns at nine tenths.
    private var meter: HTML {
        let spent = Money(minorUnits: model.match.spentMinor ?? 0, currency: visit.group.currency)
        guard let cap = model.cap else {
            guard spent.minorUnits > 0 else { return .empty }
            return "<p id=\"cap\">\(say("helping.total", ["amount": .made(say.money(spent))]))</p>"
        }
        let left = Money(minorUnits: max(0, cap.minorUnits - spent.minorUnits), currency: cap.currency)
        let warning =
            spent.minorUnits > cap.minorUnits ? say("helping.cap.beyond") : say("helping.cap.near", ["amount": .made(say.money(left))])
        return ProgressMeter(
            say("helping.cap.meter"), done: Int(spent.minorUnits), of: Int(cap.minorUnits),
            text: say("helping.cap.text", ["spent": .made(say.money(spent)), "cap": .made(say.money(cap))]), warning: warning, kind: .cap, id: "cap"
        ).html
    }

    private func note(_ line: AskDetails.Line) -> String {
        let isHeld = HeldGoods.lines(of: model.goods).contains(line.number)
        return [
            isHeld ? say("helping.list.held") : nil, line.mustHave ? say("helping.list.must") : nil,
            line.instead.map { say("helping.list.instead", ["what": .text($0)]) },
        ]
        .compactMap { $0 }.joined(separator: " · ")
    }

    private func row(_ number: Int, _ what: String, title: String, note: String) -> HTML {
        let bought = model.notes.bought.first { $0.line == number }
        return """
            <li><p><strong><bdi>\(title)</bdi></strong> <span class="detail">\(note)</span></p>\
            <div class="actions">\(Select(
                "got-\(number)", label: say("helping.got.of", ["what": .text(what)]),
                choices: MatchNotes.Got.allCases.map { Choice($0.rawValue, say.family("helping.got", $0.rawValue)) },
                chosen: typed.value("got-\(number)", else: (bought?.got ?? .notYet).rawValue), labelHidden: true
            ))\(price("price-\(number)", what, bought?.priceMinor))</div></li>
            """
    }

    private var extraRows: [MatchNotes.Bought?] {
        let extras = model.notes.bought.filter { $0.line == nil }
        return extras.map { $0 } + Array(repeating: nil, count: max(0, min(Self.spare, TickLines.extras - extras.count)))
    }

    private func extraRow(_ index: Int, _ extra: MatchNotes.Bought?) -> HTML {
        """
        <li><div class="actions">\(TextField(
            "extra-\(index)-text", label: say("helping.extra.what"), value: typed.value("extra-\(index)-text", else: extra?.text) ?? "",
            problem: typed.problem("extra-\(index)-text", visit), maxlength: TextLimit.line
        ))\(price("extra-\(index)-price", nil, extra?.priceMinor))</div></li>
        """
    }

    private func price(_ name: String, _ what: String?, _ minor: Int64?) -> HTML {
        let label = what.map { say("helping.price.of", ["what": .text($0)]) } ?? say("helping.price")
        return TextField(
            name, label: label, value: typed.value(name, else: minor.map { TypedMoney.text($0, visit.group.currency) }) ?? "",
            problem: typed.problem(name, visit), autocomplete: "off", inputmode: "decimal", maxlength: 12
        ).html
    }
}
