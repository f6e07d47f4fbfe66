import Alongside
import Kernel
import Markup
import Storage
import Words

/// One helper: what they set themself, how far they are known, with whom they are not brought together, and a new link for somebody who lost theirs.
struct HelperShow: Page {
    let id: String
    var typed = Typed()
    /// Their number and address, just opened.
    var opened: PersonCard?

    struct Model: Sendable {
        let helper: Helper
        let alias: String
        let load: WeeklyLoad
        let kinds: [String]
        let zone: String?
        /// People they have helped or are helping, and those they are not brought together with.
        let met: [Met]
        let openings: Int
        /// What they have promised that would not be asked of them any more, with the code word of each ask.
        let concerns: [(concern: Concern, word: String)]
        /// The ask from whose page the reader came, and that waits for this helper.
        let ask: ID<Ask>?
        let hasSaidLimits: Bool
    }

    struct Met: Sendable {
        let person: ID<Person>
        let alias: String
        let isBlocked: Bool
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group)
        let person: ID<Person> = try visit.id(id)
        let helper = try HelperStore.existing(person, in: group.id, connection)
        let categories = try visit.house.categories.all(in: group, activeOnly: false, connection)
        let blocked = try HelperPairStore.blocked(with: person, in: group.id, connection)
        let matches = try MatchStore.of(helper: person, in: MatchState.allCases, of: group.id, connection)
        let asks = try matches.compactMap { try AskStore.with(id: $0.ask, in: group.id, connection)?.person }
        let people = Set(asks).union(blocked).subtracting([person])
        let cards = try PersonStore.cards(of: people.union([person]), in: house, group: group.id, connection)
        let met = people.compactMap { other in cards[other].map { Met(person: other, alias: $0.alias, isBlocked: blocked.contains(other)) } }
        return Model(
            helper: helper, alias: cards[person]?.alias ?? visit.say("members.forgotten"),
            load: try WeeklyLoad.of(person, in: group, at: visit.now, connection),
            kinds: helper.categories.map { Kinds.name(of: $0, among: categories, visit) }.sorted(),
            zone: try helper.zone.flatMap { try ZoneStore.with(id: $0, in: group.id, connection)?.name }, met: met.sorted { $0.alias < $1.alias },
            openings: try Reveal.count(by: person, since: visit.now - .days(7), in: group.id, connection),
            concerns: try concerns(about: person, visit, connection), ask: try Self.from(visit, connection),
            hasSaidLimits: try SaidLimitsStore.has(person, in: group.id, connection)
        )
    }

    private static func from(_ visit: Visit, _ connection: any Connection) throws -> ID<Ask>? {
        guard let id = visit.request.query["ask"].flatMap({ ID<Ask>(text: $0) }), visit.actor.may(.readAsk) else { return nil }
        return try AskStore.with(id: id, in: visit.group.id, connection)?.id
    }

    private func concerns(about person: ID<Person>, _ visit: Visit, _ connection: any Connection) throws -> [(concern: Concern, word: String)] {
        let (house, group) = (visit.house, visit.group)
        return try Concern.about(person, in: group, at: visit.now, connection).map { concern in
            let key = try house.vault.key(of: concern.ask.subject, in: group.id, connection)
            return (concern, try AskStore.sealed(of: concern.ask, key: key, in: house, group: group.id, connection).face.codeWord)
        }
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            model.alias, frame: .desk, layout: .settings,
            content: """
                <p><a href="\(href: visit.to(.helpers))">\(say("helpers.title"))</a></p><h1><bdi>\(model.alias)</bdi></h1>\
                \(Problems.summary(typed, visit))\(saved(model, visit))\(back(model, visit))<p class="actions">\(HelperPills(helper: model.helper, visit: visit))</p>\
                \(warning(model, visit))\(contact(visit))\(still(model, visit))\(facts(model, visit))\(trust(model, visit))\(pairs(model, visit))\(link(visit))
                """
        )
    }

    /// The step that was just saved, with the way back to the one before.
    private func saved(_ model: Model, _ visit: Visit) -> HTML {
        guard let before = visit.request.query["was"].flatMap(Helper.TrustStep.init(rawValue:)), visit.actor.may(.guideHelpers) else { return .empty }
        let say = visit.say
        let sentence = say("helpers.trust.saved", ["step": .made(say.family("helpers.trust", model.helper.trust.rawValue))])
        if before == model.helper.trust { return Notice(.kind, live: true, sentence).html }
        return UndoBar(
            sentence, to: visit.fromBoard(to: .helperDo(id, .trust)), hidden: trustHidden(model, visit) + [(name: "trust", value: before.rawValue)],
            say: say
        )
        .html
    }

    private func back(_ model: Model, _ visit: Visit) -> HTML {
        HTML.when(model.ask) { ask in
            "<p>\(ButtonLink(visit.say("helpers.backToAsk"), to: visit.fromBoard(to: .ask(ask.text)), .secondary))</p>"
        }
    }

    private func trustHidden(_ model: Model, _ visit: Visit) -> [(name: String, value: String)] {
        visit.hidden + (model.ask.map { [(name: "ask", value: $0.text)] } ?? [])
    }

    /// What was promised before somebody was trusted less, or kept apart from that person: to be settled by people.
    private func warning(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard !model.concerns.isEmpty else { return .empty }
        let rows = HTML.each(model.concerns) { concern, word in
            """
            <li>\(say.family("desk.concern", concern.reason.rawValue, ["name": .text(model.alias)])) \
            <a href="\(href: visit.to(DeskSite.ask(concern.ask.text)))"><bdi>\(word)</bdi></a></li>
            """
        }
        return Notice(.waiting, title: say("helpers.concern"), html: "<ul>\(rows)</ul>").html
    }

    private func facts(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let helper = model.helper
        var rows: [DefinitionList.Row] = [
            .init(say("helpers.week"), say("helpers.load", ["count": .count(model.load.tasks), "limit": .number(model.load.limit)])),
            .init(say("helpers.languages"), say.list(helper.languages.map { say.languageNameHere($0) })),
            .init(say("helpers.kinds"), model.kinds.isEmpty ? say("helpers.kinds.any") : say.list(model.kinds)),
            .init(say("helpers.way"), say.family("offer.transport", helper.transport.rawValue)),
            .init(say("helpers.far"), LimitsPage.distance(helper.reachMetres, say)),
            .init(say("helpers.hours"), hours(helper.hours, say)),
            .init(
                say("helpers.front"),
                helper.mayFront ? say("helpers.front.yes") : model.hasSaidLimits ? say("helpers.front.no") : say("helpers.front.unsaid")
            ),
            .init(say("helpers.since"), say.date(helper.joinedAt, zone: visit.zone)),
        ]
        if model.openings > 0 { rows.append(.init(say("helpers.openings"), say("helpers.openings.week", ["count": .count(model.openings)]))) }
        if let zone = model.zone { rows.insert(.init(say("helpers.zone"), zone), at: 1) }
        if let until = helper.restingUntil, !helper.isActive(at: visit.now) {
            rows.insert(.init(say("helpers.resting"), say("helpers.resting.until", ["day": .made(say.date(until, zone: visit.zone))])), at: 0)
        }
        return DefinitionList(rows).html
    }

    private func hours(_ hours: WeekHours, _ say: Wording) -> String {
        if hours == .anytime { return say("helpers.hours.any") }
        return say.list(hours.slots.map { say.family("match.part", "\($0.part)", ["day": .made(say.weekday($0.weekday))]) })
    }

    private func contact(_ visit: Visit) -> HTML {
        let say = visit.say
        if let opened {
            let phone: HTML =
                opened.phone.map {
                    "<p class=\"actions\"><span class=\"code\" dir=\"ltr\">\($0)</span> \(ButtonLink(say("send.call"), to: .telephone($0)))</p>"
                } ?? .empty
            let email: HTML =
                opened.email.map {
                    "<p class=\"actions\"><span class=\"code\" dir=\"ltr\">\($0)</span> \(ButtonLink(say("send.mail"), to: .mail(to: $0, subject: "", text: "")))</p>"
                } ?? .empty
            let none: HTML = HTML.when(opened.phone == nil && opened.email == nil) {
                "<p>\(say(visit.group.canBeCalled ? "send.noContact" : "send.noContact.noPhone"))</p>"
            }
            return Notice(.info, title: say("send.opened"), live: true, html: "\(phone)\(email)\(none)").html
        }
        guard visit.actor.may(.reveal) else { return .empty }
        return Form(
            to: visit.to(.helperDo(id, .open)), hidden: visit.hidden, inline: true, Button(say("send.open"), .secondary, key: "o").html
        ).html
    }

    /// Of whom nothing was heard for months: what they say on the phone counts as well as a tap.
    private func still(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard model.helper.notices > 0, visit.actor.may(.guideHelpers) else { return .empty }
        return Notice(
            .waiting, title: say("helpers.silent"),
            html: Form(to: visit.to(.helperDo(id, .here)), hidden: visit.hidden, inline: true, Button(say("helpers.here"), .secondary).html).html
        ).html
    }

    private func trust(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard visit.actor.may(.guideHelpers), visit.person != model.helper.id else { return .empty }
        return Card(
            title: say("helpers.trust"),
            Form(
                to: visit.fromBoard(to: .helperDo(id, .trust)), hidden: trustHidden(model, visit),
                """
                \(RadioCards(
                    "trust", legend: say("helpers.trust.legend"),
                    choices: Helper.TrustStep.allCases.map { Choice($0.rawValue, say.family("helpers.trust", $0.rawValue), hint: say.family("helpers.trust.hint", $0.rawValue)) },
                    chosen: [model.helper.trust.rawValue], problem: typed.problem("trust", visit)
                ))\(Button(say("helpers.trust.save"), .secondary))
                """
            ).html
        ).html
    }

    private func pairs(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard visit.actor.may(.guideHelpers) else { return .empty }
        let rows: HTML =
            model.met.isEmpty
            ? "<p>\(say("helpers.pairs.empty"))</p>"
            : "<ul class=\"stack\">\(HTML.each(model.met) { met in "<li>\(pair(met, visit))</li>" })</ul>"
        return Card(title: say("helpers.pairs"), "<p class=\"detail\">\(say("helpers.pairs.lead"))</p>\(rows)").html
    }

    private func pair(_ met: Met, _ visit: Visit) -> HTML {
        let say = visit.say
        let verb: HelperVerb = met.isBlocked ? .unblock : .block
        let button = Button(met.isBlocked ? say("helpers.unblock") : say("helpers.block"), met.isBlocked ? .secondary : .quiet, about: met.alias)
        return PersonLine(
            met.alias, met.isBlocked ? say("helpers.blocked") : nil,
            trailing: Form(
                to: visit.to(.helperDo(id, verb)), hidden: visit.hidden + [(name: "other", value: met.person.text)], inline: true, button.html
            ).html
        ).html
    }

    private func link(_ visit: Visit) -> HTML {
        let say = visit.say
        guard visit.actor.may(.guideHelpers) else { return .empty }
        return Card(
            title: say("helpers.link.title"),
            "<p>\(say("helpers.link.lead"))</p>\(Form(to: visit.to(.helperDo(id, .link)), hidden: visit.hidden, Button(say("helpers.link.button"), .secondary).html))"
        ).html
    }
}

