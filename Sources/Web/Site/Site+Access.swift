public import Alongside

/// Who may come to a page or send a form. Every case has a rule, because the switch has no default.
public enum Access: Hashable, Sendable {
    /// Everybody.
    case anyone
    /// The holder of a private link of one of these kinds.
    case link(Set<PrivateLink.Purpose>)
    /// A signed-in person one of whose roles has this ability.
    case ability(Ability)
    /// A signed-in person whose roles have all of these together.
    case abilities(Set<Ability>)
    /// Any signed-in person.
    case member
}

extension Site {
    public var access: Access {
        switch self {
        case .home, .styleGuide, .asset, .favicon, .health, .ready, .setUp: .anyone
        case .group(_, let site): site.access
        }
    }
}

extension GroupSite {
    var access: Access {
        switch self {
        case .welcome, .ask, .offer, .crisis, .whoSeesWhat, .openBooks, .signIn, .signOut: .anyone
        case .link(_, let site): site.access
        case .desk(let site): site.access
        }
    }
}

extension LinkSite {
    var access: Access {
        switch self {
        case .page: .link([.asker, .helper, .match, .invitation, .signIn])
        case .details, .change, .thank, .followUp, .complain: .link([.asker])
        case .withdraw, .undo: .link([.asker])
        case .limits, .breather, .leaveGroup: .link([.helper])
        case .copy: .link([.asker, .helper])
        case .accept, .decline, .window, .list, .arrive, .problem, .handBack, .done, .answer, .seen, .open: .link([.match])
        }
    }
}

extension DeskSite {
    var access: Access {
        switch self {
        case .board, .find: .ability(.readBoard)
        case .ask: .ability(.readAsk)
        case .askDo(_, let verb):
            switch verb {
            case .triage, .close, .reopen, .contact, .link, .same: .ability(.triage)
            case .match, .next: .ability(.match)
            }
        case .askOpen: .ability(.reveal)
        case .matchDo, .lapses: .ability(.match)
        case .undo: .ability(.triage)
        case .messages, .messageDo: .ability(.send)
        case .offers: .ability(.seeHelpers)
        case .offerDo: .ability(.guideHelpers)
        case .helpers, .helper: .ability(.seeHelpers)
        case .helperDo(_, let verb):
            switch verb {
            // The answer is the helper's page with the contact opened.
            case .open: .abilities([.seeHelpers, .reveal])
            case .trust, .block, .unblock, .link, .here: .ability(.guideHelpers)
            }
        case .complaints, .complaint: .ability(.hearComplaints)
        case .receipts, .receipt, .receiptPicture: .ability(.seeReceipts)
        case .receiptDo: .ability(.repay)
        case .ledger: .ability(.seeLedger)
        case .ledgerDo: .ability(.keepLedger)
        case .settings, .checkup, .work, .words, .zones, .zonesImport, .zone, .places, .placesImport, .categories, .category: .ability(.setRules)
        // Everyone with a role may look, and say no.
        case .moving: .ability(.ownSessions)
        case .movingAgree: .ability(.release)
        case .people, .invite, .person: .ability(.invite)
        case .joined, .sessions, .sessionEnd: .ability(.ownSessions)
        case .takeIn, .paste: .ability(.triage)
        case .imports, .importPreview, .importBatch, .importProblems, .importUndo: .ability(.importSheet)
        }
    }
}
