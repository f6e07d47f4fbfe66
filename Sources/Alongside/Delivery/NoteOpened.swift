public import Kernel
public import Storage

/// The link of an offer was opened by somebody who sees the page: they have been told, whether the message was marked as sent or not. From here the
/// hold runs (requirements section 4).
///
/// Fetching the page alone is no opening: chats and mail fetch it for a preview as soon as the link is pasted, often before the message leaves. A browser
/// that shows the page fetches the small picture in it too, with scripts or without, and that is what is noted. Whoever answers without it is noted by
/// their answer, and where nothing of it is seen the hold begins as ever when a person marks the message as sent.
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
        try ToldAbout.reached(match, by: actor, in: house, group: group, transaction)
        return try ToldAbout.note(match, by: actor, in: house, group: group, transaction)
    }
}
