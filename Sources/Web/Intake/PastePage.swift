import Alongside
import Exchange
import Kernel
import Markup
import Storage
import Words

/// A chat message, an e-mail or what somebody said to a voicemail, pasted to be read as a draft (requirement 3.10). Nothing of it is kept.
struct PastePage: Page {
    var typed = Typed()

    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        let say = visit.say
        let form = Form(
            to: visit.to(DeskSite.paste), hidden: visit.hidden,
            """
            \(TextArea(
                "message", label: say("intake.paste.message"), value: typed.value("message") ?? "", hint: say("intake.paste.hint"),
                problem: typed.problem("message", visit), rows: 10, autocomplete: "off"
            ))\(Button(say("intake.paste.button")))
            """
        )
        return Sheet(
            say("intake.paste.title"), frame: .desk, layout: .settings,
            content: """
                \(Problems.summary(typed, visit))<h1>\(say("intake.paste.title"))</h1><p class="lead">\(say("intake.paste.lead"))</p>\(form)\
                <p><a href="\(href: visit.to(.takeIn(.ask)))">\(say("intake.blank.link"))</a></p>\(CrisisLink.html(visit))
                """
        )
    }
}

/// Reads the message and shows the form that it fills in. Nothing is written: what is kept is what somebody sends with that form.
struct PasteAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let (house, group) = (visit.house, visit.group)
        let context = try await house.database.read { try MessageContext(of: group, in: house, $0) }
        let draft = try MessageReader(context).read(form["message"])
        let what = form.text("as").flatMap { TakenIn(rawValue: $0) } ?? (draft.askOrOffer.value == .offer ? .offer : .ask)
        return .page(TakeInPage(what: what, message: form["message"]))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { PastePage(typed: Typed(form, problem)) }
}
