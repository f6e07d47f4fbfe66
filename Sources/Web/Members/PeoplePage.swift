import Alongside
import Kernel
import Markup
import Storage
import Words

/// Everyone with a role, invitations that wait, and a way to find a neighbour who is to get a role.
struct PeoplePage: Page {
    struct Model: Sendable {
        let members: [Member]
        /// Who helps, with a role or without.
        let helpers: Int
        let invitations: [OpenInvitation]
        let part: String
        let found: [Member]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let group = visit.group.id
        let part = String((visit.request.query["find"] ?? "").prefix(60))
        let found = part.isEmpty ? [] : try visit.house.lookups.people(named: part, in: visit.house, group: group, connection)
        return Model(
            members: try MemberStore.all(in: visit.house, group: group, connection),
            helpers: try HelperStore.all(in: group, connection).count,
            invitations: try InvitationStore.waiting(in: group, at: visit.now, connection), part: part,
            found: try found.prefix(20).compactMap { try MemberStore.with(id: $0, in: visit.house, group: group, connection) }
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let desk = model.members.filter { !$0.roles.keys.allSatisfy { $0 == .helper } }
        let alone: HTML = HTML.when(desk.count < 2) { Notice(.waiting, title: say("members.alone.title"), say("members.alone")).html }
        return Sheet(
            say("members.title"), frame: .desk, layout: .settings,
            content: """
                <h1>\(say("members.title"))</h1>\(alone)\
                <p>\(ButtonLink(say("members.invite.button"), to: visit.to(.invite), .primary, wide: false))</p>\
                <ul class="stack">\(HTML.each(desk) { "<li>\(line($0, visit))</li>" })</ul>\
                <p class="detail">\(say("members.helpers", ["count": .count(model.helpers)]))</p>\(invitations(model, visit))\(search(model, visit))
                """
        )
    }

    private func line(_ member: Member, _ visit: Visit) -> PersonLine {
        let say = visit.say
        let isMe = member.person == visit.person
        return PersonLine(
            member.card?.alias ?? say("members.forgotten"), MemberParts.roleNames(member.roles.keys, say), to: visit.to(.person(member.person.text)),
            trailing: isMe ? Pill(say("members.you"), .sky).html : .empty
        )
    }

    private func invitations(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard !model.invitations.isEmpty else { return .empty }
        let rows = HTML.each(model.invitations) { invitation in
            let roles = MemberParts.roleNames(invitation.roles, say)
            let until = say("members.invitation.until", ["day": .made(say.day(invitation.expiresAt, zone: visit.zone, now: visit.now))])
            let withdraw = SettingsParts.button(
                visit, say("members.invitation.withdraw"), .quiet, do: "withdraw", at: visit.to(.people), about: roles, [("link", invitation.id.text)]
            )
            return "<li><p>\(roles) <span class=\"detail\">\(until)</span></p>\(withdraw)</li>"
        }
        return Card(title: say("members.invitations"), detail: say("members.invitations.detail"), "<ul class=\"stack\">\(rows)</ul>").html
    }

    private func search(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let language: HTML = HTML.when(visit.languageChosen) { "<input type=\"hidden\" name=\"in\" value=\"\(say.language.text)\">" }
        let found: HTML =
            model.part.isEmpty
            ? .empty
            : model.found.isEmpty
                ? "<p role=\"status\">\(say("members.find.nobody"))</p>"
                : "<ul class=\"stack\">\(HTML.each(model.found) { "<li>\(line($0, visit))</li>" })</ul>"
        return Card(
            title: say("members.find.title"), detail: say("members.find.detail"),
            """
            <form method="get" action="\(href: Here(.group(visit.group.slug, .desk(.people)), language: nil))" role="search">\(language)\
            \(TextField("find", label: say("members.find"), value: model.part, kind: .search, maxlength: 60))\
            \(Button(say("members.find.button"), .secondary, wide: false))</form>\(found)
            """
        ).html
    }
}

/// Takes an invitation back.
struct PeopleAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard form["do"] == "withdraw" else { throw Problem.missing() }
        let link: ID<PrivateLink> = try visit.id(form["link"])
        try await visit.house.database.write { transaction in
            try InvitationStore.withdraw(link, in: visit.house, group: visit.group.id, by: visit.actor, transaction)
        }
        return .go(visit.to(.people))
    }
}
