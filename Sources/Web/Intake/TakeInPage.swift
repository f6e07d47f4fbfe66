import Alongside
import Exchange
import Kernel
import Markup
import Storage
import Words

/// The ask form and the offer form as somebody of the group fills them in for a neighbour, with the message beside it where one was pasted.
struct TakeInPage: Page {
    let what: TakenIn
    var typed = Typed()
    var message: String?

    struct Model: Sendable {
        let categories: [Alongside.Category]
        let zones: [Zone]
        let draft: MessageDraft?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        var draft: MessageDraft?
        if let message {
            // Sent back with the form, it may be cut or longer than it was: then there is only the form.
            draft = try? MessageReader(MessageContext(of: visit.group, in: visit.house, connection)).read(message)
        }
        return Model(
            categories: try visit.house.categories.all(in: visit.group, connection), zones: try ZoneStore.all(in: visit.group.id, connection),
            draft: draft
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        // A form that was sent stands as it was typed; before that, as the draft says.
        let typed = self.typed.form == nil ? Typed(model.draft.map { DraftFields(draft: $0, visit: visit).submission(what) }) : self.typed
        let title = what == .ask ? say("intake.title.ask") : say("intake.title.offer")
        let questions = what == .ask ? ask(model, typed, visit) : offer(model, typed, visit)
        let form = Form(
            to: visit.to(.takeIn(what)), hidden: visit.hidden + (message.map { [(name: "message", value: $0)] } ?? []),
            """
            \(questions)\(door(typed, visit))<p class="detail">\(say("intake.consent"))</p>\
            <p class="detail">\(what == .ask ? ConsentSentence.ask(visit) : ConsentSentence.offer(visit))</p>\
            \(Button(what == .ask ? say("intake.button.ask") : say("intake.button.offer")))
            """
        )
        let beside: HTML = HTML.when(model.draft) {
            DraftFound(draft: $0, message: message ?? "", what: what, categories: model.categories, visit: visit).html
        }
        return Sheet(
            title, frame: .desk, layout: .settings,
            content: """
                \(Problems.summary(self.typed, visit))<h1>\(title)</h1>\(HTML.when(model.draft == nil) { lead(visit) })\
                <div\(attribute: "class", model.draft == nil ? nil : "beside")>\(beside)<div>\(form)</div></div>\(CrisisLink.html(visit))
                """
        )
    }

    private func lead(_ visit: Visit) -> HTML {
        let say = visit.say
        return """
            <p class="lead">\(say("intake.lead"))</p>\(SwitchTabs(
                label: say("intake.switch"),
                tabs: [
                    .init(say("intake.switch.ask"), visit.to(.takeIn(.ask)), isCurrent: what == .ask),
                    .init(say("intake.switch.offer"), visit.to(.takeIn(.offer)), isCurrent: what == .offer),
                ]
            ))<p><a href="\(href: visit.to(DeskSite.paste))">\(say("intake.paste.link"))</a></p>
            """
    }

    private func ask(_ model: Model, _ typed: Typed, _ visit: Visit) -> HTML {
        let fields = AskFields(
            start: .init(language: visit.group.mainLanguage), typed: typed, categories: model.categories, zones: model.zones,
            speaker: .desk, visit: visit
        )
        return "\(fields.html())\(pick(model, typed, visit))"
    }

    private func offer(_ model: Model, _ typed: Typed, _ visit: Visit) -> HTML {
        let fields = OfferFields(start: .init(), typed: typed, categories: model.categories, speaker: .desk, visit: visit)
        let page = OfferPage(typed: typed, speaker: .desk)
        return "\(fields.what)\(fields.small)\(page.name(visit))\(pick(model, typed, visit))\(fields.when)\(page.more(model.zones, visit))"
    }

    /// Of several numbers and addresses one is picked; what is typed above goes before.
    private func pick(_ model: Model, _ typed: Typed, _ visit: Visit) -> HTML {
        guard let draft = model.draft, draft.phone.isOpen || draft.email.isOpen else { return .empty }
        // Isolated, so that the plus sign of a number stays before it in a page from right to left.
        let all = draft.phone.choices.map(\.value) + draft.email.choices.map(\.value)
        return RadioCards(
            "reach-pick", legend: visit.say("intake.reach.pick"), choices: all.map { Choice($0, "\u{2066}\($0)\u{2069}") },
            chosen: Set(typed.chosen("reach-pick", else: [])), hint: visit.say("intake.reach.pick.hint")
        ).html
    }

    private func door(_ typed: Typed, _ visit: Visit) -> HTML {
        RadioCards(
            "door", legend: visit.say("intake.door"),
            choices: TakeAskIn.doors.map { Choice($0.rawValue, visit.say.family("intake.door", $0.rawValue)) },
            chosen: Set(typed.chosen("door", else: message == nil ? [Ask.Door.phone.rawValue] : [])), problem: typed.problem("door", visit)
        ).html
    }
}

/// What is taken in.
public enum TakenIn: String, Hashable, Sendable, CaseIterable { case ask, offer }

/// Takes an ask in and leads to it on the desk.
struct TakeAskInAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let input = try AskForm(form, visit, takenIn: true).input
        guard let once = OnceKey(form["once"]) else { throw Problem(.invalid, "problem.form.expired") }
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.lookups.prepare(in: house, group: group.id)
        let ask = try await house.database.write { try TakeAskIn(input, once: once).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(.ask(ask.text)))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        TakeInPage(what: .ask, typed: Typed(form, problem), message: form.text("message"))
    }
}

/// Takes an offer in and leads to the offers.
struct TakeOfferInAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let input = try OfferForm(form, visit, takenIn: true).input
        guard let once = OnceKey(form["once"]) else { throw Problem(.invalid, "problem.form.expired") }
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.lookups.prepare(in: house, group: group.id)
        _ = try await house.database.write { try TakeOfferIn(input, once: once).run($0, in: house, group: group, by: actor) }
        // Who may not see helpers goes back to the board.
        return .go(visit.actor.may(.seeHelpers) ? visit.to(DeskSite.offers) : visit.to(DeskSite.board(BoardFilter())))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        TakeInPage(what: .offer, typed: Typed(form, problem), message: form.text("message"))
    }
}
