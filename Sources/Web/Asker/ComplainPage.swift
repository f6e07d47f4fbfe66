import Alongside
import Kernel
import Markup
import Storage
import Words

/// Something went wrong: whom it is about, and what it was. It goes past that person.
struct ComplainPage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let complaints: [Complaint]
        let helper: String?
        /// They have just said that not all of it came.
        let isAmiss: Bool
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let ask = try OwnLink.ask(visit, connection)
        let helper = try MatchStore.of(ask: ask.id, in: visit.group.id, connection).last { $0.acceptedAt != nil }
        return Model(
            complaints: try ComplaintStore.of(ask.id, in: visit.group.id, connection),
            helper: try helper.flatMap { try PersonStore.with(id: $0.helper, in: visit.house, group: visit.group.id, connection)?.card?.firstName },
            isAmiss: try FollowUpStore.of(ask.id, in: visit.group.id, connection)?.isAmiss ?? false
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let about = Complaint.About.allCases.filter { $0 != .helper || model.helper != nil }
        let choices = about.map { about in
            about == .helper
                ? Choice(about.rawValue, model.helper ?? say("asker.someone")) : Choice(about.rawValue, say.family("asker.about", about.rawValue))
        }
        let sent: HTML =
            model.complaints.isEmpty || typed.form != nil
            ? HTML.when(model.isAmiss) { Notice(.kind, say("asker.complain.heard")).html } : Notice(.kind, say("asker.complain.done")).html
        let form = Form(
            to: visit.to(LinkSite.complain), hidden: visit.hidden,
            """
            \(RadioCards(
                "about", legend: say("asker.complain.about"), choices: choices, chosen: Set(typed.chosen("about")), hint: say("asker.complain.about.hint"),
                problem: typed.problem("about", visit)
            ))\(TextArea(
                "words", label: say("asker.complain.words"), value: typed.value("words") ?? "", hint: say("asker.complain.words.hint"),
                problem: typed.problem("words", visit), rows: 5, maxlength: TextLimit.complaint
            ))\(Button(say("asker.complain.button")))
            """
        )
        return Sheet(
            say("asker.complain.title"),
            content: """
                \(Problems.summary(typed, visit))<h1>\(say("asker.complain.title"))</h1>\(sent)<p class="lead">\(say("asker.complain.lead"))</p>\(form)\
                \(CrisisLink.html(visit))<p><a href="\(href: visit.to(LinkSite.page))">\(say("ask.details.back"))</a></p>
                """
        )
    }
}

/// Takes a complaint.
struct ComplainSend: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        var problems: [Problem] = []
        let about = Complaint.About(rawValue: form["about"])
        if about == nil { problems.append(.invalid("about", "problem.choice")) }
        let words = try problems.keep { try TextLimit.required(form["words"], field: "words", limit: TextLimit.complaint) }
        if let problem = Problem.all(problems) { throw problem }
        guard let about, let words else { throw Problem.invalid("about", "problem.choice") }
        let input = Complain.Input(about: about, words: words)
        let link = try OwnLink.link(visit)
        let once = OnceKey(form["once"])
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let isHeard = try await house.database.write { transaction in
            try Complain(input, of: link, once: once).run(transaction, in: house, group: group, by: actor)
        }
        return isHeard ? .go(visit.to(LinkSite.complain)) : .page(ComplainUnheard())
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { ComplainPage(typed: Typed(form, problem)) }
}

/// Said honestly: there is nobody in this small group who could hear it except the person it is about.
struct ComplainUnheard: Page {
    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            say("asker.complain.title"),
            content: """
                <h1>\(say("asker.complain.title"))</h1>\(Notice(.waiting, say("asker.complain.nobody")))\(CrisisLink.html(visit))\
                <p><a href="\(href: visit.to(LinkSite.page))">\(say("ask.details.back"))</a></p>
                """
        )
    }
}
