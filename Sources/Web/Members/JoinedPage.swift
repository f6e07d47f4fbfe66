import Alongside
import Kernel
import Markup
import Storage
import Words

/// The first page after joining: into which group somebody came, what they were asked to do, and where each of it begins.
struct JoinedPage: Page {
    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        let say = visit.say
        guard case .member(_, let roles) = visit.actor else { return Sheet("", frame: .desk, content: .empty) }
        let title = say("joined.title", ["group": .text(visit.group.name)])
        let cards = HTML.each(Role.allCases.filter { roles.contains($0) }) { role in
            Card(
                title: say.family("joined.role", role.rawValue),
                "<p>\(say.family("role.hint", role.rawValue))</p>\(Self.beginning(of: role, visit).map { "<p>\(ButtonLink($0.label, to: $0.link))</p>" as HTML })"
            ).html
        }
        return Sheet(
            title, frame: .desk, layout: .settings,
            content: """
                <h1>\(title)</h1><p class="lead">\(say("joined.lead"))</p><div class="cards">\(cards)</div>\
                <p>\(say("joined.again"))</p><p><a href="\(href: visit.to(.sessions))">\(say("desk.menu.sessions"))</a></p>
                """
        )
    }

    /// Where a role begins; nil for those that begin with a message.
    private static func beginning(of role: Role, _ visit: Visit) -> (label: String, link: Here)? {
        let say = visit.say
        return switch role {
        case .neighbour, .helper: nil
        case .intake: (say("joined.intake"), visit.to(.takeIn(.ask)))
        case .dispatcher: (say("joined.dispatcher"), visit.to(.board(BoardFilter())))
        case .treasurer: (say("joined.treasurer"), visit.to(.receipts))
        case .organiser: (say("joined.organiser"), visit.to(.settings))
        }
    }
}
