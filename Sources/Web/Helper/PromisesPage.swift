import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// A helper's own page: everything they promised and are being asked, in one place; their limits; a breather in one tap.
struct PromisesPage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let helper: Helper
        let alias: String?
        let load: WeeklyLoad
        let promises: [Row]
        let waiting: [Row]
        /// Done, with a question about the receipt.
        let questions: [Row]
        /// Over, and paid for by them; nothing was handed in yet.
        let unpaid: [Row]
        /// Over lately: what became of the receipts, and whether thanks came.
        let over: [PromisesOver.Ended]
        let hasSaidLimits: Bool
    }

    /// One task, as far as its own page would show it in a list.
    struct Row: Sendable {
        let match: Match
        let kind: String
        let place: String
        let alias: String?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group)
        let id = try HelperLink.person(visit)
        let helper = try HelperStore.existing(id, in: group.id, connection)
        let promises = try MatchStore.of(helper: id, in: MatchState.allCases.filter(\.isPromise), of: group.id, connection)
        let waiting = try MatchStore.of(helper: id, in: [.proposed], of: group.id, connection)
        let categories = try visit.house.categories.all(in: group, activeOnly: false, connection)
        func row(_ match: Match) throws -> Row {
            let ask = try AskStore.existing(match.ask, in: group.id, connection)
            var alias: String?
            if match.state.isPromise {
                let key = try house.vault.key(of: ask.id.subject, in: group.id, connection)
                alias = try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, connection).face.alias
            }
            let zone = try ask.zone.flatMap { try ZoneStore.with(id: $0, in: group.id, connection) }
            return Row(
                match: match, kind: Kinds.name(of: ask.category, among: categories, visit), place: zone?.name ?? visit.say("helping.area.unknown"),
                alias: alias
            )
        }
        let ended = try ended(id, visit, connection)
        let unpaid = try ended.filter { try owesReceipt($0, visit, connection) }
        return Model(
            helper: helper, alias: try PersonStore.with(id: id, in: house, group: group.id, connection)?.card?.alias,
            load: try WeeklyLoad.of(id, in: group, at: visit.now, connection),
            promises: try promises.map(row).sorted {
                ($0.match.windowFrom ?? .init(milliseconds: .max)) < ($1.match.windowFrom ?? .init(milliseconds: .max))
            },
            waiting: try waiting.map(row),
            questions: try ReceiptStore.questions(to: id, in: group.id, connection).map {
                try row(MatchStore.existing($0, in: group.id, connection))
            },
            unpaid: try unpaid.map(row),
            over: try ended.filter { match in !unpaid.contains { $0.id == match.id } }.compactMap {
                try PromisesOver.Ended($0, row, visit, connection)
            },
            hasSaidLimits: try SaidLimitsStore.has(id, in: group.id, connection)
        )
    }

    /// What is over for them since lately, however it went.
    private func ended(_ helper: ID<Person>, _ visit: Visit, _ connection: any Connection) throws -> [Match] {
        let since = visit.now - .days(visit.group.retentionDays)
        return try MatchStore.of(helper: helper, in: [.done, .handedBack, .failed, .cancelled], of: visit.group.id, connection).filter {
            ($0.endedAt ?? since) > since
        }
    }

    /// Whether they bought something that was not handed in.
    private func owesReceipt(_ match: Match, _ visit: Visit, _ connection: any Connection) throws -> Bool {
        guard match.mayBeRepaid, (match.spentMinor ?? 0) > 0 else { return false }
        let ask = try AskStore.existing(match.ask, in: visit.group.id, connection)
        if match.state == .done, ask.costPath == .pays { return false }
        return try ReceiptStore.of(match: match.id, in: visit.group.id, connection).isEmpty
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        if model.helper.state == .left { return left(visit) }
        return Sheet(
            say("helping.mine.title"), scripts: ["copy.js"],
            content: """
                <h1>\(say("helping.mine.title"))</h1>\(Problems.summary(typed, visit))\(lead(model, visit))\(still(model, visit))\
                \(list(model.questions, title: say("helping.mine.questions"), visit))\
                \(list(model.unpaid, title: say("helping.mine.unpaid"), visit))\
                \(list(model.waiting, title: say("helping.mine.waiting"), visit))\(promises(model, visit))\(PromisesOver(ended: model.over, visit: visit))\(breather(model, visit))\
                <div class="stack">\(ButtonLink(say("helping.limits.title"), to: visit.to(LinkSite.limits), .secondary, wide: true))\
                \(ButtonLink(say("helping.leave.title"), to: visit.to(LinkSite.leaveGroup), .quiet, wide: true))\(PersonalCopyFile.link(visit))</div>
                """
        )
    }

    private func lead(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let name = model.alias ?? say("helping.you")
        if !model.helper.isActive(at: visit.now) {
            let until = model.helper.restingUntil.map { say("helping.resting.until", ["day": .made(say.date($0, zone: visit.zone))]) }
            return Notice(.kind, title: say("helping.resting.title", ["name": .text(name)]), until ?? say("helping.resting")).html
        }
        return
            "<p class=\"lead\">\(say("helping.mine.lead", ["name": .text(name)]))</p><p class=\"detail\">\(load(model, say))</p>"
    }

    /// A limit that nobody set is the group's.
    private func load(_ model: Model, _ say: Wording) -> String {
        let words: [String: Argument] = ["count": .count(model.load.tasks), "limit": .number(model.load.limit)]
        return model.hasSaidLimits ? say("helping.mine.load", words) : say("helping.mine.load.group", words)
    }

    /// The question that the message asked, with its answer in one tap; the other answers stand below.
    private func still(_ model: Model, _ visit: Visit) -> HTML {
        guard model.helper.notices > 0 else { return .empty }
        let say = visit.say
        return Notice(
            .kind, title: say("helping.still"),
            html: Form(
                to: visit.to(LinkSite.breather), hidden: visit.hidden + [(name: "do", value: "here")], Button(say("helping.still.yes")).html
            ).html
        ).html
    }

    private func promises(_ model: Model, _ visit: Visit) -> HTML {
        guard model.promises.isEmpty else { return list(model.promises, title: visit.say("helping.mine.promises"), visit) }
        return model.waiting.isEmpty ? "<p>\(visit.say("helping.mine.empty"))</p>" : .empty
    }

    private func list(_ rows: [Row], title: String, _ visit: Visit) -> HTML {
        guard !rows.isEmpty else { return .empty }
        let say = visit.say
        return Card(
            title: title,
            "<ul class=\"stack\">\(HTML.each(rows) { row in item(row, visit) })</ul>"
        ).html + HTML.when(rows.contains { $0.match.state.isPromise }) { "<p class=\"detail\">\(say("helping.mine.hint"))</p>" }
    }

    /// The way to a task goes through a form: its link is made for this page when it is first wanted.
    private func item(_ row: Row, _ visit: Visit) -> HTML {
        let say = visit.say
        let when =
            row.match.windowFrom.map { say.dayAndTime($0, zone: visit.zone, now: visit.now) }
            ?? row.match.holdUntil.map { say("helping.mine.until", ["time": .made(say.dayAndTime($0, zone: visit.zone, now: visit.now))]) }
        let detail = [row.alias.map(say.apart), say.apart(row.place), when].compactMap { $0 }.joined(separator: " · ")
        // Two tasks of one kind are told apart by whose they are.
        let about = [row.kind, row.alias].compactMap { $0 }.joined(separator: ", ")
        return """
            <li>\(PersonLine(row.kind, detail, trailing: Form(
                to: visit.to(LinkSite.page), hidden: visit.hidden + [(name: "match", value: row.match.id.text)], inline: true,
                Button(say("helping.mine.open"), .secondary, about: about).html
            ).html))</li>
            """
    }

    private func breather(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        if !model.helper.isActive(at: visit.now) {
            return Form(
                to: visit.to(LinkSite.breather), hidden: visit.hidden + [(name: "do", value: "end")], Button(say("helping.breather.end")).html
            ).html
        }
        let today = CalendarDay.of(visit.now, zone: visit.zone)
        return Card(
            title: say("helping.breather.title"),
            """
            <p>\(say("helping.breather.lead"))</p>\(Form(
                to: visit.to(LinkSite.breather), hidden: visit.hidden + [(name: "do", value: "start")],
                "\(Button(say("helping.breather.button"), .secondary, wide: true))\(Disclosure(say("helping.breather.until"), open: typed.problem("until", visit) != nil, DateField("until", label: say("helping.breather.day"), value: typed.value("until") ?? "", earliest: CalendarDay.text(today), hint: say("helping.breather.day.hint"), problem: typed.problem("until", visit)).html))"
            ))
            """
        ).html
    }

    private func left(_ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            say("helping.left.title"),
            content: """
                <h1>\(say("helping.left.title"))</h1><p class="lead">\(say("helping.left.lead", ["count": .count(visit.group.retentionDays)]))</p>\
                \(Form(to: visit.to(LinkSite.leaveGroup), hidden: visit.hidden + [(name: "do", value: "back")], Button(say("helping.left.back"), .secondary, wide: true).html))
                """
        )
    }
}

