import Alongside

/// What of a folder the tour is shown: one of each, as it stands in addresses.
public struct TourStops: Sendable {
    public var group = ""
    public var ask = "", match = "", helper = "", offer = "", message = "", complaint = "", receipt = "", zone = "", category = "", person = ""
    public var batch = ""
    /// A step at the desk that can be taken back, and somebody's session.
    public var undo = "", session = ""
    /// The asks of the task that is offered and of the one that is promised.
    public var offeredAsk = "", promisedAsk = ""
    /// The match that is offered; `match` is the one that is promised.
    public var proposal = ""
    /// A receipt to be decided and one to be paid; and the link of a task about whose receipt something is asked.
    public var submitted = "", approved = "", questioned = ""
    /// The link of an ask that was withdrawn, and the step back; empty where that is longer ago than it can be taken back.
    public var withdrawn = "", withdrawal = ""
    /// The private links, each made for the tour: of an ask that lives, of one that is done, of an offer, of a helper's own page, of a task that is
    /// offered and of one that is promised, an invitation, and one that signs in.
    public var living = "", finished = "", offered = "", helping = "", proposed = "", promised = "", invitation = "", signIn = ""

    public init() {}
}

/// Goes through every address that is a page: for tests and pictures of each.
public struct SiteTour: Sendable {
    public struct Stop: Sendable {
        /// One of its own for each page.
        public let name: String
        public let site: Site
        /// Whose private link stands in the path, or which member sees it; nil for everybody.
        public let role: String?
    }

    let stops: TourStops

    public init(_ stops: TourStops) { self.stops = stops }

    /// A kind that has no page in a folder with a group: the first one is founded once.
    static let unreachable: Set<SiteKind> = [.setUp]

    /// Every page with a real address.
    public var pages: [Stop] {
        SiteKind.allCases.filter { !Self.unreachable.contains($0) }.flatMap { kind in
            sites(of: kind).filter { $0.site.page != nil }.map { shown in
                let name = kind.rawValue + (shown.variant.map { "-" + $0 } ?? "")
                return Stop(name: name, site: shown.site, role: shown.role ?? Self.role(shown.site.access))
            }
        }
    }

    typealias Shown = (site: Site, variant: String?, role: String?)

    /// Every address of a kind that may be a page.
    func sites(of kind: SiteKind) -> [Shown] {
        switch kind {
        case .home: [(.home, nil, nil)]
        case .setUp: [(.setUp(token: stops.signIn), nil, nil)]
        case .styleGuide: [(.styleGuide, nil, nil)]
        case .asset: [(.asset("alongside.css"), nil, nil)]
        case .favicon: [(.favicon, nil, nil)]
        case .health: [(.health, nil, nil)]
        case .ready: [(.ready, nil, nil)]
        case .welcome: street(.welcome)
        case .ask: street(.ask)
        case .offer: street(.offer)
        case .crisis: street(.crisis)
        case .whoSeesWhat: street(.whoSeesWhat)
        case .openBooks: street(.openBooks)
        case .signIn: street(.signIn)
        case .signOut: street(.signOut)
        case .link: links
        case .details: link(stops.living, .details)
        case .change: link(stops.living, .change) + link(stops.offered, .change, "offer")
        case .withdraw: link(stops.living, .withdraw)
        case .thank: link(stops.finished, .thank)
        case .followUp: link(stops.finished, .followUp)
        case .complain: link(stops.finished, .complain)
        case .linkUndo: stops.withdrawn.isEmpty ? link(stops.living, .undo(stops.undo)) : link(stops.withdrawn, .undo(stops.withdrawal))
        case .limits: link(stops.helping, .limits)
        case .breather: link(stops.helping, .breather)
        case .leaveGroup: link(stops.helping, .leaveGroup)
        case .accept: link(stops.proposed, .accept)
        case .decline: link(stops.proposed, .decline)
        case .window: link(stops.promised, .window)
        case .list: link(stops.promised, .list)
        case .arrive: link(stops.promised, .arrive)
        case .problem: link(stops.promised, .problem)
        case .handBack: link(stops.promised, .handBack)
        case .done: link(stops.promised, .done)
        case .answer: link(stops.questioned.isEmpty ? stops.promised : stops.questioned, .answer)
        case .seen: link(stops.promised, .seen)
        case .copy: link(stops.living, .copy)
        case .open: link(stops.promised, .open("street"))
        case .board, .askDesk, .askDo, .askOpen, .matchDo, .undo, .find, .lapses, .messages, .messageDo, .offers, .offerDo, .helpers, .helper,
            .helperDo,
            .complaints, .complaint, .receipts, .receipt, .receiptPicture, .receiptDo, .ledger, .ledgerDo, .settings, .checkup, .work, .moving,
            .movingAgree, .words,
            .zones,
            .zonesImport, .zone, .places, .placesImport, .categories, .category, .people, .invite, .person, .joined, .sessions, .sessionEnd, .takeIn,
            .paste,
            .imports,
            .importPreview, .importBatch, .importProblems, .importUndo:
            desk(kind).map { ($0.site, $0.variant, nil) }
        }
    }

    /// The private links themselves: each kind of link is another page.
    private var links: [Shown] {
        link(stops.living, .page, "ask") + link(stops.finished, .page, "ask-done") + link(stops.offered, .page, "offer")
            + link(stops.helping, .page, "helper", role: "helper") + link(stops.proposed, .page, "task-offered", role: "match")
            + link(stops.promised, .page, "task-promised", role: "match") + link(stops.questioned, .page, "task-question", role: "match")
            + link(stops.invitation, .page, "invitation", role: "invitation")
            + link(stops.signIn, .page, "sign-in", role: "signIn")
    }

    private func street(_ site: GroupSite) -> [Shown] { [(.group(stops.group, site), nil, nil)] }

    private func link(_ token: String, _ site: LinkSite, _ variant: String? = nil, role: String? = nil) -> [Shown] {
        token.isEmpty ? [] : [(.group(stops.group, .link(token: token, site)), variant, role)]
    }

    /// Who is sent to a page with this rule: the members that a demo town has links for.
    private static func role(_ access: Access) -> String? {
        switch access {
        case .anyone: nil
        case .link(let purposes): purposes.contains(.asker) ? "asker" : purposes.contains(.helper) ? "helper" : "match"
        case .member: "dispatcher"
        case .ability(let ability): role([ability])
        case .abilities(let abilities): role(abilities)
        }
    }

    /// The demo town's dispatcher is an organiser too.
    private static func role(_ abilities: Set<Ability>) -> String {
        abilities.isSubset(of: Role.organiser.abilities.union(Role.dispatcher.abilities)) ? "dispatcher" : "treasurer"
    }
}
