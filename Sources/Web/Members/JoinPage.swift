import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// Taking up an invitation: what to call the person, and how they come back.
struct JoinPage: Page {
    var typed = Typed()

    func load(_ visit: Visit, _ connection: any Connection) throws -> Bool { visit.link?.link.usedAt != nil }

    func view(_ isUsed: Bool, _ visit: Visit) -> Sheet {
        let say = visit.say
        let title = say("members.join.title", ["group": .text(visit.group.name)])
        return Sheet(title, scripts: ["show.js"], content: "<h1>\(title)</h1>\(isUsed ? used(visit) : form(visit))")
    }

    private func used(_ visit: Visit) -> HTML {
        let say = visit.say
        return "<p class=\"lead\">\(say("members.join.used"))</p><p>\(ButtonLink(say("signIn.link.other"), to: visit.to(.signIn)))</p>"
    }

    private func form(_ visit: Visit) -> HTML {
        let say = visit.say
        let roles = visit.link?.link.roles ?? []
        let duties = HTML.each(Role.allCases.filter { roles.contains($0) }) { role in
            "<li><strong>\(say.family("role.name", role.rawValue))</strong>: \(say.family("role.hint", role.rawValue))</li>"
        }
        let fields: HTML = """
            \(TextField(
                "alias", label: say("members.join.alias"), value: typed.value("alias") ?? "", hint: say("members.join.alias.hint"),
                problem: typed.problem("alias", visit), autocomplete: "nickname", maxlength: 60, required: true
            ))\
            \(TextField(
                "contact", label: say("members.join.contact"), value: typed.value("contact") ?? "", hint: say("members.join.contact.hint"),
                problem: typed.problem("contact", visit), maxlength: 254
            ))\
            \(SecretField(
                "passphrase", label: say("members.join.passphrase"),
                hint: say("members.join.passphrase.hint", ["count": .count(SignInByPassphrase.shortest)]),
                problem: typed.problem("passphrase", visit), isNew: true, again: typed.problem("passphrase-again", visit), say: say
            ))\
            \(Disclosure(say("found.sees.title"), "<p>\(say("found.sees"))</p>"))\(Button(say("members.join.button")))
            """
        return """
            \(Problems.summary(typed, visit, losesSecret: typed.form?.text("passphrase") != nil))<p class="lead">\(say("members.join.lead"))</p><ul>\(duties)</ul>\
            \(Form(to: visit.to(LinkSite.page), hidden: visit.hidden, fields))
            """
    }
}

struct JoinAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard let invitation = visit.link?.token, let once = OnceKey(form["once"]) else { throw Problem.missing() }
        let contact = try MemberParts.contact(form, visit.group)
        guard !form["alias"].isEmpty else { throw Problem.invalid("alias", "problem.required") }
        var hash: String?
        if form.text("passphrase") != nil || form.text("passphrase-again") != nil {
            hash = try await SignInByPassphrase.hash(TypedPassphrase.new(form).get())
        }

        let token = LinkToken(onceKey: once.text, purpose: "session", group: visit.group.id.bytes)
        let input = AcceptInvitation.Input(
            alias: form["alias"], phone: contact.phone, email: contact.email, language: visit.say.language, passphraseHash: hash
        )
        _ = try await visit.house.database.write { transaction in
            try AcceptInvitation(input, invitation: invitation, session: token).run(transaction, in: visit.house, group: visit.group.id)
        }
        return .signIn(visit.to(.joined), cookie: token.text)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { JoinPage(typed: Typed(form, problem)) }
}
