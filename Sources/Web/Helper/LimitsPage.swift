import Alongside
import Kernel
import Markup
import Storage
import Words

/// My limits: how much, when, how far, with what, in which languages. Theirs to set.
struct LimitsPage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let helper: Helper
        let categories: [Alongside.Category]
    }

    /// The distances that can be chosen, in metres.
    static let distances = [500, 1_000, 2_000, 5_000, 10_000, 50_000]

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        Model(
            helper: try HelperStore.existing(HelperLink.person(visit), in: visit.group.id, connection),
            categories: try visit.house.categories.all(in: visit.group, connection)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            say("helping.limits.title"),
            content: """
                <h1>\(say("helping.limits.title"))</h1>\(Problems.summary(typed, visit))<p class="lead">\(say("helping.limits.lead"))</p>\
                \(Form(to: visit.to(LinkSite.limits), hidden: visit.hidden, "\(when(model.helper, visit))\(way(model.helper, visit))\(what(model, visit))\(Button(say("helping.limits.save")))"))\
                <p><a href="\(href: visit.to(LinkSite.page))">\(say("helping.mine.back"))</a></p>
                """
        )
    }

    private func when(_ helper: Helper, _ visit: Visit) -> HTML {
        let say = visit.say
        let stored = Set(helper.hours.slots.map { HoursGrid.Slot($0) })
        let chosen = typed.form == nil ? stored : Set(typed.chosen("hours").compactMap { HoursGrid.Slot(value: $0) })
        return """
            \(TextField(
                "limit", label: say("helping.limits.week"), value: typed.value("limit", else: String(helper.weeklyLimit)) ?? "",
                hint: say("helping.limits.week.hint"), problem: typed.problem("limit", visit), autocomplete: "off", inputmode: "numeric", maxlength: 4
            ))\(HoursGrid(
                "hours", legend: say("offer.form.hours"), chosen: chosen, problem: typed.problem("hours", visit),
                firstWeekday: visit.group.firstWeekday == 1 ? 7 : visit.group.firstWeekday - 1, say: say
            ))
            """
    }

    private func way(_ helper: Helper, _ visit: Visit) -> HTML {
        let say = visit.say
        let reach = Self.distances.first { $0 >= helper.reachMetres } ?? Self.distances[Self.distances.count - 1]
        return """
            \(RadioCards(
                "transport", legend: say("offer.form.transport"),
                choices: Helper.Transport.allCases.map { Choice($0.rawValue, say.family("offer.transport", $0.rawValue)) },
                chosen: Set(typed.chosen("transport", else: [helper.transport.rawValue])), problem: typed.problem("transport", visit)
            ))\(Select(
                "reach", label: say("helping.limits.far"),
                choices: Self.distances.map { Choice(String($0), Self.distance($0, say)) }, chosen: typed.value("reach", else: String(reach)),
                problem: typed.problem("reach", visit)
            ))\(CheckboxRow("remote", label: say("offer.form.remote"), checked: typed.isOn("remote", else: helper.remoteOnly)))\
            \(CheckboxRow("lift", label: say("helping.limits.lift"), checked: typed.isOn("lift", else: helper.canLift)))\
            \(CheckboxRow("climb", label: say("helping.limits.climb"), checked: typed.isOn("climb", else: helper.canClimb)))\
            \(CheckboxRow("front", label: say("helping.limits.front"), checked: typed.isOn("front", else: helper.mayFront), hint: say("helping.limits.front.hint")))
            """
    }

    private func what(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let tags = visit.group.languages + model.helper.languages.filter { !visit.group.languages.contains($0) }
        return """
            \(RadioCards(
                "languages", legend: say("offer.form.languages"), choices: tags.map { Choice($0.text, say.languageName($0)) },
                chosen: Set(typed.chosen("languages", else: model.helper.languages.map(\.text))), several: true, problem: typed.problem("languages", visit)
            ))\(RadioCards(
                "kind", legend: say("helping.limits.kinds"), choices: Kinds.choices(model.categories, visit),
                chosen: Set(typed.chosen("kind", else: model.helper.categories.map(\.text))), several: true, hint: say("helping.limits.kinds.hint"),
                problem: typed.problem("kind", visit)
            ))
            """
    }

    static func distance(_ metres: Int, _ say: Wording) -> String {
        metres < 1_000 ? say("helping.limits.far.near") : say("helping.far.about", ["count": .count(metres / 1_000)])
    }
}

/// Saves them.
struct LimitsSave: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let helper = try HelperLink.person(visit)
        let input = try Self.read(form, visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { try ChangeLimits(input, of: helper).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { LimitsPage(typed: Typed(form, problem)) }

    private static func read(_ form: Submission, _ visit: Visit) throws -> ChangeLimits.Input {
        var problems: [Problem] = []
        let limit = TypedNumber.read(form["limit"])
        if limit == nil { problems.append(.invalid("limit", "problem.number.unclear", ["example": "2"])) }
        let transport = Helper.Transport(rawValue: form["transport"])
        if transport == nil { problems.append(.invalid("transport", "problem.choice")) }
        let reach = TypedNumber.read(form["reach"])
        if reach.map({ !LimitsPage.distances.contains($0) }) ?? true { problems.append(.invalid("reach", "problem.choice")) }
        let slots = form.all("hours").compactMap { HoursGrid.Slot(value: $0)?.slot }
        if slots.isEmpty { problems.append(.invalid("hours", "helping.problem.hours")) }
        let languages = form.all("languages").compactMap { LanguageTag($0) }.filter { SpokenLanguages.all(of: visit.group).contains($0) }
        if languages.isEmpty { problems.append(.invalid("languages", "helping.problem.languages")) }
        if let problem = Problem.all(problems) { throw problem }
        return ChangeLimits.Input(
            weeklyLimit: limit ?? 0, hours: WeekHours(slots), reachMetres: reach ?? 0, transport: transport ?? .foot, remoteOnly: form.has("remote"),
            canLift: form.has("lift"), canClimb: form.has("climb"), mayFront: form.has("front"), languages: languages,
            categories: Set(form.all("kind").compactMap { ID<Alongside.Category>(text: $0) })
        )
    }
}
