import Alongside
import Kernel
import Markup
import Storage
import Words

/// Thanks from person to person; nobody is asked twice.
struct ThankPage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let thanks: Thanks?
        let helper: String?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let ask = try OwnLink.ask(visit, connection)
        let thanks = try ThanksStore.of(ask.id, in: visit.group.id, connection)
        let helper = try thanks.flatMap { try PersonStore.with(id: $0.helper, in: visit.house, group: visit.group.id, connection) }
        return Model(thanks: thanks, helper: helper?.card?.firstName)
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let name = model.helper ?? say("asker.someone")
        let back: HTML = "<p><a href=\"\(href: visit.to(LinkSite.page))\">\(say("ask.details.back"))</a></p>"
        guard model.thanks?.state == .asked else {
            let sentence = model.thanks == nil ? say("asker.thank.early") : say("asker.thank.twice")
            return Sheet(say("asker.thank.title"), content: "<h1>\(say("asker.thank.title"))</h1>\(Notice(.kind, sentence))\(back)")
        }
        let form = Form(
            to: visit.to(LinkSite.thank), hidden: visit.hidden,
            """
            \(TextArea(
                "words", label: say("asker.thank.words", ["name": .text(name)]), value: typed.value("words") ?? "", hint: say("asker.thank.hint"),
                problem: typed.problem("words", visit), rows: 3, maxlength: TextLimit.note
            ))\(Button(say("asker.thank.send")))\(Button(say("asker.thank.skip"), .quiet, name: "skip", value: "yes", wide: true))
            """
        )
        return Sheet(
            say("asker.thank.title"),
            content:
                "\(Problems.summary(typed, visit))<h1>\(say("asker.thank.title"))</h1><p class=\"lead\">\(say("asker.thank.lead", ["name": .text(name)]))</p>\(form)\(back)"
        )
    }
}

/// Passes thanks on, or leaves it.
struct Thank: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let words = form.has("skip") ? nil : try TextLimit.required(form["words"], field: "words", limit: TextLimit.note, "asker.thank.empty")
        let link = try OwnLink.link(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { transaction in
            try GiveThanks(words, of: link).run(transaction, in: house, group: group, by: actor)
        }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { ThankPage(typed: Typed(form, problem)) }
}
