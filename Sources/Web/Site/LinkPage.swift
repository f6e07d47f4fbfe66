import Alongside
import Kernel
import Storage

/// The page of a private link itself: what it is depends on what the link is for.
struct LinkPage: Page {
    func load(_ visit: Visit, _ connection: any Connection) throws -> @Sendable () -> Sheet {
        guard let link = visit.link?.link else { throw Problem.missing() }
        let page: (any Page)? =
            switch link.purpose {
            case .asker: AskerRoutes.page(.page)
            case .helper, .match: HelperRoutes.page(.page, of: link.purpose)
            case .invitation, .signIn: MemberRoutes.page(of: link.purpose)
            case .setUp: nil
            }
        guard let page else { throw Problem.missing() }
        return try page.prepare(visit, connection)
    }

    func view(_ model: @Sendable () -> Sheet, _ visit: Visit) -> Sheet { model() }
}

/// The form on a private link's own page: joining, signing in.
struct LinkAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard let action = action(visit) else { throw Problem.missing() }
        return try await action.perform(form, visit)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { action(visit)?.again(form, problem, visit) }

    private func action(_ visit: Visit) -> (any Action)? {
        switch visit.link?.link.purpose {
        case .invitation, .signIn: visit.link.flatMap { MemberRoutes.action(of: $0.link.purpose) }
        case .helper: HelperRoutes.action(.page, of: .helper)
        default: nil
        }
    }
}
