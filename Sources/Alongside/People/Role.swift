/// What a person does here. Everyone is a neighbour; the other roles are given, and can be taken up and laid down (requirement 1.6).
public enum Role: String, Sendable, CaseIterable {
    /// Everyone: asks and offers, by form or private link.
    case neighbour
    /// Says yes to tasks, by private link.
    case helper
    /// Takes asks in for others.
    case intake
    /// Triages, matches, tells people.
    case dispatcher
    /// Repays and keeps the ledger.
    case treasurer
    /// Sets the group up and gives roles.
    case organiser
}

/// One thing that somebody may or may not do at the desk.
public enum Ability: String, Sendable, CaseIterable {
    /// See the board: aliases, code words, states.
    case readBoard
    /// Read one ask in full, without its contact and street.
    case readAsk
    /// Open a contact, a street or a door: each time a reveal row.
    case reveal
    /// Decide urgency, zone, cost path and scope.
    case triage
    /// Confirm who is asked to help.
    case match
    /// Send what waits to be sent by hand.
    case send
    /// See helpers, their limits and trust steps.
    case seeHelpers
    /// Set a helper's trust step, block a pair.
    case guideHelpers
    /// Read a complaint that does not name oneself.
    case hearComplaints
    /// See receipts and their pictures.
    case seeReceipts
    /// Approve a receipt and pay it.
    case repay
    /// Write the ledger: donations, advances, corrections.
    case keepLedger
    /// See the ledger with its kinds and pots.
    case seeLedger
    /// Change the group's rules, words, zones and categories.
    case setRules
    /// Invite people, give and end roles, end sessions.
    case invite
    /// Bring in a sheet.
    case importSheet
    /// Agree that the whole group is taken elsewhere.
    case release
    /// See and end one's own sessions; say no to what concerns everybody with a role.
    case ownSessions
}

extension Role {
    /// The one table of who may do what. A role that is not asked for here may not.
    public var abilities: Set<Ability> {
        switch self {
        case .neighbour, .helper:
            []
        case .intake:
            [.readBoard, .readAsk, .reveal, .triage, .ownSessions]
        case .dispatcher:
            [.readBoard, .readAsk, .reveal, .triage, .match, .send, .seeHelpers, .guideHelpers, .hearComplaints, .seeLedger, .ownSessions]
        case .treasurer:
            [.seeReceipts, .repay, .keepLedger, .seeLedger, .ownSessions]
        case .organiser:
            [
                .readBoard, .readAsk, .triage, .seeHelpers, .guideHelpers, .hearComplaints, .seeLedger, .setRules, .invite, .importSheet, .release,
                .ownSessions,
            ]
        }
    }
}
