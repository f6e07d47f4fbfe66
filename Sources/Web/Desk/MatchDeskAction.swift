import Alongside
import Kernel
import Storage

/// What a helper says to a dispatcher on the phone: whatever they can do on their own page can be done for them.
struct MatchDeskAction: Action {
    let id: String
    let verb: MatchVerb

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let match: ID<Match> = try visit.id(id)
        let step = try await step(form, visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let ask = try await house.database.write { transaction in
            let found = try MatchStore.existing(match, in: group.id, transaction)
            try step(found, transaction, house, group, actor)
            return found.ask
        }
        return .go(visit.fromBoard(to: .ask(ask.text)))
    }

    /// The form says to which ask it belongs.
    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        guard problem.kind != .forbidden, let ask = form.text("ask"), ID<Ask>(text: ask) != nil else { return nil }
        return AskDesk(id: ask, phone: Typed(form, problem))
    }

    private typealias Step = @Sendable (Match, any Transaction, House, Group, Actor) throws -> Void

    /// Reads the fields of the verb, outside of the transaction.
    private func step(_ form: Submission, _ visit: Visit) async throws -> Step {
        switch verb {
        case .accept:
            let (window, askedFirst) = (try WindowFields.read(form, name: "when", visit), form.has("asked-first"))
            return { try AcceptMatch($0.id, window: window, askedFirst: askedFirst).run($1, in: $2, group: $3, by: $4) }
        case .decline: return { try DeclineMatch($0.id).run($1, in: $2, group: $3, by: $4) }
        case .cancel: return { try CancelMatch(of: $0.ask).run($1, in: $2, group: $3, by: $4) }
        case .window:
            guard let window = try WindowFields.read(form, name: "when", visit) else {
                throw Problem.invalid("when", "helping.problem.window.missing")
            }
            return { try SetWindow($0.id, window).run($1, in: $2, group: $3, by: $4) }
        case .arrive: return { try ArriveAtDoor($0.id).run($1, in: $2, group: $3, by: $4) }
        case .handBack: return { try HandBack($0.id).run($1, in: $2, group: $3, by: $4) }
        case .deliver:
            let (receipt, once) = (try await ReceiptForm.read(form, visit), OnceKey(form["once"]))
            if receipt.total != nil { try await visit.house.database.read { try ReceiptStore.learn(in: visit.house, group: visit.group.id, $0) } }
            return { match, transaction, house, group, actor in
                try DeliverAsk(match.id, spent: receipt.total).run(transaction, in: house, group: group, by: actor)
                guard let input = receipt.input(for: match, once: once) else { return }
                try SubmitReceipt(input).run(transaction, in: house, group: group, by: actor)
            }
        case .fail:
            guard let failure = Match.Failure(rawValue: form["failure"]) else { throw Problem.invalid("failure", "problem.choice") }
            guard let next = Match.NextStep(rawValue: form["next"]) else { throw Problem.invalid("next", "problem.choice") }
            let place = try TextLimit.read(form["place"], field: "place", limit: TextLimit.place)
            return { try FailDelivery($0.id, failure, next: next, place: place).run($1, in: $2, group: $3, by: $4) }
        }
    }
}
