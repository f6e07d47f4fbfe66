public import Kernel
public import Storage

/// The link of an offer was opened: whoever did has been told, whether the message was marked as sent or not. From here the hold runs.
public struct NoteOpened: Sendable {
    public let match: ID<Match>

    public init(_ match: ID<Match>) { self.match = match }

    /// Whether there is anything to note: only the first opening of an offer counts, and only by the helper who is asked.
    public static func isDue(_ id: ID<Match>, for person: ID<Person>?, in group: ID<Group>, _ connection: any Connection) throws -> Bool {
        guard let match = try MatchStore.with(id: id, in: group, connection) else { return false }
        return match.helper == person && match.state == .proposed && match.toldAt == nil
    }

    @discardableResult
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> Bool {
        _ = try TaskHolder.match(match, by: actor, in: group.id, transaction)
        let isFirst = try ToldAbout.note(match, by: actor, in: house, group: group, transaction)
        // Nobody needs to send what was opened already.
        if isFirst { try MessageStore.cancelWaiting(match: match, in: group.id, transaction) }
        return isFirst
    }
}
