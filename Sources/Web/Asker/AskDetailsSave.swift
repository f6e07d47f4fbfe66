import Alongside
import Kernel
import Markup
import Storage
import Words

/// Saves the second page, or gives it back with a line more or less.
struct AskDetailsSave: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if form.has("line-add") || form.has("line-remove") {
            return .page(AskDetailsPage(typed: Typed(form), lines: ListLines.edited(form)))
        }
        let input = try AskDetailsForm.read(form, visit)
        let ask = try OwnLink.askID(visit)
        let link = try OwnLink.link(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { transaction in
            try SetAskDetails(input, of: ask).run(transaction, in: house, group: group, by: actor, link: link)
        }
        var here = visit.to(LinkSite.page)
        here.marks = [("saved", "yes")]
        return .go(here)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        AskDetailsPage(typed: Typed(form, problem), lines: form.has("line-0-text") ? ListLines.typed(form, problem, visit) : nil)
    }
}

/// Reads the fields of the second page.
enum AskDetailsForm {
    static func read(_ form: Submission, _ visit: Visit) throws -> SetAskDetails.Input {
        var problems: [Problem] = []
        func text(_ name: String, _ limit: Int = TextLimit.note) throws -> String? {
            try problems.keep { try TextLimit.read(form[name], field: name, limit: limit) } ?? nil
        }
        func choice<Choice: RawRepresentable>(_ name: String) -> Choice? where Choice.RawValue == String {
            guard let value = form.text(name) else { return nil }
            let choice = Choice(rawValue: value)
            if choice == nil { problems.append(.invalid(name, "problem.choice")) }
            return choice
        }
        var input = SetAskDetails.Input()
        // In the order in which they stand on the page: that is how what is to be mended is told.
        input.lines = try problems.keep { try ListLines.read(form) } ?? []
        input.substitutions = choice("substitutions")
        input.store = try text("store")
        input.costPath = choice("cost") ?? .unsure
        input.diet = try text("diet")
        input.access = form.all("access").compactMap { AskDetails.AccessNeed(rawValue: $0) }
        if input.access.count != form.all("access").count { problems.append(.invalid("access", "problem.choice")) }
        input.accessWords = try text("access-words")
        if let typed = form.text("isolating") {
            let today = CalendarDay.of(visit.now, zone: visit.zone)
            input.isolatingUntil = try problems.keep { try WantedBy.day(typed, today: today, country: visit.group.country, field: "isolating") }
        }
        input.doorDetail = try text("door", TextLimit.place)
        input.proxyName = try text("proxy-name", TextLimit.alias)
        input.proxyContact = try text("proxy-contact", TextLimit.contact)
        input.safeContact = try text("safe-contact", TextLimit.contact)
        input.phoneAllowed = form.has("phone-allowed")
        input.safeMode = form.has("safe-mode")
        input.callTimes = try text("call-times", TextLimit.contact)
        input.notes = try text("notes")
        if let problem = Problem.all(problems) { throw problem }
        return input
    }
}

/// The lines of the list editor as they were sent.
enum ListLines {
    /// How many lines were sent; more than fit are not looked at.
    private static func count(_ form: Submission) -> Int { (0..<TextLimit.lines).first { !form.has("line-\($0)-text") } ?? TextLimit.lines }

    /// As they were typed, each with what is wrong with it.
    static func typed(_ form: Submission, _ problem: Problem? = nil, _ visit: Visit? = nil) -> [ListEditor.Line] {
        (0..<count(form)).map { index in
            let field = "line-\(index)-text"
            return ListEditor.Line(
                form[field], note: form["line-\(index)-note"], must: form.has("line-\(index)-must"),
                problem: visit.flatMap { visit in problem?.each.first { $0.field == field }.map { visit.say.text(of: $0) } }
            )
        }
    }

    /// After one of the buttons of the editor: a line more, or without the one named.
    static func edited(_ form: Submission) -> [ListEditor.Line] {
        var lines = typed(form)
        if let text = form.text("line-remove"), let index = Int(text), lines.indices.contains(index) { lines.remove(at: index) }
        if form.has("line-add"), lines.count < TextLimit.lines { lines.append(ListEditor.Line()) }
        return lines.isEmpty ? [ListEditor.Line()] : lines
    }

    /// As lines of the ask; empty ones are left out.
    static func read(_ form: Submission) throws -> [AskDetails.Line] {
        var problems: [Problem] = []
        var lines: [AskDetails.Line] = []
        for index in 0..<count(form) {
            let text = try problems.keep { try TextLimit.read(form["line-\(index)-text"], field: "line-\(index)-text", limit: TextLimit.line) } ?? nil
            let instead =
                try problems.keep { try TextLimit.read(form["line-\(index)-note"], field: "line-\(index)-note", limit: TextLimit.line) } ?? nil
            guard let text, var line = ListParser.read(text) else { continue }
            line.mustHave = form.has("line-\(index)-must") || line.mustHave
            line.instead = instead
            lines.append(line)
        }
        if let problem = Problem.all(problems) { throw problem }
        return lines
    }
}
