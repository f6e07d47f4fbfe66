import Alongside
import Kernel
import Sealing

/// One ask as the town's author wants it to go, and how far it has come.
struct AskStory: Sendable {
    /// How it ends when nothing comes between.
    enum Fate: Sendable {
        case met
        case outOfScope
        case withdrawn(Stage)
        case closed(Ask.Closing)
        /// The first helper hands it back, the next one does it.
        case handedBack
        /// Nobody home the first time.
        case retried
        /// At the door it turns out that nobody needs it any more.
        case notWanted
        /// The first helper cannot go on; a dispatcher looks for another.
        case cannotGoOn
        /// Left with a neighbour.
        case neighbour
    }

    enum Stage: Sendable { case new, open, accepted }

    /// What a helper says who was asked.
    enum Answer: Sendable { case yes, no, silence }

    /// The steps whose times are given for asks that stand half-way at the end.
    enum Step: Int, Sendable { case triage, match, tell, answer, shop, arrive, deliver, repay }

    /// What the treasurer does with its receipt, where that is given.
    enum Repayment: Sendable { case leave, question, approve, reject }

    /// For asks of the last days: when each step happens. A step that is not there does not happen.
    struct Present: Sendable {
        var steps: [Step: Instant]
        /// When the helper comes; nil leaves it to chance.
        var windowFrom: Instant?
        var repayment: Repayment = .leave
        /// It belongs to no zone, and triage leaves it so.
        var unplaced = false
        /// The receipt has the same picture as another one.
        var picture = false
    }

    var neighbour: MadeUpNeighbours.Neighbour
    var category: String
    var words: String
    var createdAt: Instant
    var urgency: Ask.Urgency
    var costPath: Ask.CostPath
    var fate: Fate
    var hasDetails: Bool
    /// How many helpers the dispatcher puts into the order.
    var order: Int
    /// What the first ones say; after them chance decides.
    var answers: [Answer] = []
    var complains = false
    var present: Present?

    // How far it has come.
    var id: ID<Ask>?
    var token: LinkToken?
    /// How often a dispatcher has looked for somebody.
    var tries = 0
    var promise: Promise?
    /// The trouble of its fate has happened.
    var isThrough = false

    /// Of those who complain every other has been heard by now.
    func isHeard(_ index: Int) -> Bool { !complains || index.isMultiple(of: 2) }

    /// Who has said yes.
    struct Promise: Sendable {
        let match: ID<Match>
        let helper: ID<Person>
        let token: LinkToken
    }
}
