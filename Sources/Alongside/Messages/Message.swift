public import Kernel
public import Sealing
public import Storage

/// Something to be told to somebody. It is a row before it is sent; without a provider a person sends it by hand.
public struct Message: Sendable {
    public let id: ID<Message>
    public let person: ID<Person>?
    /// Under whose key it is sealed: the ask, or the person.
    public let subject: ID<Subject>
    public let match: ID<Match>?
    public let kind: Kind
    public let language: LanguageTag
    public var state: State
    public var urgent: Bool
    public var channel: Channel?
    public let createdAt: Instant
    /// Not before this time: follow-ups, and nothing in the group's night hours.
    public var dueAt: Instant
    public var sentAt: Instant?
    public var sentBy: ID<Person>?

    /// What it says: `message.<kind>` in the catalog, with a neutral twin `message.<kind>.safe` for safe mode.
    public enum Kind: String, Sendable, CaseIterable, Storable {
        /// To a helper: will you? With the link of the offer.
        case offerToHelper = "offer_to_helper"
        /// To a helper: somebody who does not go to doors alone said yes, and they go along. With a link of their own.
        case goAlong = "go_along"
        /// To a helper: somebody else was asked, or it is not needed any more.
        case offerTakenBack = "offer_taken_back"
        /// To the asker: somebody said yes; who comes and when.
        case helperFound = "helper_found"
        /// To the asker: it takes longer than we said.
        case takesLonger = "takes_longer"
        /// To the asker: at your door.
        case atTheDoor = "at_the_door"
        /// To the asker: could not be delivered, and what is next.
        case notDelivered = "not_delivered"
        /// To the asker: the group cannot do this, and who might.
        case cannotDo = "cannot_do"
        /// To the asker: did it come? With the link.
        case followUp = "follow_up"
        /// To the helper: thanks from the neighbour.
        case thanks
        /// To the helper: your receipt was paid; a question about it, with the way to answer; it is not paid, and why.
        case receiptPaid = "receipt_paid"
        case receiptQuestion = "receipt_question"
        case receiptRejected = "receipt_rejected"
        /// To anyone: your new private link.
        case newLink = "new_link"
        /// To a helper who joined: welcome, and your own page.
        case welcomeHelper = "welcome_helper"
        /// To a helper who has been silent: are you still with us?
        case silentHelper = "silent_helper"
        /// A check-in call or a repeat shop for somebody isolating (requirement 0.4).
        case checkIn = "check_in"
        /// To everyone with a role: somebody wants to take the whole group elsewhere, and how to say no.
        case groupRelease = "group_release"
    }

    public enum State: String, Sendable, CaseIterable, Storable {
        case waiting, sent
        /// An interrupted send, or a restore: a person looks.
        case unsure
        case suppressed, cancelled
    }

    public enum Channel: String, Sendable, CaseIterable, Storable { case sms, call, email, other }

    public init(
        id: ID<Message>, person: ID<Person>? = nil, subject: ID<Subject>, match: ID<Match>? = nil, kind: Kind, language: LanguageTag,
        state:
            State, urgent: Bool, channel: Channel? = nil, createdAt: Instant, dueAt: Instant, sentAt: Instant? = nil, sentBy: ID<Person>? = nil
    ) {
        self.id = id
        self.person = person
        self.subject = subject
        self.match = match
        self.kind = kind
        self.language = language
        self.state = state
        self.urgent = urgent
        self.channel = channel
        self.createdAt = createdAt
        self.dueAt = dueAt
        self.sentAt = sentAt
        self.sentBy = sentBy
    }
}

extension Message {
    /// Whether it is sealed under an ask's key, and not under that of whom it goes to.
    var isAboutAnAsk: Bool { subject != person?.subject }

    /// Whether its link leads to an asker's own page, which shows their street and number: it is shown only where their number was opened, which leaves
    /// a row.
    public func hidesLink(of words: MessageWords) -> Bool { isAboutAnAsk && words.link != nil }
}

/// What is sealed of a message: to whom, where, and the very words.
public struct MessageWords: SealedRecord {
    public static let field = "message.words"

    public var alias: String
    public var phone: String?
    public var email: String?
    public var otherContact: String?
    public var text: String
    /// The token of the private link in the text; it stands nowhere else.
    public var link: String?

    public init(alias: String, phone: String? = nil, email: String? = nil, otherContact: String? = nil, text: String, link: String? = nil) {
        self.alias = alias
        self.phone = phone
        self.email = email
        self.otherContact = otherContact
        self.text = text
        self.link = link
    }

    public init(_ reader: FieldReader) throws {
        alias = reader.text(1) ?? ""
        phone = reader.text(2)
        email = reader.text(3)
        otherContact = reader.text(4)
        text = reader.text(5) ?? ""
        link = reader.text(6)
    }

    public func write(_ writer: inout FieldWriter) {
        writer.text(1, alias)
        writer.text(2, phone)
        writer.text(3, email)
        writer.text(4, otherContact)
        writer.text(5, text)
        writer.text(6, link)
    }
}
