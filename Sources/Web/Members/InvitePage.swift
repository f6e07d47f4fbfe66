import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// Inviting somebody: which roles, and in which language to write to them.
struct InvitePage: Page {
    var typed = Typed()

    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        let say = visit.say
        let languages = visit.house.catalogs.languages.map { Choice($0.text, say.languageName($0)) }
        let fields: HTML = """
            \(MemberParts.roleCards(
                "role", legend: say("members.invite.roles"), chosen: Set(typed.chosen("role")), problem: typed.problem("role", visit), say
            ))\
            \(Select(
                "language", label: say("members.invite.language"), choices: languages, chosen: typed.value("language") ?? say.language.text,
                hint: say("members.invite.language.hint")
            ))\
            \(Button(say("members.invite.make"), wide: false))
            """
        return Sheet(
            say("members.invite.title"), frame: .desk, layout: .settings,
            content: """
                <p><a href="\(href: visit.to(.people))">\(say("members.back"))</a></p><h1>\(say("members.invite.title"))</h1>\
                \(Problems.summary(typed, visit))<p class="lead">\(say("members.invite.lead"))</p>\
                \(Form(to: visit.to(.invite), hidden: visit.hidden, fields))
                """
        )
    }
}

/// A link that is shown once: to be copied, or sent from one's own phone.
struct ShownLinkPage: Page {
    let title: String
    let lead: String
    let label: String
    let message: String
    let back: DeskSite

    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            title, frame: .desk, layout: .settings, scripts: ["copy.js"],
            content: """
                <h1>\(title)</h1>\(Notice(.waiting, lead))\(CopyBox(id: "link-message", label: label, text: message, key: "c", say: say))\
                <div class="actions">\(ButtonLink(say("members.link.sms"), to: OutsideLink.message(to: "", text: message), wide: false))\
                \(ButtonLink(say("members.link.mail"), to: OutsideLink.mail(to: "", subject: visit.group.name, text: message), wide: false))</div>\
                <p>\(ButtonLink(say("members.link.done"), to: visit.to(back), .quiet, wide: false))</p>
                """
        )
    }
}

struct InviteAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard let once = OnceKey(form["once"]) else { throw Problem.invalid("role", "problem.form.expired") }
        let roles = Set(form.all("role").compactMap(Role.init))
        let language = LanguageTag(form["language"]).flatMap { visit.house.catalogs.languages.contains($0) ? $0 : nil } ?? visit.say.language
        let token = LinkToken(onceKey: once.text, purpose: "invitation", group: visit.group.id.bytes)
        try await visit.house.database.write { transaction in
            try InviteMember(roles: roles, token: token).run(transaction, in: visit.house, group: visit.group.id, by: visit.actor)
        }
        let say = visit.say
        // In the language of the person it goes to.
        let message = visit.house.catalogs.wording(language)(
            "members.invite.message",
            ["group": .text(visit.group.name), "link": .code(visit.address(of: .link(token: token.text, .page)) + "?in=\(language.text)")]
        )
        return .page(
            ShownLinkPage(
                title: say("members.invite.shown.title"), lead: say("members.invite.shown"), label: say("members.invite.shown.label"),
                message: message,
                back: .people
            )
        )
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { InvitePage(typed: Typed(form, problem)) }
}
