import Alongside
import Kernel
import Markup
import Storage
import Words

/// The form on which people ask. No account, no script, no cookie.
struct AskPage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let categories: [Alongside.Category]
        let zones: [Zone]
        let waits: [ID<Alongside.Category>: HonestWait]
        let message: GroupText?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let group = visit.group
        return Model(
            categories: try visit.house.categories.all(in: group, connection),
            zones: try ZoneStore.all(in: group.id, connection),
            waits: try HonestWait.all(at: visit.now, in: group, connection),
            message: try GroupTextStore.ofScope(at: visit.now, for: visit.say.language, in: group, connection)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let categories = visit.group.scope(at: visit.now) == .essentials ? model.categories.filter(\.essential) : model.categories
        let isForSomebody = ForSomebody.isMeant(visit, typed)
        let fields = AskFields(
            start: .init(), typed: typed, categories: categories, zones: model.zones, speaker: isForSomebody ? .forSomebody : .neighbour, visit: visit
        )
        let form = Form(
            to: visit.to(.ask), hidden: visit.hidden + (isForSomebody ? [ForSomebody.mark] : []),
            """
            \(fields.html())\(Waits.disclosure(model.waits, categories, visit))<p class="detail">\(ConsentSentence.ask(visit))</p>\
            \(Button(say("ask.form.button")))\(WhoSees.disclosure(visit))
            """
        )
        return Sheet(
            say("ask.form.title"),
            content: """
                \(Problems.summary(typed, visit))<h1>\(say("ask.form.title"))</h1><p class="lead">\(say("ask.form.lead"))</p>\
                \(AskOrOffer.tabs(visit, isAsk: true))\(ForSomebody.way(visit, isForSomebody))\(ScopeNotice.html(model.message, visit))\(form)\(CrisisLink.html(visit))
                """
        )
    }
}

/// The switch between asking and offering (requirement 2.3).
enum AskOrOffer {
    static func tabs(_ visit: Visit, isAsk: Bool) -> HTML {
        SwitchTabs(
            label: visit.say("ask.switch"),
            tabs: [
                .init(visit.say("ask.switch.ask"), visit.to(.ask), isCurrent: isAsk),
                .init(visit.say("ask.switch.offer"), visit.to(.offer), isCurrent: !isAsk),
            ]
        ).html
    }
}

/// What somebody agrees to by sending, in one sentence above the button.
enum ConsentSentence {
    static func ask(_ visit: Visit) -> String {
        visit.say.family("consent.ask", String(Consent.current), ["days": .count(visit.group.retentionDays)])
    }

    static func offer(_ visit: Visit) -> String {
        visit.say.family("consent.offer", String(Consent.current), ["days": .count(visit.group.retentionDays)])
    }
}

/// "Who sees what?" in short, with the way to the long answer.
enum WhoSees {
    static func disclosure(_ visit: Visit) -> HTML {
        let say = visit.say
        return Disclosure(
            say("ask.whoSees"),
            """
            <p>\(say("ask.whoSees.board"))</p><p>\(say("ask.whoSees.helper"))</p>\
            <p>\(say("ask.whoSees.forgotten", ["days": .count(visit.group.retentionDays)]))</p>\
            <p><a href="\(href: visit.to(.whoSeesWhat))">\(say("ask.whoSees.more"))</a></p>
            """
        ).html
    }
}

/// The way to the crisis card, one tap from every page on which somebody asks (requirement 2.24).
enum CrisisLink {
    static func html(_ visit: Visit) -> HTML {
        "<p><a href=\"\(href: visit.to(.crisis))\">\(visit.say("ask.crisis.link"))</a></p>"
    }
}
