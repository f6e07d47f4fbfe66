import Alongside
import Kernel
import Sealing
import Storage
import Words

/// One form of an ask at the desk.
struct AskDeskAction: Action {
    let id: String
    let verb: AskVerb

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let ask: ID<Ask> = try visit.id(id)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        switch verb {
        case .triage:
            let input = try Self.triage(form, visit)
            return try await step(form, visit, to: AskDeskSteps.anchor) { try TriageAsk(ask, input).run($0, in: house, group: group, by: actor) }
        case .match:
            let helpers = form.all("helper").filter { !$0.isEmpty }.map { ID<Person>(text: $0) }
            guard helpers.allSatisfy({ $0 != nil }) else { throw Problem.invalid("helper", "problem.choice") }
            let confirm = ConfirmMatch(ask, helpers: helpers.compactMap { $0 }, overLimit: form.has("over-limit"))
            return try await step(form, visit) { try confirm.run($0, in: house, group: group, by: actor).undo }
        case .close:
            guard let reason = Ask.Closing(rawValue: form["reason"]) else { throw Problem.invalid("reason", "problem.choice") }
            return try await step(form, visit) { try CloseAsk(ask, reason: reason).run($0, in: house, group: group, by: actor) }
        case .reopen:
            return try await step(form, visit) { try ReopenAsk(ask).run($0, in: house, group: group, by: actor) }
        case .contact:
            return try await step(form, visit) { try NoteContact(ask).run($0, in: house, group: group, by: actor) }
        case .same:
            guard let other = ID<Ask>(text: form["other"]), let how = JoinAsks.How(rawValue: form["how"]) else {
                throw Problem.invalid("other", "problem.choice")
            }
            return try await step(form, visit) { try JoinAsks(ask, with: other, how).run($0, in: house, group: group, by: actor) }
        case .next:
            return try await step(form, visit) {
                try AskNext(of: ask).run($0, in: house, group: group, by: actor)
                return nil
            }
        case .link:
            return try await replaceLink(of: ask, form, visit)
        }
    }

    /// One step, once: a double click lands on the same page with the same way back.
    private func step(
        _ form: Submission, _ visit: Visit, to fragment: String? = nil, _ work: @escaping @Sendable (any Transaction) throws -> ID<Undo>?
    ) async throws -> Answer {
        let key = OnceKey(form["once"])
        let (house, group) = (visit.house, visit.group.id)
        let undo = try await house.database.write { transaction in
            guard let key else { return try work(transaction)?.text ?? "" }
            return try Once.run(key, in: group, at: house.now, transaction) { try work(transaction)?.text ?? "" }
        }
        var here = visit.fromBoard(to: .ask(id))
        if !undo.isEmpty { here.undo = undo }
        here.fragment = fragment
        return .go(here)
    }

    /// The link itself is no answer that may be remembered: a second click shows the ask without it.
    private func replaceLink(of ask: ID<Ask>, _ form: Submission, _ visit: Visit) async throws -> Answer {
        let replace = ReplaceLink(ask, codeWord: form["code-word"], contact: form["contact"])
        let key = OnceKey(form["once"])
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let token = try await house.database.write { transaction -> LinkToken? in
            if let key {
                if try Once.result(of: key, in: group.id, transaction) != nil { return nil }
                try Once.remember("", of: key, in: group.id, at: house.now, transaction)
            }
            return try replace.run(transaction, in: house, group: group, by: actor)
        }
        guard let token else { return .go(visit.fromBoard(to: .ask(id))) }
        return .page(AskDesk(id: id, newLink: visit.address(of: .link(token: token.text, .page))))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        problem.kind == .forbidden ? nil : AskDesk(id: id, typed: Typed(form, problem))
    }

    private static func triage(_ form: Submission, _ visit: Visit) throws -> TriageAsk.Input {
        var problems: [Problem] = []
        let urgency = Ask.Urgency(rawValue: form["urgency"])
        if urgency == nil { problems.append(.invalid("urgency", "problem.choice")) }
        let zone = form.text("zone").map { ID<Zone>(text: $0) }
        if let zone, zone == nil { problems.append(.invalid("zone", "problem.choice")) }
        let cap = form.text("cap").map { Money(typed: $0, currency: visit.group.currency) }
        if let cap, cap == nil { problems.append(TypedMoney.unclear("cap", visit.group.currency)) }
        let cost = form.text("cost").map { Ask.CostPath(rawValue: $0) }
        if let cost, cost == nil { problems.append(.invalid("cost", "problem.choice")) }
        if let problem = Problem.all(problems) { throw problem }
        return TriageAsk.Input(
            urgency: urgency ?? .week, zone: zone ?? nil, costPath: cost ?? nil, cap: cap ?? nil, fits: !form.has("misfit"),
            whoMight: form.text("who")
        )
    }
}

/// Opens a contact, a street or a door: it is shown on the answer only.
struct AskOpen: Action {
    let id: String
    let field: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let ask: ID<Ask> = try visit.id(id)
        guard let field = Reveal.Field(rawValue: field) else { throw Problem.missing() }
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let text = try await house.database.write { try OpenAskField(ask, field).run($0, in: house, group: group, by: actor) }
        return .page(AskDesk(id: id, opened: (field, text)))
    }
}

/// One step back at the desk.
struct DeskUndoAction: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let undo: ID<Undo> = try visit.id(id)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let ask = try await house.database.write { try DeskUndo(undo).run($0, in: house, group: group, by: actor) }
        return .go(visit.fromBoard(to: .ask(ask.text)))
    }
}
