import Alongside
import Kernel
import Markup
import Storage
import Words

/// What the house finds when it looks after itself, in words for people who run a group and no machine; and the button that confirms the clock.
struct CheckupPage: Page {
    struct Model: Sendable {
        let trouble: ClockTrouble?
        let findings: [Checkup.Finding]
        /// When the last backup was made; nil where none was.
        let backup: Instant?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let findings = try Checkup.findings(in: visit.house, connection).filter { finding in
            switch finding {
            case .clock: false
            // Another group's books are nobody's business here.
            case .books(let group, _, _): group == visit.group.id
            default: true
            }
        }
        return Model(
            trouble: try ClockTrouble.now(visit.now, connection), findings: findings, backup: try InstallationStore.lastBackup(connection))
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let found = HTML.each(model.findings.map { CheckupWords.of($0, visit) }) { words in
            Notice(.waiting, title: words.what, words.todo).html
        }
        let isWell = model.trouble == nil && model.findings.isEmpty
        return Sheet(
            say("checkup.title"), frame: .desk, layout: .settings,
            content: """
                <h1>\(say("checkup.title"))</h1>\(SettingsParts.tabs(visit, .checkup))<p class="lead">\(say("checkup.lead"))</p>\
                \(model.trouble.map { clock($0, visit) })\(found)\
                \(HTML.when(isWell) { Notice(.kind, say("checkup.well")).html })\(model.backup.map { backup($0, visit) })
                """
        )
    }

    private func backup(_ made: Instant, _ visit: Visit) -> HTML {
        let time = visit.say.dayAndTime(made, zone: visit.zone, now: visit.now)
        return "<p class=\"detail\">\(visit.say("checkup.backup.last", ["time": .made(time)]))</p>"
    }

    private func clock(_ trouble: ClockTrouble, _ visit: Visit) -> HTML {
        let say = visit.say
        func time(_ instant: Instant) -> String { say.dayAndTime(instant, zone: visit.zone, now: visit.now) }
        let (title, sentence) =
            switch trouble {
            case .behind(let seen): (say("checkup.clock.behind.title"), say("checkup.clock.behind", ["seen": .made(time(seen))]))
            case .waiting(let since): (say("checkup.clock.waiting.title"), say("checkup.clock.waiting", ["seen": .made(time(since))]))
            }
        return Card(
            title: title,
            """
            <p>\(sentence)</p><p><strong>\(say("checkup.clock.now", ["now": .made(time(visit.now))]))</strong> \(say("checkup.clock.compare"))</p>\
            \(SettingsParts.button(visit, say("checkup.clock.confirm"), .primary, do: "confirm-clock", at: visit.to(.checkup)))\
            <p class="detail">\(say("checkup.clock.after"))</p>
            """
        ).html
    }
}

/// An organiser says that the clock is right.
struct CheckupAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard form["do"] == "confirm-clock" else { throw Problem.missing() }
        try await ConfirmClock().run(in: visit.house, by: visit.actor)
        return .go(visit.to(.checkup))
    }
}