/// What a dispatcher does for a helper.
struct HelperDo: Action {
    let id: String
    let verb: HelperVerb

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let helper: ID<Person> = try visit.id(id)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        switch verb {
        case .trust:
            guard let trust = Helper.TrustStep(rawValue: form["trust"]) else { throw Problem.invalid("trust", "problem.choice") }
            let before = try await house.database.write { transaction in
                let before = try HelperStore.existing(helper, in: group.id, transaction).trust
                try SetTrust(trust, of: helper).run(transaction, in: house, group: group, by: actor)
                return before
            }
            var here = visit.fromBoard(to: .helper(id))
            here.marks.append((name: "was", value: before.rawValue))
            if let ask = ID<Ask>(text: form["ask"]) { here.marks.append((name: "ask", value: ask.text)) }
            return .go(here)
        case .block, .unblock:
            let other: ID<Person> = try visit.id(form["other"])
            let blocks = verb == .block
            try await house.database.write { try BlockPair(helper, other, blocked: blocks).run($0, in: house, group: group, by: actor) }
        case .link:
            guard let once = OnceKey(form["once"]) else { throw Problem(.invalid, "problem.form.expired") }
            try await house.database.write { transaction in
                _ = try Once.run(once, in: group.id, at: house.now, transaction) {
                    try NewHelperLink(helper).run(transaction, in: house, group: group, by: actor)
                    return helper.text
                }
            }
            return .go(visit.to(actor.may(.send) ? .messages : .helper(id)))
        case .here: try await house.database.write { try StillHere(helper).run($0, in: house, group: group, by: actor) }
        case .open:
            let card = try await house.database.write { try OpenHelperContact(helper).run($0, in: house, group: group, by: actor) }
            return .page(HelperShow(id: id, opened: card))
        }
        return .go(visit.to(.helper(id)))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        problem.kind == .forbidden ? nil : HelperShow(id: id, typed: Typed(form, problem))
    }
}
