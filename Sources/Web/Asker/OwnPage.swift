import Alongside
import Kernel
import Storage

/// A page that an ask and an offer both have: it shows the one that the private link belongs to.
struct OwnPage: Page {
    let ask: any Page
    let offer: any Page

    func load(_ visit: Visit, _ connection: any Connection) throws -> @Sendable () -> Sheet {
        let page = try OwnLink.isOffer(visit, connection) ? offer : ask
        return try page.prepare(visit, connection)
    }

    func view(_ model: @Sendable () -> Sheet, _ visit: Visit) -> Sheet { model() }
}

/// A form that an ask and an offer both have.
struct OwnAction: Action {
    let ask: any Action
    let offer: any Action

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        try await visit.house.database.read { try OwnLink.isOffer(visit, $0) } ? offer.perform(form, visit) : ask.perform(form, visit)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        guard let asked = ask.again(form, problem, visit), let offered = offer.again(form, problem, visit) else { return nil }
        return OwnPage(ask: asked, offer: offered)
    }
}

/// What a private link of this room belongs to.
enum OwnLink {
    static func isOffer(_ visit: Visit, _ connection: any Connection) throws -> Bool {
        guard let subject = visit.link?.link.subject else { throw Problem.missing() }
        return try OfferStore.with(id: subject.named(Offer.self), in: visit.group.id, connection) != nil
    }

    /// The link of this visit; pages of this room always have one.
    static func link(_ visit: Visit) throws -> PrivateLink {
        guard let link = visit.link?.link else { throw Problem.missing() }
        return link
    }

    static func askID(_ visit: Visit) throws -> ID<Ask> {
        guard let subject = visit.link?.link.subject else { throw Problem.missing() }
        return subject.named(Ask.self)
    }

    static func ask(_ visit: Visit, _ connection: any Connection) throws -> Ask {
        let ask = try AskStore.existing(askID(visit), in: visit.group.id, connection)
        guard ask.forgottenAt == nil else { throw Problem.missing("problem.forgotten") }
        return ask
    }

    /// Face and details, opened with the link's own key.
    static func sealed(of ask: Ask, _ visit: Visit, _ connection: any Connection) throws -> (face: AskFace, details: AskDetails) {
        try AskStore.sealed(of: ask.id, key: visit.linkedSubjectKey(connection), in: visit.house, group: visit.group.id, connection)
    }

    /// The undo of this page's address, while its ten minutes last. It is its own proof of when it was made.
    static func undo(_ visit: Visit) -> (id: ID<Undo>, until: Instant)? {
        guard let text = visit.request.query["undo"], let id = ID<Undo>(text: text) else { return nil }
        let until = Instant(milliseconds: Int64(id.high >> 16)) + Undo.window
        return visit.now <= until ? (id, until) : nil
    }
}
