import Alongside
import Kernel
public import Markup

/// Every page and every form there is. The same enum reads an address and writes it: a link that compiles leads somewhere.
///
/// What a page needs to be allowed stands in `Site+Access.swift`, which page or form it is in `Site+Routes.swift`.
public enum Site: Hashable, Sendable {
    /// The groups of this installation; with one group only, that group.
    case home
    case setUp(token: String)
    case styleGuide
    case asset(String)
    case favicon
    case health
    case ready
    case group(String, GroupSite)
}

/// What stands below a group's own part of the address.
public enum GroupSite: Hashable, Sendable {
    case welcome
    case ask
    case offer
    case crisis
    case whoSeesWhat
    case openBooks
    case signIn
    case signOut
    case link(token: String, LinkSite)
    case desk(DeskSite)
}

/// What the holder of a private link can do.
public enum LinkSite: Hashable, Sendable {
    /// The link's own page: the ask, the offer of help, my promises, an invitation.
    case page
    // The asker's.
    case details, change, withdraw, thank, followUp, complain
    case undo(String)
    // The helper's own page.
    case limits, breather, leaveGroup
    // One task.
    case accept, decline, window, list, arrive, problem, handBack, done, answer
    /// The small picture on the page of an offer, by which it is noted that somebody sees it.
    case seen
    case open(String)
    /// What the group holds about whoever has the link, as a file.
    case copy
}

/// What people with a role do.
public enum DeskSite: Hashable, Sendable {
    case board(BoardFilter)
    case ask(String)
    /// One form of an ask: triage, match, close, reopen, contact, next, link, cap, notes.
    case askDo(String, AskVerb)
    case askOpen(String, field: String)
    /// What a dispatcher does to a match for somebody on the phone.
    case matchDo(String, MatchVerb)
    case undo(String)
    /// An ask by its code word, a name or a number.
    case find
    /// Which holds ran out was seen.
    case lapses
    case messages
    case messageDo(String, MessageVerb)
    case offers
    case offerDo(String, OfferVerb)
    case helpers
    case helper(String)
    case helperDo(String, HelperVerb)
    case complaints
    case complaint(String)
    case receipts
    case receipt(String)
    case receiptPicture(String)
    case receiptDo(String, ReceiptVerb)
    case ledger
    case ledgerDo(LedgerVerb)
    case settings
    case checkup
    /// Work of the program's own that was given up.
    case work
    /// Taking the whole group to another installation.
    case moving
    case movingAgree
    case words
    case zones
    case zonesImport
    case zone(String)
    case places
    case placesImport
    case categories
    case category(String)
    case people
    case invite
    case person(String)
    /// The first page after joining.
    case joined
    case sessions
    case sessionEnd(String)
    /// The form for what somebody says on the phone or on paper, or that a draft fills in.
    case takeIn(TakenIn)
    /// A message becomes a draft.
    case paste
    case imports
    case importPreview
    case importBatch(String)
    case importProblems(String)
    case importUndo(String)
}

public enum AskVerb: String, Hashable, Sendable, CaseIterable { case triage, match, close, reopen, contact, next, link, same }
public enum MatchVerb: String, Hashable, Sendable, CaseIterable {
    case accept, decline, cancel, window, arrive, deliver, fail
    case handBack = "hand-back"
}
public enum MessageVerb: String, Hashable, Sendable, CaseIterable { case open, sent, skip }
public enum OfferVerb: String, Hashable, Sendable, CaseIterable { case helper, withdraw }
public enum HelperVerb: String, Hashable, Sendable, CaseIterable { case trust, block, unblock, link, open, here }
public enum ReceiptVerb: String, Hashable, Sendable, CaseIterable { case approve, open, pay, question, reject, settle }
public enum LedgerVerb: String, Hashable, Sendable, CaseIterable { case entry, pot, advance, reverse }

extension Site: Link {
    public var path: String {
        switch self {
        case .home: "/"
        case .setUp(let token): "/setup/\(token)"
        case .styleGuide: "/styleguide"
        case .asset(let name): "/assets/\(name)"
        case .favicon: "/favicon.ico"
        case .health: "/health"
        case .ready: "/ready"
        case .group(let slug, let site): "/\(slug)" + site.path
        }
    }

    /// Reads an address; nil when there is no such page. `query` is for the few pages that keep their choice in it.
    public init?(path: String, query: [String: String] = [:]) {
        let parts = Self.bare(path).split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        switch (parts.first, parts.count) {
        case (nil, _): self = .home
        case ("setup", 2): self = .setUp(token: parts[1])
        case ("styleguide", 1): self = .styleGuide
        case ("assets", 2): self = .asset(parts[1])
        case ("favicon.ico", 1): self = .favicon
        case ("health", 1): self = .health
        case ("ready", 1): self = .ready
        case (let slug?, _):
            guard !Site.reserved.contains(slug), let site = GroupSite(Array(parts.dropFirst()), query) else { return nil }
            self = .group(slug, site)
        }
    }

