import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// A link that signs in on this device. Opening it does nothing yet, because previews of chats open links too; the button does.
struct SignInLinkPage: Page {
    func load(_ visit: Visit, _ connection: any Connection) throws -> Bool { visit.link?.link.usedAt != nil }

    func view(_ isUsed: Bool, _ visit: Visit) -> Sheet {
        let say = visit.say
        let content: HTML =
            isUsed
            ? "<p class=\"lead\">\(say("signIn.link.used"))</p><p>\(ButtonLink(say("signIn.link.other"), to: visit.to(.signIn)))</p>"
            : """
            <p class="lead">\(say("signIn.link.lead"))</p>\
            \(Form(to: visit.to(LinkSite.page), hidden: visit.hidden, "\(Button(say("signIn.link.button")))"))
            """
        return Sheet(say("signIn.title"), content: "<h1>\(say("signIn.title"))</h1>\(content)")
    }
}

struct SignInLinkAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard let link = visit.link?.token, let once = OnceKey(form["once"]) else { throw Problem.missing() }
        let token = LinkToken(onceKey: once.text, purpose: "session", group: visit.group.id.bytes)
        let person = try await visit.house.database.write { transaction in
            try SignInByLink(link, session: token).run(transaction, in: visit.house, group: visit.group.id)
        }
        return try await MemberParts.signedIn(person, token, visit)
    }
}
