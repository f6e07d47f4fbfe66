import Alongside
import Kernel
import Storage

/// "I no longer need it": at once, and back again within ten minutes.
struct AskWithdraw: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let link = try OwnLink.link(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let undo = try await house.database.write { transaction in
            try WithdrawAsk(of: link).run(transaction, in: house, group: group, by: actor)
        }
        var here = visit.to(LinkSite.page)
        here.undo = undo.text
        return .go(here)
    }
}

/// Takes a withdrawal back.
struct AskUndo: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let link = try OwnLink.link(visit)
        let undo: ID<Undo> = try visit.id(id)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { transaction in
            try UndoWithdrawal(undo, of: link).run(transaction, in: house, group: group, by: actor)
        }
        return .go(visit.to(LinkSite.page))
    }
}
