import Alongside
import Kernel
import Markup
import Storage
import Words

/// Where organisers agree that the whole group is taken to another installation, and where everyone with a role can say no.
struct MovingPage: Page {
    var typed = Typed()
    /// A code that was made just now, and until when it is good: this page is the only place where it ever stands.
    var shown: (code: ReleaseCode, until: Instant)?

    struct Model: Sendable {
        let pending: [(release: GroupRelease, alias: String?)]
        /// Nil for whoever is no organiser.
        let mustWait: Bool?
        /// Whether this organiser has a passphrase, which a code at once needs.
        let hasPassphrase: Bool
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group)
        let pending = try GroupReleaseStore.pending(at: visit.now, in: group.id, connection).map { release in
            (release, try PersonStore.with(id: release.person, in: house, group: group.id, connection)?.card?.alias)
        }
        guard visit.actor.may(.release), let person = visit.actor.person else { return Model(pending: pending, mustWait: nil, hasPassphrase: false) }
        return Model(
            pending: pending, mustWait: try ReleaseGroup.mustWait(person, at: visit.now, in: group.id, connection),
            hasPassphrase: try PersonStore.with(id: person, in: house, group: group.id, connection)?.card?.passphraseHash != nil)
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let tabs: HTML = HTML.when(visit.actor.may(.setRules)) { SettingsParts.tabs(visit, .checkup) }
        let stopped = HTML.when(visit.request.query["saved"] != nil) { Notice(.kind, live: true, say("moving.stopped")).html }
        return Sheet(
            say("moving.title"), frame: .desk, layout: .settings, scripts: ["show.js"],
            content: """
                <h1>\(say("moving.title"))</h1>\(tabs)\(Problems.summary(typed, visit))\(stopped)<p class="lead">\(say("moving.lead"))</p>\
                \(shown.map { code($0, visit) })\(agreed(model, visit))\(own(model, visit))
                """
        )
    }

    private func code(_ shown: (code: ReleaseCode, until: Instant), _ visit: Visit) -> HTML {
        let say = visit.say
        return Card(
            title: say("moving.code.title"),
            """
            <p class="code" dir="ltr"><strong>\(shown.code.text)</strong></p>\
            <p>\(say("moving.code.until", ["time": .made(say.dayAndTime(shown.until, zone: visit.zone, now: visit.now))]))</p>\
            <p class="detail">\(say("moving.code.command"))</p><p class="detail"><code dir="ltr">\(ReleaseGroup.command(for: visit.group))</code></p>
            """
        ).html
    }

    private func agreed(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard !model.pending.isEmpty else { return Notice(.info, say("moving.none")).html }
        let rows = HTML.each(model.pending) { release, alias in
            let who = alias ?? say("message.someone")
            let sentence = say(key(release, visit.now), words(release, who, visit))
            return """
                <li><p>\(sentence)</p>\(SettingsParts.button(
                    visit, say("moving.stop"), .danger, do: "stop", at: visit.to(.moving), about: who, [("release", release.id.text)]))</li>
                """
        }
        return Card(title: say("moving.agreed"), "<ul class=\"stack\">\(rows)</ul>").html
    }

    private func key(_ release: GroupRelease, _ now: Instant) -> StaticString {
        switch release.standing(at: now) {
        case .waiting: "moving.agreed.waiting"
        case .coded: "moving.agreed.coded"
        case .open, .used, .stopped, .over: "moving.agreed.open"
        }
    }

    private func words(_ release: GroupRelease, _ who: String, _ visit: Visit) -> [String: Argument] {
        func time(_ instant: Instant) -> Argument { .made(visit.say.dayAndTime(instant, zone: visit.zone, now: visit.now)) }
        let until: Instant =
            switch release.standing(at: visit.now) {
            case .waiting(let until), .coded(let until), .open(let until): until
            case .used, .stopped, .over: release.askedAt
            }
        return ["who": .text(who), "asked": time(release.askedAt), "time": time(until)]
    }

    /// What this organiser can do now.
    private func own(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard let mustWait = model.mustWait else { return .empty }
        let own = model.pending.first { $0.release.person == visit.actor.person }?.release
        let isSlow = mustWait || !model.hasPassphrase
        let action: HTML
        switch own?.standing(at: visit.now) {
        case .open, .coded:
            action = form(
                say(shown == nil ? "moving.show" : "moving.show.again"), .primary, do: "show", [("release", own?.id.text ?? "")],
                proves: own?.isAnnounced != true, visit)
        case .waiting: action = "<p>\(say("moving.patience"))</p>"
        default: action = form(say("moving.ask"), .secondary, do: "ask", [], proves: !isSlow, visit)
        }
        let how: StaticString = mustWait ? "moving.how.alone" : model.hasPassphrase ? "moving.how.two" : "moving.how.unproven"
        return Card(title: say("moving.how"), "<p>\(say(how))</p>\(action)").html
    }

    /// A button, with the passphrase above it where it has to be typed once more.
    private func form(
        _ label: String, _ kind: Button.Kind, do verb: String, _ more: [(String, String)], proves: Bool, _ visit: Visit
    ) -> HTML {
        let say = visit.say
        let secret: HTML = HTML.when(proves) {
            SecretField(
                "passphrase", label: say("signIn.passphrase"), hint: say("moving.passphrase.hint"), problem: typed.problem("passphrase", visit),
                isNew: false,
                required: true, say: say
            ).html
        }
        return Form(
            to: visit.to(.movingAgree), hidden: SettingsParts.hidden(visit, do: verb, more), "\(secret)\(Button(label, kind, wide: false))"
        ).html
    }
}

/// An organiser agrees, or wants the code of their own word.
struct MovingAgreeAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let code = ReleaseCode.random()
        var isProven = false
        if !form["passphrase"].isEmpty, let person = actor.person {
            try actor.must(.release)
            try await ProveItIsYou(person, typed: form["passphrase"]).run(in: house, group: group.id)
            isProven = true
        }
        let proven = isProven
        let shown: ID<GroupRelease>? = form["do"] == "show" ? try visit.id(form["release"]) : nil
        let until: Instant? = try await house.database.write { transaction in
            if let shown { return try ShowReleaseCode(shown, code: code, isProven: proven).run(transaction, in: house, group: group, by: actor) }
            let release = try ReleaseGroup(isProven: proven).run(transaction, in: house, group: group, by: actor)
            if case .waiting = release.standing(at: house.now) { return nil }
            return try ShowReleaseCode(release.id, code: code, isProven: proven).run(transaction, in: house, group: group, by: actor)
        }
        guard let until else { return .go(visit.to(.moving)) }
        return .page(MovingPage(shown: (code, until)))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { MovingPage(typed: Typed(form, problem)) }
}

/// Anybody with a role says no.
struct MovingStopAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let release: ID<GroupRelease> = try visit.id(form["release"])
        let isTaken = try await visit.house.database.write { try StopRelease(release).run($0, in: visit.house, group: visit.group, by: visit.actor) }
        if isTaken { throw Problem.conflict("moving.problem.taken") }
        var here = visit.to(.moving)
        here.marks = [(name: "saved", value: "yes")]
        return .go(here)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { MovingPage(typed: Typed(form, problem)) }
}
