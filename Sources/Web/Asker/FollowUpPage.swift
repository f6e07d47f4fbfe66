import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// Two days later: did it come, is anything wrong, again, something you would like to share? Once answered, the form for asking again stands here,
/// filled in; it stands here at once where nothing came, because somebody said that it is not wanted.
struct FollowUpPage: Page {
    var typed = Typed()
    /// The form for asking again is the one that was sent.
    var isAgain = false

    struct Model: Sendable {
        let isOver: Bool
        /// There is nothing to say of how it was.
        let nothingCame: Bool
        let followUp: FollowUp?
        let start: AskFields.Start
        /// Who is asked first when they ask again.
        let helper: String?
        let categories: [Alongside.Category]
        let zones: [Zone]
        let message: GroupText?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let group = visit.group
        let ask = try OwnLink.ask(visit, connection)
        let (face, details) = try OwnLink.sealed(of: ask, visit, connection)
        var start = AskFields.Start(ask, face, details, visit)
        start.when = nil
        start.date = ""
        start.calls = start.calls && group.canBeCalled
        let first = try AskedFirst.helper(after: ask, in: visit.house, group: group, connection)
        let helper = try first.flatMap { try PersonStore.with(id: $0, in: visit.house, group: group.id, connection) }
        return Model(
            isOver: ask.state == .done || ask.closing == .met || ask.closing == .notWanted, nothingCame: ask.closing == .notWanted,
            followUp: try FollowUpStore.of(ask.id, in: group.id, connection), start: start,
            helper: helper?.card?.firstName, categories: try visit.house.categories.all(in: group, connection),
            zones: try ZoneStore.all(in: group.id, connection),
            message: try GroupTextStore.ofScope(at: visit.now, for: visit.say.language, in: group, connection)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let back: HTML = "<p><a href=\"\(href: visit.to(LinkSite.page))\">\(say("ask.details.back"))</a></p>"
        guard model.isOver else {
            return Sheet(
                say("asker.followUp.title"), content: "<h1>\(say("asker.followUp.title"))</h1>\(Notice(.info, say("asker.followUp.early")))\(back)"
            )
        }
        let wantsAgain = isAgain || model.nothingCame || (typed.form == nil && model.followUp?.isAnswered == true && model.followUp?.again == true)
        let content = wantsAgain ? again(model, visit) : questions(model, visit)
        return Sheet(wantsAgain ? say("asker.again.title") : title(model, say), content: "\(Problems.summary(typed, visit))\(content)\(back)")
    }

    /// Who has answered is not asked once more, by a heading either.
    private func title(_ model: Model, _ say: Wording) -> String {
        say(isAnswered(model) ? "asker.followUp.answered.title" : "asker.followUp.title")
    }

    private func questionForm(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        return Form(
            to: visit.to(LinkSite.followUp), hidden: visit.hidden,
            """
            \(RadioCards(
                "came", legend: say("asker.followUp.came"),
                choices: FollowUp.Came.allCases.map { Choice($0.rawValue, say.family("asker.came", $0.rawValue)) },
                chosen: Set(typed.chosen("came", else: [model.followUp?.came?.rawValue].compactMap { $0 })), problem: typed.problem("came", visit)
            ))\(TextArea(
                "words", label: say("asker.followUp.words"), value: typed.value("words") ?? "", hint: say("asker.followUp.words.hint"),
                problem: typed.problem("words", visit), rows: 3, maxlength: TextLimit.words
            ))\(CheckboxRow("again", label: say("asker.followUp.again"), checked: typed.isOn("again")))\(Button(say("asker.followUp.button")))
            """
        ).html
    }

    private func questions(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        // Who has answered is thanked and not asked again.
        let form = isAnswered(model) ? thanks(model, visit) : questionForm(model, visit)
        return """
            <h1>\(title(model, say))</h1>\(form)<p><a href="\(href: visit.to(LinkSite.complain))">\(say("asker.complain.link"))</a></p>\
            <h2>\(say("asker.followUp.share.title"))</h2><p>\(say("asker.followUp.share"))</p>\
            <p>\(ButtonLink(say("asker.followUp.share.button"), to: visit.to(.offer), .secondary))</p>
            """
    }

    private func isAnswered(_ model: Model) -> Bool { model.followUp?.isAnswered == true && typed.form == nil }

    /// Thanks; where not all of it came also who knows of it now. More than that nobody has to say: the way to it stands below.
    private func thanks(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        return """
            \(Notice(.kind, say("asker.followUp.thanks")))\
            \(HTML.when(model.followUp?.isAmiss == true) { "<p>\(say("asker.followUp.amiss"))</p>" })
            """
    }

    private func again(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let lead =
            model.helper.map { say("asker.again.lead.name", ["name": .text($0)]) } ?? say("asker.again.lead")
        let fields = AskFields(start: model.start, typed: typed, categories: model.categories, zones: model.zones, visit: visit)
        return """
            \(HTML.when(isAnswered(model)) { thanks(model, visit) })<h1>\(say("asker.again.title"))</h1><p class="lead">\(lead)</p>\(ScopeNotice.html(model.message, visit))\(Form(
                to: visit.to(LinkSite.followUp), hidden: visit.hidden + [(name: "do", value: "again")],
                "\(fields.html())<p class=\"detail\">\(ConsentSentence.ask(visit))</p>\(Button(say("ask.form.button")))"
            ))\(HTML.when(model.followUp?.isAmiss == true) { "<p><a href=\"\(href: visit.to(LinkSite.complain))\">\(say("asker.complain.link"))</a></p>" })
            """
    }
}

/// Takes the answer, or the ask that comes again; the same person asks, so that the same neighbour is suggested first (requirement 1.11).
struct FollowUpAnswer: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        form["do"] == "again" ? try await askAgain(form, visit) : try await answer(form, visit)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        FollowUpPage(typed: Typed(form, problem), isAgain: form["do"] == "again")
    }

    private func answer(_ form: Submission, _ visit: Visit) async throws -> Answer {
        var problems: [Problem] = []
        if FollowUp.Came(rawValue: form["came"]) == nil { problems.append(.invalid("came", "problem.choice")) }
        let words = try problems.keep { try TextLimit.read(form["words"], field: "words", limit: TextLimit.words) } ?? nil
        if let problem = Problem.all(problems) { throw problem }
        let input = AnswerFollowUp.Input(came: FollowUp.Came(rawValue: form["came"]) ?? .yes, again: form.has("again"), words: words)
        let link = try OwnLink.link(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { transaction in
            try AnswerFollowUp(input, of: link).run(transaction, in: house, group: group, by: actor)
        }
        return .go(visit.to(LinkSite.followUp))
    }

    private func askAgain(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard let once = OnceKey(form["once"]) else { throw Problem(.invalid, "problem.form.expired") }
        let input = try AskForm(form, visit, person: OwnLink.link(visit).person).input
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let opened = try await house.database.write { transaction in
            try OpenAsk(input, once: once).run(transaction, in: house, group: group, by: actor)
        }
        return .go(visit.to(.link(token: opened.token.text, .page)))
    }
}
