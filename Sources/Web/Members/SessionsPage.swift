import Alongside
import Kernel
import Markup
import Storage
import Words

/// Where somebody is signed in: only days are known, never devices or places.
struct SessionsPage: Page {
    func load(_ visit: Visit, _ connection: any Connection) throws -> [Session] {
        try SessionStore.all(of: visit.member(), at: visit.now, in: visit.group.id, connection)
    }

    func view(_ sessions: [Session], _ visit: Visit) -> Sheet {
        let say = visit.say
        let rows = HTML.each(sessions) { session in "<li>\(row(session, visit))</li>" }
        let others: HTML =
            sessions.count < 2
            ? .empty
            : SettingsParts.button(visit, say("sessions.others"), .danger, do: "others", at: visit.to(.sessions))
        return Sheet(
            say("sessions.title"), frame: .desk, layout: .settings,
            content: """
                <h1>\(say("sessions.title"))</h1><p class="lead">\(say("sessions.lead"))</p><ul class="stack">\(rows)</ul>\(others)\
                \(Card(
                    title: say("sessions.device.title"), detail: say("sessions.device.detail"),
                    SettingsParts.button(visit, say("sessions.device.button"), do: "link", at: visit.to(.sessions))
                ))\
                \(Form(to: visit.to(.signOut), hidden: visit.hidden, "\(Button(say("sessions.signOut"), .secondary, wide: false))"))
                """
        )
    }

    private func row(_ session: Session, _ visit: Visit) -> HTML {
        let say = visit.say
        let made = say.day(session.madeAt, zone: visit.zone, now: visit.now)
        let isThis = session.id == visit.session?.id
        let end: HTML =
            isThis
            ? Pill(say("sessions.this"), .spruce).html
            : Form(
                to: visit.to(.sessionEnd(session.id.text)), hidden: visit.hidden, inline: true,
                "\(Button(say("sessions.end"), .quiet, about: made, wide: false))"
            ).html
        let sentence = say("sessions.row", ["made": .made(made), "last": .made(say.date(session.lastDay))])
        return "<p>\(sentence)</p>\(end)"
    }
}

struct SessionsAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let person = try visit.member()
        switch form["do"] {
        case "others":
            try await visit.house.database.write { transaction in
                try EndSession(.all(of: person, except: visit.session?.id)).run(transaction, in: visit.house, group: visit.group.id, by: visit.actor)
            }
            return .go(visit.to(.sessions))
        case "link": return try await SignInLinkShown.make(for: person, form, visit, back: .sessions)
        default: throw Problem.missing()
        }
    }
}

struct SessionEndAction: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let session: ID<Session> = try visit.id(id)
        try await visit.house.database.write { transaction in
            try EndSession(.one(session)).run(transaction, in: visit.house, group: visit.group.id, by: visit.actor)
        }
        return session == visit.session?.id ? .signIn(visit.to(.welcome), cookie: nil) : .go(visit.to(.sessions))
    }
}