/// Whose own page it is.
enum HelperLink {
    static func person(_ visit: Visit) throws -> ID<Person> {
        guard let link = visit.link?.link, link.purpose == .helper, let person = link.person else { throw Problem.missing() }
        return person
    }
}

/// Goes on to the page of one task. Its link follows from this page's token, so that it is made once.
struct PromiseOpen: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let id: ID<Match> = try visit.id(form["match"])
        guard let own = visit.link?.token else { throw Problem.missing() }
        let token = OpenTask.token(of: id, beside: own, in: visit.group.id)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { try OpenTask(id, token: token).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(.link(token: token.text, .page)))
    }
}

/// A breather, begun or ended, or "still here".
struct BreatherAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let helper = try HelperLink.person(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        switch form["do"] {
        case "start":
            let today = CalendarDay.of(visit.now, zone: visit.zone)
            let until = try form.text("until").map { try WantedBy.day($0, today: today, country: group.country, field: "until") }
            try await house.database.write { try TakeBreather(helper, until: until).run($0, in: house, group: group, by: actor) }
        case "here": try await house.database.write { try StillHere(helper).run($0, in: house, group: group, by: actor) }
        case "end": try await house.database.write { try ComeBack(helper).run($0, in: house, group: group, by: actor) }
        default: throw Problem.invalid("do", "problem.choice")
        }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { PromisesPage(typed: Typed(form, problem)) }
}
