import Kernel
import Storage

/// Who may answer for a match: the helper themself, by the link of that task or of their own page, and a dispatcher for somebody on the phone.
enum TaskHolder {
    static func match(_ id: ID<Match>, by actor: Actor, in group: ID<Group>, _ connection: any Connection) throws -> Match {
        let match = try MatchStore.existing(id, in: group, connection)
        if let problem = problem(match, actor) { throw problem }
        return match
    }

    /// The rule. To anybody else's link there is no such match.
    static func problem(_ match: Match, _ actor: Actor) -> Problem? {
        switch actor {
        case .link(_, .match, let person), .link(_, .helper, let person): person == match.helper ? nil : .missing()
        case .link: .missing()
        default: actor.may(.match) ? nil : .forbidden()
        }
    }

    /// A helper who does something is there: they are not asked whether they still are.
    static func isHere(_ helper: ID<Person>, in house: House, group: Group, _ transaction: any Transaction) throws {
        var found = try HelperStore.existing(helper, in: group.id, transaction)
        if found.notices > 0 { try MessageStore.cancelWaiting(.silentHelper, about: helper.subject, in: group.id, transaction) }
        found.lastActiveDay = house.now.day
        found.notices = 0
        try HelperStore.update(found, in: group.id, transaction)
        try PersonStore.touch(helper, in: house, group: group, transaction)
    }
}
