import Alongside
import Kernel
import Sealing
import Storage

/// Takes an ask in and leads to its private page.
struct AskSend: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let input = try AskForm(form, visit).input
        guard let once = OnceKey(form["once"]) else { throw Problem(.invalid, "problem.form.expired") }
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.lookups.prepare(in: house, group: group.id)
        let opened = try await house.database.write { transaction in
            try OpenAsk(input, once: once).run(transaction, in: house, group: group, by: actor)
        }
        var here = visit.to(.link(token: opened.token.text, .page))
        if ForSomebody.isMeant(visit, Typed(form)) { here.marks = [ForSomebody.mark] }
        return .go(here)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { AskPage(typed: Typed(form, problem)) }
}
