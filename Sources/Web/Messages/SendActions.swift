import Alongside
import Kernel
import Storage

/// Opens one number: it is shown on the answer only.
struct MessageOpen: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let message: ID<Message> = try visit.id(id)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let found = try await house.database.write { try OpenNumber(message).run($0, in: house, group: group, by: actor) }
        return .page(SendQueue(opened: message, openedWords: found.words))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { SendQueue(problem: problem) }
}

/// Marks one as sent; ten minutes to take it back.
struct MessageSent: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let message: ID<Message> = try visit.id(id)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let undo = try await house.database.write { try MarkSent(message).run($0, in: house, group: group, by: actor) }
        var here = visit.to(DeskSite.messages)
        here.undo = undo?.text
        return .go(here)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { SendQueue(problem: problem) }
}

/// Later, or not at all.
struct MessageSkip: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let message: ID<Message> = try visit.id(id)
        guard let step = SkipMessage.Step(rawValue: form["do"]) else { throw Problem.invalid("do", "problem.choice") }
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { try SkipMessage(message, step).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(DeskSite.messages))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { SendQueue(problem: problem) }
}

/// It was not sent after all.
struct SendUndo: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let undo: ID<Undo> = try visit.id(form["undo"])
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { try UndoSent(undo).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(DeskSite.messages))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { SendQueue(problem: problem) }
}
