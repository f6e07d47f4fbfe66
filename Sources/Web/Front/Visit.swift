public import Alongside
public import Foundation
import Images
public import Kernel
public import Markup
public import Sealing
public import Storage
public import Words

/// One request, understood: which page, of which group, by whom, in which language. Pages and actions get this and nothing else.
public struct Visit: Sendable {
    public let house: House
    public let site: Site
    public let request: WebRequest
    /// Nil outside every group.
    public let knownGroup: Group?
    public let actor: Actor
    /// The private link in the address, with its token.
    public let link: (link: PrivateLink, token: LinkToken)?
    public let session: (id: ID<Session>, token: LinkToken, lastDay: Day)?
    public let say: Wording
    /// The language was chosen in the address, so links go on with it.
    let languageChosen: Bool
    /// The page says what went wrong at an address that is not `site`'s.
    var isProblem = false
    /// For the desk's menu.
    var counts: DeskCounts?
    /// Above the desk's pages.
    var news: DeskNews?
    /// A fresh one-time key for the forms of this page.
    public let once: OnceKey
    public let now: Instant
    let assets: Assets
    /// For pictures of receipts; it works outside every transaction.
    let pictures: PictureReader

    /// The group; pages below a group's address always have one.
    public var group: Group {
        guard let knownGroup else { preconditionFailure("a page outside every group asked for its group") }
        return knownGroup
    }

    public var zone: TimeZone { group.timeZone }

    /// The person with the session or behind the link.
    public var person: ID<Person>? { actor.person }

    /// The holder of a session; throws for anybody else.
    public func member() throws -> ID<Person> {
        guard case .member(let person, _) = actor else { throw Problem.forbidden() }
        return person
    }

    /// The key with which this visit's link reads its own subject.
    public func linkedSubjectKey(_ connection: any Connection) throws -> SealingKey {
        guard let link, let subject = link.link.subject else { throw Problem.missing() }
        return try house.vault.key(of: subject, in: group.id, by: link.link.id, link.token.key, connection)
    }

    /// Turns the ID in an address into one of ours; anything else is a page that is not there.
    public func id<Noun>(_ text: String, of _: Noun.Type = Noun.self) throws -> ID<Noun> {
        guard let id = ID<Noun>(text: text) else { throw Problem.missing() }
        return id
    }

    // MARK: Links

    /// A page of this group, in the language the reader chose.
    public func to(_ page: GroupSite) -> Here { Here(.group(group.slug, page), language: languageChosen ? say.language : nil) }

    public func to(_ page: DeskSite) -> Here { to(.desk(page)) }

    /// A page of the private link in the address.
    public func to(_ page: LinkSite) -> Here { to(.link(token: link?.token.text ?? "", page)) }

    /// This page in another language; from where it was opened stays known.
    func inLanguage(_ language: LanguageTag) -> any Link {
        guard !isProblem else { return SameAddress(in: language) }
        var here = Here(site, language: language)
        if let board { here.marks.append((name: "from", value: board.mark)) }
        if case .setUp = site, let step = request.query["step"].flatMap({ Int($0) }) { here.marks.append((name: "step", value: String(step))) }
        if request.query[ForSomebody.mark.name] == ForSomebody.mark.value { here.marks.append(ForSomebody.mark) }
        if let ask = request.query["ask"].flatMap({ ID<Ask>(text: $0) }) { here.marks.append((name: "ask", value: ask.text)) }
        return here
    }

    /// A whole address, for messages and invitations.
    public func address(of page: GroupSite) -> String { house.publicURL + Site.group(group.slug, page).path }

    /// What a form must carry so that another site cannot send it in this person's name.
    var formToken: String? { session.map { Base32.encode(Digest.hmac(Array("form".utf8), under: $0.token.key)) } }
}

/// A link to a page in a language.
public struct Here: Link {
    let site: Site
    let language: LanguageTag?
    var fragment: String?
    var undo: String?
    /// What else the page is told: words and numbers of ours, which need no escaping.
    var marks: [(name: String, value: String)] = []

    init(_ site: Site, language: LanguageTag?) {
        self.site = site
        self.language = language
    }

    public var path: String {
        var out = site.path
        // By bytes: a page has dozens of links, and Foundation's search takes its time.
        var mark = out.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        if let language {
            out += "\(mark)in=\(language.text)"
            mark = "&"
        }
        for (name, value) in marks + (undo.map { [(name: "undo", value: $0)] } ?? []) {
            out += "\(mark)\(name)=\(value)"
            mark = "&"
        }
        if let fragment { out += "#\(fragment)" }
        return out
    }
}

/// The address that the browser shows, in another language: also one that is none of ours, or that nobody may know of.
struct SameAddress: Link {
    let path: String

    init(in language: LanguageTag) { path = "?in=\(language.text)" }
}

/// The numbers in the desk's menu.
public struct DeskCounts: Sendable {
    public var triage: Int
    public var toSend: Int
    public var receipts: Int
    public var complaints: Int
}

extension Visit {
    /// The hidden fields of every form: its one-time key, and the session's token where there is a session.
    public var hidden: [(name: String, value: String)] {
        [(name: "once", value: once.text)] + (formToken.map { [(name: "form-token", value: $0)] } ?? [])
    }
}
