/// Every kind of address that `Site` knows, once. A new case of `Site` does not compile until it has a kind here, and a new kind not until the tour
/// leads there.
public enum SiteKind: String, Sendable, CaseIterable {
    case home, setUp, styleGuide, asset, favicon, health, ready
    case welcome, ask, offer, crisis, whoSeesWhat, openBooks, signIn, signOut
    case link, details, change, withdraw, thank, followUp, complain, linkUndo
    case limits, breather, leaveGroup, accept, decline, window, list, arrive, problem, handBack, done, answer, seen, open, copy
    case board, askDesk, askDo, askOpen, matchDo, undo, find, lapses, messages, messageDo, offers, offerDo, helpers, helper, helperDo, complaints
    case complaint
    case receipts, receipt, receiptPicture, receiptDo, ledger, ledgerDo
    case settings, checkup, work, moving, movingAgree, words, zones, zonesImport, zone, places, placesImport, categories, category, people, invite,
        person, joined, sessions,
        sessionEnd
    case takeIn, paste
    case imports, importPreview, importBatch, importProblems, importUndo
}

extension Site {
    public var kind: SiteKind {
        switch self {
        case .home: .home
        case .setUp: .setUp
        case .styleGuide: .styleGuide
        case .asset: .asset
        case .favicon: .favicon
        case .health: .health
        case .ready: .ready
        case .group(_, let site): site.kind
        }
    }
}

extension GroupSite {
    var kind: SiteKind {
        switch self {
        case .welcome: .welcome
        case .ask: .ask
        case .offer: .offer
        case .crisis: .crisis
        case .whoSeesWhat: .whoSeesWhat
        case .openBooks: .openBooks
        case .signIn: .signIn
        case .signOut: .signOut
        case .link(_, let site): site.kind
        case .desk(let site): site.kind
        }
    }
}

extension LinkSite {
    var kind: SiteKind {
        switch self {
        case .page: .link
        case .details: .details
        case .change: .change
        case .withdraw: .withdraw
        case .thank: .thank
        case .followUp: .followUp
        case .complain: .complain
        case .undo: .linkUndo
        case .limits: .limits
        case .breather: .breather
        case .leaveGroup: .leaveGroup
        case .accept: .accept
        case .decline: .decline
        case .window: .window
        case .list: .list
        case .arrive: .arrive
        case .problem: .problem
        case .handBack: .handBack
        case .done: .done
        case .answer: .answer
        case .seen: .seen
        case .open: .open
        case .copy: .copy
        }
    }
}

extension DeskSite {
    var kind: SiteKind {
        switch self {
        case .board: .board
        case .ask: .askDesk
        case .askDo: .askDo
        case .askOpen: .askOpen
        case .matchDo: .matchDo
        case .undo: .undo
        case .find: .find
        case .lapses: .lapses
        case .messages: .messages
        case .messageDo: .messageDo
        case .offers: .offers
        case .offerDo: .offerDo
        case .helpers: .helpers
        case .helper: .helper
        case .helperDo: .helperDo
        case .complaints: .complaints
        case .complaint: .complaint
        case .receipts: .receipts
        case .receipt: .receipt
        case .receiptPicture: .receiptPicture
        case .receiptDo: .receiptDo
        case .ledger: .ledger
        case .ledgerDo: .ledgerDo
        case .settings: .settings
        case .checkup: .checkup
        case .work: .work
        case .moving: .moving
        case .movingAgree: .movingAgree
        case .words: .words
        case .zones: .zones
        case .zonesImport: .zonesImport
        case .zone: .zone
        case .places: .places
        case .placesImport: .placesImport
        case .categories: .categories
        case .category: .category
        case .people: .people
        case .invite: .invite
        case .person: .person
        case .joined: .joined
        case .sessions: .sessions
        case .sessionEnd: .sessionEnd
        case .takeIn: .takeIn
        case .paste: .paste
        case .imports: .imports
        case .importPreview: .importPreview
        case .importBatch: .importBatch
        case .importProblems: .importProblems
        case .importUndo: .importUndo
        }
    }
}
