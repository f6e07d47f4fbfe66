import Alongside
import Kernel
import Storage

/// Takes the list as it stands in the basket. Fields are named by the numbers of the lines, so that a price stays with what it was paid for.
struct TaskListSave: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let match = try TaskModel.id(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let model = try await house.database.read { try TaskModel.load(visit, $0) }
        guard let details = model.details else { throw Problem.conflict("problem.match.state") }
        let bought = try ListForm.read(form, details.lines, model.notes, group)
        let tick = TickLines(match, bought, listVersion: form.text("list").map { Int($0) ?? -1 })
        try await house.database.write { try tick.run($0, in: house, group: group, by: actor) }
        var here = visit.to(LinkSite.page)
        here.fragment = "cap"
        return .go(here)
    }

    /// Also when the list changed meanwhile: what was typed stays beside what it was typed for.
    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { TaskPage(typed: Typed(form, problem)) }
}

/// Reads the fields of the list.
enum ListForm {
    /// A line that was on the list when something was written down for it.
    struct Gone: Sendable {
        let number: Int
        let text: String
    }

    /// Lines that are off the list by now and for which something was found, or has just been typed.
    static func gone(from lines: [AskDetails.Line], _ notes: MatchNotes, _ form: Submission?) -> [Gone] {
        let known = Set(lines.map(\.number))
        var texts: [Int: String] = [:]
        for bought in notes.bought { if let number = bought.line, !known.contains(number) { texts[number] = bought.text } }
        for name in form?.names ?? [] where name.hasPrefix("was-") {
            guard let form, let number = Int(name.dropFirst(4)), number >= 0, !known.contains(number), texts[number] == nil, isTyped(form, number),
                let text = try? TextLimit.read(form[name], field: name, limit: TextLimit.line), texts.count < TextLimit.lines
            else { continue }
            texts[number] = text
        }
        return texts.sorted { $0.key < $1.key }.map { Gone(number: $0.key, text: $0.value) }
    }

    private static func isTyped(_ form: Submission, _ number: Int) -> Bool {
        form.has("price-\(number)") && !form["price-\(number)"].isEmpty || (MatchNotes.Got(rawValue: form["got-\(number)"]) ?? .notYet) != .notYet
    }

    static func read(_ form: Submission, _ lines: [AskDetails.Line], _ notes: MatchNotes, _ group: Group) throws -> [MatchNotes.Bought] {
        var problems: [Problem] = []
        var bought: [MatchNotes.Bought] = []
        for line in lines.map({ Gone(number: $0.number, text: $0.text) }) + gone(from: lines, notes, form) {
            let field = "price-\(line.number)"
            let price = try problems.keep { try TypedMoney.read(form[field], field: field, group) } ?? nil
            var got = MatchNotes.Got(rawValue: form["got-\(line.number)"]) ?? .notYet
            // A price says that it is in the basket.
            if got == .notYet, price != nil { got = .yes }
            if got != .notYet { bought.append(.init(line: line.number, text: line.text, got: got, priceMinor: price?.minorUnits)) }
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