    /// Without marks of direction: a link in a right-to-left message stands between two, and phones take the second for a part of it.
    private static func bare(_ path: String) -> String {
        guard path.utf8.contains(0xE2) else { return path }
        return String(path.unicodeScalars.filter { !(0x2066...0x2069).contains($0.value) })
    }

    /// First words that no group may take.
    public static let reserved: Set<String> = [
        "setup", "styleguide", "assets", "favicon.ico", "health", "ready", "leave", "api", "static", "metrics", "robots.txt",
    ]
}

extension GroupSite {
    var path: String {
        switch self {
        case .welcome: ""
        case .ask: "/ask"
        case .offer: "/offer"
        case .crisis: "/crisis"
        case .whoSeesWhat: "/who-sees-what"
        case .openBooks: "/books"
        case .signIn: "/sign-in"
        case .signOut: "/sign-out"
        case .link(let token, let site): "/l/\(token)" + site.path
        case .desk(let site): "/desk" + site.path
        }
    }

    init?(_ parts: [String], _ query: [String: String]) {
        switch (parts.first, parts.count) {
        case (nil, _): self = .welcome
        case ("ask", 1): self = .ask
        case ("offer", 1): self = .offer
        case ("crisis", 1): self = .crisis
        case ("who-sees-what", 1): self = .whoSeesWhat
        case ("books", 1): self = .openBooks
        case ("sign-in", 1): self = .signIn
        case ("sign-out", 1): self = .signOut
        case ("l", 2...3), ("l", 4):
            guard let site = LinkSite(Array(parts.dropFirst(2))) else { return nil }
            self = .link(token: parts[1], site)
        case ("desk", _):
            guard let site = DeskSite(Array(parts.dropFirst()), query) else { return nil }
            self = .desk(site)
        default: return nil
        }
    }
}

extension LinkSite {
    private static let words: [(LinkSite, String)] = [
        (.details, "details"), (.change, "change"), (.withdraw, "withdraw"), (.thank, "thank"), (.followUp, "how-was-it"),
        (.complain, "complain"), (.limits, "limits"), (.breather, "breather"), (.leaveGroup, "leave-group"), (.accept, "accept"),
        (.decline, "decline"), (.window, "window"), (.list, "list"), (.arrive, "arrive"), (.problem, "problem"), (.handBack, "hand-back"),
        (.done, "done"), (.answer, "answer"), (.seen, "seen.svg"), (.copy, "my-data.json"),
    ]

    var path: String {
        switch self {
        case .page: ""
        case .undo(let id): "/undo/\(id)"
        case .open(let field): "/open/\(field)"
        default: "/" + (LinkSite.words.first { $0.0 == self }?.1 ?? "")
        }
    }

    init?(_ parts: [String]) {
        switch (parts.first, parts.count) {
        case (nil, _): self = .page
        case ("undo", 2): self = .undo(parts[1])
        case ("open", 2): self = .open(parts[1])
        case (let word?, 1):
            guard let found = LinkSite.words.first(where: { $0.1 == word }) else { return nil }
            self = found.0
        default: return nil
        }
    }
}

extension DeskSite {
    var path: String {
        switch self {
        case .board(let filter): filter.query
        case .ask(let id): "/asks/\(id)"
        case .askDo(let id, let verb): "/asks/\(id)/\(verb.rawValue)"
        case .askOpen(let id, let field): "/asks/\(id)/open/\(field)"
        case .matchDo(let id, let verb): "/matches/\(id)/\(verb.rawValue)"
        case .undo(let id): "/undo/\(id)"
        case .find: "/find"
        case .lapses: "/lapses"
        case .messages: "/send"
        case .messageDo(let id, let verb): "/send/\(id)/\(verb.rawValue)"
        case .offers: "/offers"
        case .offerDo(let id, let verb): "/offers/\(id)/\(verb.rawValue)"
        case .helpers: "/helpers"
        case .helper(let id): "/helpers/\(id)"
        case .helperDo(let id, let verb): "/helpers/\(id)/\(verb.rawValue)"
        case .complaints: "/complaints"
        case .complaint(let id): "/complaints/\(id)"
        case .receipts: "/receipts"
        case .receipt(let id): "/receipts/\(id)"
        case .receiptPicture(let id): "/receipts/\(id)/picture"
        case .receiptDo(let id, let verb): "/receipts/\(id)/\(verb.rawValue)"
        case .ledger: "/ledger"
        case .ledgerDo(let verb): "/ledger/\(verb.rawValue)"
        case .settings: "/settings"
        case .checkup: "/settings/checkup"
        case .work: "/settings/work"
        case .moving: "/settings/move"
        case .movingAgree: "/settings/move/agree"
        case .words: "/settings/words"
        case .zones: "/settings/zones"
        case .zonesImport: "/settings/zones/import"
        case .zone(let id): "/settings/zones/\(id)"
        case .places: "/settings/places"
        case .placesImport: "/settings/places/import"
        case .categories: "/settings/categories"
        case .category(let id): "/settings/categories/\(id)"
        case .people: "/settings/people"
        case .invite: "/settings/people/invite"
        case .person(let id): "/settings/people/\(id)"
        case .joined: "/welcome"
        case .sessions: "/sessions"
        case .sessionEnd(let id): "/sessions/\(id)"
        case .takeIn(let what): "/take-in/\(what.rawValue)"
        case .paste: "/paste"
        case .imports: "/import"
        case .importPreview: "/import/preview"
        case .importBatch(let id): "/import/\(id)"
        case .importProblems(let id): "/import/\(id)/problems.csv"
        case .importUndo(let id): "/import/\(id)/undo"
        }
    }

