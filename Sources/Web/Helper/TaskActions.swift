import Alongside
import Kernel
import Storage

/// Yes, with a time.
struct TaskAccept: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let match = try TaskModel.id(visit)
        let window = try WindowFields.read(form, name: "when", visit)
        let (house, group, actor, token) = (visit.house, visit.group, visit.actor, visit.link?.token)
        if window == nil {
            let model = try await house.database.read { try TaskModel.load(visit, $0) }
            if model.needsDoor, model.standing == .proposed || model.standing == .late {
                throw Problem.invalid("when", "helping.problem.window.missing")
            }
        }
        try await house.database.write { try AcceptMatch(match, window: window, token: token).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { TaskPage(typed: Typed(form, problem)) }
}

/// Not this time.
struct TaskDecline: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let match = try TaskModel.id(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { try DeclineMatch(match).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { TaskPage(typed: Typed(nil, problem)) }
}

/// Another time.
struct TaskWindow: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let match = try TaskModel.id(visit)
        guard let window = try WindowFields.read(form, name: "when", visit) else {
            throw Problem.invalid("when", "helping.problem.window.missing")
        }
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { try SetWindow(match, window).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { TaskPage(typed: Typed(form, problem)) }
}

/// At the door.
struct TaskArrive: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let match = try TaskModel.id(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { try ArriveAtDoor(match).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { TaskPage(typed: Typed(nil, problem)) }
}

/// Somebody else, please.
struct TaskHandBack: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let match = try TaskModel.id(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { try HandBack(match).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { TaskPage(typed: Typed(nil, problem)) }
}

/// Opens the phone, the street or the door. It is shown on the answer itself, and nowhere after.
struct TaskOpen: Action {
    let field: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard let field = Reveal.Field(rawValue: field) else { throw Problem.missing() }
        let match = try TaskModel.id(visit)
        let (house, group, actor, token) = (visit.house, visit.group, visit.actor, visit.link?.token)
        let text = try await house.database.write { try OpenField(match, field, token: token).run($0, in: house, group: group, by: actor) }
        return .page(TaskPage(opened: .init(field: field, text: text)))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { TaskPage(typed: Typed(nil, problem)) }
}
