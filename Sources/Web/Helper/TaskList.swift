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
        let lines = HTML.each(details.lines.enumerated()) { index, line in row(index, line) }
        let extras = HTML.each(Array(extraRows.enumerated())) { index, extra in extraRow(index, extra) }
        return Card(
            title: say("helping.list"),
            "\(meter)\(Form(to: visit.to(LinkSite.list), hidden: visit.hidden, "<ul class=\"stack\">\(lines)</ul>\(Disclosure(say("helping.list.extra"), "<ul class=\"stack\">\(extras)</ul>"))\(Button(say("helping.list.save"), .secondary))"))"
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

    private func row(_ index: Int, _ line: AskDetails.Line) -> HTML {
        let bought = model.notes.bought.first { $0.line == index }
        let note = [line.mustHave ? say("helping.list.must") : nil, line.instead.map { say("helping.list.instead", ["what": .text($0)]) }]
            .compactMap { $0 }.joined(separator: " · ")
        return """
            <li><p><strong><bdi>\(line.written)</bdi></strong> <span class="detail">\(note)</span></p>\
            <div class="actions">\(Select(
                "got-\(index)", label: say("helping.got.of", ["what": .text(line.text)]),
                choices: MatchNotes.Got.allCases.map { Choice($0.rawValue, say.family("helping.got", $0.rawValue)) },
                chosen: typed.value("got-\(index)", else: (bought?.got ?? .notYet).rawValue), labelHidden: true
            ))\(price("price-\(index)", line.text, bought?.priceMinor))</div></li>
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

/// Amounts in form fields.
enum TypedMoney {
    /// `2.40`, in digits that every field takes back.
    static func text(_ minor: Int64, _ currency: Currency) -> String {
        let digits = currency.fractionDigits
        guard digits > 0 else { return String(minor) }
        var scale: Int64 = 1
        for _ in 0..<digits { scale *= 10 }
        let rest = String(minor % scale)
        return "\(minor / scale).\(String(repeating: "0", count: digits - rest.count))\(rest)"
    }

    /// Nil when nothing was typed.
    static func read(_ typed: String, field: String, _ group: Group) throws -> Money? {
        guard !typed.isEmpty else { return nil }
        guard let money = Money(typed: typed, currency: group.currency), money.minorUnits <= TickLines.largest else {
            throw Problem.invalid(field, "problem.money.unclear", ["example": "12.40"])
        }
        return money
    }
}

/// Takes the list as it stands in the basket.
struct TaskListSave: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let match = try TaskModel.id(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let model = try await house.database.read { try TaskModel.load(visit, $0) }
        guard let lines = model.details?.lines else { throw Problem.conflict("problem.match.state") }
        let bought = try Self.read(form, lines, group)
        try await house.database.write { try TickLines(match, bought).run($0, in: house, group: group, by: actor) }
        var here = visit.to(LinkSite.page)
        here.fragment = "cap"
        return .go(here)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { TaskPage(typed: Typed(form, problem)) }

    private static func read(_ form: Submission, _ lines: [AskDetails.Line], _ group: Group) throws -> [MatchNotes.Bought] {
        var problems: [Problem] = []
        var bought: [MatchNotes.Bought] = []
        for (index, line) in lines.enumerated() {
            let price = try problems.keep { try TypedMoney.read(form["price-\(index)"], field: "price-\(index)", group) } ?? nil
            var got = MatchNotes.Got(rawValue: form["got-\(index)"]) ?? .notYet
            // A price says that it is in the basket.
            if got == .notYet, price != nil { got = .yes }
            if got != .notYet { bought.append(.init(line: index, text: line.text, got: got, priceMinor: price?.minorUnits)) }
        }
        for index in 0..<TickLines.extras {
            let (name, priceName) = ("extra-\(index)-text", "extra-\(index)-price")
            let price = try problems.keep { try TypedMoney.read(form[priceName], field: priceName, group) } ?? nil
            let text = try problems.keep { try TextLimit.read(form[name], field: name, limit: TextLimit.line) } ?? nil
            if let text {
                bought.append(.init(line: nil, text: text, got: .yes, priceMinor: price?.minorUnits))
            } else if price != nil {
                problems.append(.invalid(name, "problem.required"))
            }
        }
        if let problem = Problem.all(problems) { throw problem }
        return bought
    }
}
