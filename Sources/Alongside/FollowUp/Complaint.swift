public import Kernel
public import Sealing
public import Storage

/// Something went wrong, told to somebody other than the one it is about. Who hears complaints sees it, except that person.
public struct Complaint: Sendable {
    public let id: ID<Complaint>
    public let ask: ID<Ask>
    /// The person it is about, who never sees it; nil when it is about no one person.
    public let about: ID<Person>?
    public var takenBy: ID<Person>?
    public var state: State
    public let openedAt: Instant
    public var closedAt: Instant?

    public enum State: String, Sendable, CaseIterable, Storable { case open, taken, closed }

    /// Whom it is about, as the asker chooses it: they need know no name.
    public enum About: String, Sendable, CaseIterable {
        /// The neighbour who helped.
        case helper
        /// The person of the group who arranged it.
        case dispatcher
        case other
    }

    /// The one rule of who may see a complaint.
    public func isVisible(to actor: Actor) -> Bool {
        guard actor.may(.hearComplaints) else { return false }
        return about == nil || actor.person != about
    }
}

/// What the asker wrote, and how it ended, sealed under the ask's key.
public struct ComplaintWords: SealedRecord {
    public static let field = "complaint.words"

    public var text: String
    public var about: Complaint.About
    /// What was done about it.
    public var answer: String?

    public init(text: String, about: Complaint.About, answer: String? = nil) {
        self.text = text
        self.about = about
        self.answer = answer
    }

    public init(_ reader: FieldReader) throws {
        text = reader.text(1) ?? ""
        about = reader.text(2).flatMap(Complaint.About.init) ?? .other
        answer = reader.text(3)
    }

    public func write(_ writer: inout FieldWriter) {
        writer.text(1, text)
        writer.text(2, about.rawValue)
        writer.text(3, answer)
    }
}
