import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// Signing in with a name and a passphrase.
struct SignInPage: Page {
    var typed = Typed()

    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        let say = visit.say
        let fields: HTML = """
            \(TextField(
                "name", label: say("signIn.name"), value: typed.value("name") ?? "", hint: say("signIn.name.hint"),
                problem: typed.problem("name", visit), autocomplete: "username", maxlength: 60, required: true
            ))\
            \(SecretField(
                "passphrase", label: say("signIn.passphrase"), problem: typed.problem("passphrase", visit), isNew: false, required: true, say: say
            ))\
            \(Button(say("signIn.button")))
            """
        return Sheet(
            say("signIn.title"), scripts: ["show.js"],
            content: """
                <h1>\(say("signIn.title"))</h1>\(Problems.summary(typed, visit, losesSecret: true))<p class="lead">\(say("signIn.lead"))</p>\
                \(Form(to: visit.to(.signIn), hidden: visit.hidden, fields))\
                \(Disclosure(say("signIn.lost.title"), "<p>\(say("signIn.lost"))</p>"))
                """
        )
    }
}

struct SignInAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        var problems: [Problem] = []
        if form["name"].isEmpty { problems.append(.invalid("name", "problem.required")) }
        if form["passphrase"].isEmpty { problems.append(.invalid("passphrase", "problem.required")) }
        if form["name"].count > 60 { problems.append(.invalid("name", "problem.tooLong", ["limit": "60"])) }
        if form["passphrase"].utf8.count > 1_000 { problems.append(.invalid("passphrase", "problem.tooLong", ["limit": "200"])) }
        guard let once = OnceKey(form["once"]) else { throw Problem.invalid("name", "problem.form.expired") }
        if let problem = Problem.all(problems) { throw problem }

        let token = LinkToken(onceKey: once.text, purpose: "session", group: visit.group.id.bytes)
        let person = try await SignInByPassphrase(name: form["name"], passphrase: form["passphrase"], session: token)
            .run(in: visit.house, group: visit.group.id)
        return try await MemberParts.signedIn(person, token, visit)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        // The passphrase is never written back into the page.
        SignInPage(typed: Typed(Submission([("name", form["name"])]), problem))
    }
}

/// Ends the session of this browser.
struct SignOutAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let out = Answer.signIn(visit.to(.welcome), cookie: nil)
        // Who is out already, by a double click, is out.
        guard let session = visit.session?.id else { return out }
        try await visit.house.database.write { transaction in
            try EndSession(.one(session)).run(transaction, in: visit.house, group: visit.group.id, by: visit.actor)
        }
        return out
    }
}

extension MemberParts {
    /// The cookie, and the page to begin with.
    static func signedIn(_ person: ID<Person>, _ token: LinkToken, _ visit: Visit) async throws -> Answer {
        let group = visit.group.id
        let roles = try await visit.house.database.read { try PersonStore.roles(of: person, in: group, $0) }
        return .signIn(visit.to(deskHome(roles)), cookie: token.text)
    }
}
