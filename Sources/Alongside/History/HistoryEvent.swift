public import Kernel
import Sealing

/// What was done: who, when, which verb, to what. Never from which address or device. The detail is sealed with its subject and dies with it.
public struct HistoryEvent: Sendable {
    public let at: Instant
    public let actor: String
    public let person: ID<Person>?
    public let verb: Verb
    public let detail: String?

    /// Everything that leaves a row. The catalog says each as a sentence (`history.<verb>`).
    public enum Verb: String, Sendable, CaseIterable {
        case asked, detailed, changed, withdrawn, triaged, contacted, matched, proposed, told, accepted, declined, lapsed
        case handedBack = "handed_back"
        case shopping, arrived, delivered, failed, closed, reopened
        case receiptSent = "receipt_sent"
        case receiptApproved = "receipt_approved"
        case receiptPaid = "receipt_paid"
        case receiptRejected = "receipt_rejected"
        case receiptQuestion = "receipt_question"
        case receiptAnswered = "receipt_answered"
        case thanked
        case thanksPassed = "thanks_passed"
        case followedUp = "followed_up"
        case complained
        case complaintClosed = "complaint_closed"
        case offered
        case offerChanged = "offer_changed"
        case offerWithdrawn = "offer_withdrawn"
        case joined, left, rested
        case stillHere = "still_here"
        case limitsChanged = "limits_changed"
        case trustSet = "trust_set"
        case pairBlocked = "pair_blocked"
        case roleGiven = "role_given"
        case roleEnded = "role_ended"
        case invited
        case signedIn = "signed_in"
        case sessionEnded = "session_ended"
        case linkReplaced = "link_replaced"
        case groupFounded = "group_founded"
        case rulesChanged = "rules_changed"
        case categoryChanged = "category_changed"
        case zoneChanged = "zone_changed"
        case placesImported = "places_imported"
        case ledgerWritten = "ledger_written"
        case imported
        case importUndone = "import_undone"
        case workSettled = "work_settled"
        case undone, erased, forgotten
        case sameAsk = "same_ask"
        case samePerson = "same_person"
        case buddyKept = "buddy_kept"
        case codeKept = "code_kept"
        case codeWritten = "code_written"
        case codeEntrusted = "code_entrusted"
        case codeDoubted = "code_doubted"
        case releaseAsked = "release_asked"
        case releaseStopped = "release_stopped"
        case movedOut = "moved_out"
        case movedIn = "moved_in"
    }
}

/// The sealed words beside an event.
struct HistoryDetail: SealedRecord {
    static let field = "history.detail"
    var text: String

    init(text: String) { self.text = text }
    init(_ reader: FieldReader) throws { text = reader.text(1) ?? "" }
    func write(_ writer: inout FieldWriter) { writer.text(1, text) }
}
