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
        let recovery: RecoveryStanding?
        /// Who said that the code is kept, when they are still here.
        let keeper: String?
        /// What the last night found and is not found again just now.
        let amiss: [NightLook.Finding]
        /// When the last backup was made; nil where none was.
        let backup: Instant?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        // Another group's books are nobody's business here.
        let findings = try Checkup.findings(in: visit.house, booksOf: visit.group, connection).filter { finding in
            switch finding {
            case .clock: false
            case .jobs(let group, _, _): group == nil || group == visit.group.id
            default: true
            }
        }
        let recovery = try RecoveryStanding.of(visit.group.id, in: visit.house, connection)
        let again = Set(findings.compactMap(Self.kind))
        let amiss = try NightLook.found(for: visit.group.id, connection).filter { !again.contains($0.kind) }
        return Model(
            trouble: try ClockTrouble.now(visit.now, connection), findings: findings, recovery: recovery,
            keeper: try RecoveryCodeParts.keeper(recovery, visit, connection), amiss: amiss,
            backup: try InstallationStore.lastBackup(connection)
        )
    }

    /// What the night calls something that was found just now.
    private static func kind(_ finding: Checkup.Finding) -> NightLook.Kind? {
        switch finding {
        case .books: .books
        case .keysMissing, .keysAhead: .keys
        case .stuck, .pastDue: .due
        default: nil
        }
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let found = HTML.each(model.findings) { finding in
            let words = CheckupWords.of(finding, visit)
            return Notice(.waiting, title: words.what, html: "<p>\(words.todo)</p>\(work(finding, visit))").html
        }
        let amiss = HTML.each(model.amiss.map { CheckupWords.of($0, visit) }) { Notice(.waiting, title: $0.what, $0.todo).html }
        let isWell = model.trouble == nil && model.findings.isEmpty && model.amiss.isEmpty
        return Sheet(
            say("checkup.title"), frame: .desk, layout: .settings,
            content: """
                <h1>\(say("checkup.title"))</h1>\(SettingsParts.tabs(visit, .checkup))<p class="lead">\(say("checkup.lead"))</p>\
                \(model.trouble.map { clock($0, visit) })\(found)\(amiss)\
                \(HTML.when(isWell) { Notice(.kind, say("checkup.well")).html })\(model.backup.map { backup($0, visit) })\(recovery(model, visit))\
                \(Card(title: say("moving.title"), "<p>\(say("moving.short"))</p><p>\(ButtonLink(say("moving.look"), to: visit.to(.moving), .secondary))</p>"))
                """
        )
    }

    /// The code that opens the backups, and whether somebody has said that it is on paper. That there is none is among what was found.
    private func recovery(_ model: Model, _ visit: Visit) -> HTML {
        guard let standing = model.recovery, standing != .none else { return .empty }
        return Card(title: visit.say("recovery.title"), RecoveryCodeParts.words(standing, by: model.keeper, visit, from: .checkup)).html
    }

    /// The way to where a person decides about work that was given up.
    private func work(_ finding: Checkup.Finding, _ visit: Visit) -> HTML {
        guard case .jobs(_?, _, let owner) = finding else { return .empty }
        let say = visit.say
        let doubt = HTML.when(owner.unsure > 0) { "<p>\(say("work.unsure.count", ["count": .count(owner.unsure)]))</p>" }
        return "\(doubt)<p>\(ButtonLink(say("work.look"), to: visit.to(.work)))</p>"
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

/// An organiser says that the clock is right, or where the recovery code is.
struct CheckupAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        switch form["do"] {
        case "confirm-clock": try await ConfirmClock().run(in: visit.house, by: visit.actor)
        default: guard try await RecoveryCodeParts.act(form, visit) else { throw Problem.missing() }
        }
        return .go(visit.to(.checkup))
    }
}
