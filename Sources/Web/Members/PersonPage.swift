import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// One person of the group: the roles they hold, to be given and ended; a new way in; their sessions.
struct PersonPage: Page {
    let id: String
    var typed = Typed()

    struct Model: Sendable {
        let member: Member
        let sessions: [Session]
        let organisers: [ID<Person>]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let person: ID<Person> = try visit.id(id)
        let group = visit.group.id
        guard let member = try MemberStore.with(id: person, in: visit.house, group: group, connection) else { throw Problem.missing() }
        return Model(
            member: member, sessions: try SessionStore.all(of: person, at: visit.now, in: group, connection),
            organisers: try PersonStore.holding(.organiser, in: group, connection)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let name = model.member.card?.alias ?? say("members.forgotten")
        let hasDesk = model.member.roles.keys.contains { $0.abilities.contains(.ownSessions) }
        return Sheet(
            name, frame: .desk, layout: .settings,
            content: """
                \(SettingsParts.done(visit))<p><a href="\(href: visit.to(.people))">\(say("members.back"))</a></p><h1><bdi>\(name)</bdi></h1>\
                \(Problems.summary(typed, visit))\(roles(model, visit))\(give(model, visit))\
                \(HTML.when(hasDesk) { "\(wayIn(model, visit))\(sessions(model, visit))" })
                """
        )
    }

    private func roles(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let held = Role.allCases.filter { model.member.roles[$0] != nil }
        guard !held.isEmpty else { return "<p>\(say("members.role.none"))</p>" }
        let rows = HTML.each(held) { role in
            let since = model.member.roles[role].map { say("members.role.since", ["day": .made(say.date($0, zone: visit.zone))]) } ?? ""
            let isLast = role == .organiser && model.organisers.count < 2
            let name = say.family("role.name", role.rawValue)
            let end =
                isLast
                ? "<p class=\"detail\">\(say("members.role.last"))</p>"
                : SettingsParts.button(
                    visit, say("members.role.end"), .quiet, do: "end", at: visit.to(.person(id)), about: name, [("role", role.rawValue)]
                )
            return "<li><p><strong>\(name)</strong> <span class=\"detail\">\(since)</span></p>\(end)</li>"
        }
        return Card(title: say("members.roles"), "<ul class=\"stack\">\(rows)</ul>").html
    }

    private func give(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let left = InviteMember.roles.filter { model.member.roles[$0] == nil }
        guard !left.isEmpty, model.member.card != nil else { return .empty }
        let choices = left.map { Choice($0.rawValue, say.family("role.name", $0.rawValue), hint: say.family("role.hint", $0.rawValue)) }
        let fields: HTML = """
            \(RadioCards("role", legend: say("members.role.which"), choices: choices, problem: typed.problem("role", visit)))\
            \(Button(say("members.role.give"), .secondary, wide: false))
            """
        return Card(
            title: say("members.role.give.title"), "\(Form(to: visit.to(.person(id)), hidden: SettingsParts.hidden(visit, do: "give"), fields))"
        ).html
    }

    private func wayIn(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        return Card(
            title: say("members.wayIn.title"), detail: say("members.wayIn.detail"),
            SettingsParts.button(visit, say("members.wayIn.button"), do: "link", at: visit.to(.person(id)))
        ).html
    }

    private func sessions(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let count = say("members.sessions.count", ["count": .count(model.sessions.count)])
        let button: HTML =
            model.sessions.isEmpty
            ? .empty
            : SettingsParts.button(visit, say("members.sessions.end"), .danger, do: "sessions", at: visit.to(.person(id)))
        return Card(title: say("sessions.title"), detail: count, button).html
    }
}

struct PersonAction: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if let answer = try await SettingsParts.undo(form, visit) { return answer }
        let person: ID<Person> = try visit.id(id)
        let house = visit.house
        let group = visit.group.id
        switch form["do"] {
        case "give":
            guard let role = Role(rawValue: form["role"]) else { throw Problem.invalid("role", "problem.choice") }
            try await house.database.write { transaction in
                try GiveRole(role, to: person).run(transaction, in: house, group: group, by: visit.actor)
            }
            return .go(visit.to(.person(id)))
        case "end":
            guard let role = Role(rawValue: form["role"]) else { throw Problem.missing() }
            let undo = try await house.database.write { transaction in
                try EndRole(role, of: person).run(transaction, in: house, group: group, by: visit.actor)
            }
            // Who ends their own last role may not come back here.
            let stays = visit.person != person || visit.actor.roles.subtracting([role]).contains { $0.abilities.contains(.invite) }
            return stays ? SettingsParts.saved(visit, .person(id), undo: undo) : .go(visit.to(.welcome))
        case "link":
            return try await SignInLinkShown.make(for: person, form, visit, back: .person(id))
        case "sessions":
            let kept = person == visit.person ? visit.session?.id : nil
            try await house.database.write { transaction in
                try EndSession(.all(of: person, except: kept)).run(transaction, in: house, group: group, by: visit.actor)
            }
            return .go(visit.to(.person(id)))
        default: throw Problem.missing()
        }
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        form["do"] == "undo" ? nil : PersonPage(id: id, typed: Typed(form, problem))
    }
}

extension Actor {
    /// The roles of a signed-in person; none for anybody else.
    var roles: Set<Role> {
        if case .member(_, let roles) = self { return roles }
        return []
    }
}

/// Makes a sign-in link and shows it, once.
enum SignInLinkShown {
    static func make(for person: ID<Person>, _ form: Submission, _ visit: Visit, back: DeskSite) async throws -> Answer {
        guard let once = OnceKey(form["once"]) else { throw Problem.invalid("role", "problem.form.expired") }
        let token = LinkToken(onceKey: once.text, purpose: "sign-in link", group: visit.group.id.bytes)
        try await visit.house.database.write { transaction in
            try MakeSignInLink(for: person, token: token).run(transaction, in: visit.house, group: visit.group.id, by: visit.actor)
        }
        let say = visit.say
        let link = visit.address(of: .link(token: token.text, .page))
        return .page(
            ShownLinkPage(
                title: say("signIn.shown.title"), lead: say("signIn.shown", ["count": .count(MakeSignInLink.wait.minutes)]),
                label: say("signIn.shown.label"), message: say("signIn.shown.message", ["group": .text(visit.group.name), "link": .code(link)]),
                back: back
            )
        )
    }
}