    init?(_ parts: [String], _ query: [String: String]) {
        let second = parts.count > 1 ? parts[1] : ""
        let third = parts.count > 2 ? parts[2] : ""
        switch (parts.first, parts.count) {
        case (nil, _): self = .board(BoardFilter(query))
        case ("asks", 2): self = .ask(second)
        case ("asks", 3):
            guard let verb = AskVerb(rawValue: third) else { return nil }
            self = .askDo(second, verb)
        case ("asks", 4) where third == "open": self = .askOpen(second, field: parts[3])
        case ("matches", 3):
            guard let verb = MatchVerb(rawValue: third) else { return nil }
            self = .matchDo(second, verb)
        case ("undo", 2): self = .undo(second)
        case ("find", 1): self = .find
        case ("lapses", 1): self = .lapses
        case ("send", 1): self = .messages
        case ("send", 3):
            guard let verb = MessageVerb(rawValue: third) else { return nil }
            self = .messageDo(second, verb)
        case ("offers", 1): self = .offers
        case ("offers", 3):
            guard let verb = OfferVerb(rawValue: third) else { return nil }
            self = .offerDo(second, verb)
        case ("helpers", 1): self = .helpers
        case ("helpers", 2): self = .helper(second)
        case ("helpers", 3):
            guard let verb = HelperVerb(rawValue: third) else { return nil }
            self = .helperDo(second, verb)
        case ("complaints", 1): self = .complaints
        case ("complaints", 2): self = .complaint(second)
        case ("receipts", 1): self = .receipts
        case ("receipts", 2): self = .receipt(second)
        case ("receipts", 3):
            if third == "picture" {
                self = .receiptPicture(second)
            } else {
                guard let verb = ReceiptVerb(rawValue: third) else { return nil }
                self = .receiptDo(second, verb)
            }
        case ("ledger", 1): self = .ledger
        case ("ledger", 2):
            guard let verb = LedgerVerb(rawValue: second) else { return nil }
            self = .ledgerDo(verb)
        case ("settings", _):
            guard let site = DeskSite.settings(second, third, parts.count) else { return nil }
            self = site
        case ("welcome", 1): self = .joined
        case ("sessions", 1): self = .sessions
        case ("sessions", 2): self = .sessionEnd(second)
        case ("take-in", 2):
            guard let what = TakenIn(rawValue: second) else { return nil }
            self = .takeIn(what)
        case ("paste", 1): self = .paste
        case ("import", 1): self = .imports
        case ("import", 2): self = second == "preview" ? .importPreview : .importBatch(second)
        case ("import", 3) where third == "problems.csv": self = .importProblems(second)
        case ("import", 3) where third == "undo": self = .importUndo(second)
        default: return nil
        }
    }

    private static func settings(_ second: String, _ third: String, _ count: Int) -> DeskSite? {
        switch (second, count) {
        case ("", 1): .settings
        case ("words", 2): .words
        case ("checkup", 2): .checkup
        case ("work", 2): .work
        case ("move", 2): .moving
        case ("move", 3): third == "agree" ? .movingAgree : nil
        case ("zones", 2): .zones
        case ("zones", 3): third == "import" ? .zonesImport : .zone(third)
        case ("places", 2): .places
        case ("places", 3): third == "import" ? .placesImport : nil
        case ("categories", 2): .categories
        case ("categories", 3): .category(third)
        case ("people", 2): .people
        case ("people", 3): third == "invite" ? .invite : .person(third)
        default: nil
        }
    }
}
