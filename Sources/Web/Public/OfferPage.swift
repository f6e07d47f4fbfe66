import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// The form on which people offer. It is the other side of the same switch; no account, no script, no cookie.
struct OfferPage: Page {
    var typed = Typed()
    var speaker = Speaker.neighbour

    private var isAtDesk: Bool { speaker == .desk }

    struct Model: Sendable {
        let categories: [Alongside.Category]
        let zones: [Zone]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        Model(categories: try visit.house.categories.all(in: visit.group, connection), zones: try ZoneStore.all(in: visit.group.id, connection))
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let fields = OfferFields(start: .init(), typed: typed, categories: model.categories, visit: visit)
        let form = Form(
            to: visit.to(.offer), hidden: visit.hidden,
            """
            \(fields.what)\(fields.small)\(name(visit))\(fields.when)\(more(model.zones, visit))<p class="detail">\(ConsentSentence.offer(visit))</p>\
            \(Button(say("offer.form.button")))\(WhoSees.disclosure(visit))
            """
        )
        return Sheet(
            say("offer.form.title"),
            content: """
                \(Problems.summary(typed, visit))<h1>\(say("offer.form.title"))</h1><p class="lead">\(say("offer.form.lead"))</p>\
                \(AskOrOffer.tabs(visit, isAsk: false))\(form)
                """
        )
    }

    /// Who offers, and how to reach them.
    func name(_ visit: Visit) -> HTML {
        let say = visit.say
        return """
            \(TextField(
                "name", label: isAtDesk ? say("ask.form.name.other") : say("ask.form.name"), value: typed.value("name") ?? "",
                hint: isAtDesk ? say("ask.form.name.other.hint") : say("ask.form.name.hint"),
                problem: typed.problem("name", visit), autocomplete: "off", maxlength: TextLimit.alias
            ))\(TextField(
                "reach", label: isAtDesk ? say("intake.form.reach") : say("offer.form.reach"), value: typed.value("reach") ?? "",
                hint: say("offer.form.reach.hint"), problem: typed.problem("reach", visit), autocomplete: isAtDesk ? "off" : "tel",
                maxlength: TextLimit.contact
            ))
            """
    }

    /// What helps to find a good match, for who likes to say it; open when something in it is to be mended.
    func more(_ zones: [Zone], _ visit: Visit) -> HTML {
        let say = visit.say
        let spoken = Set(typed.chosen("languages", else: [visit.say.language.text]))
        let others = SpokenLanguages.choices(visit).filter { !visit.group.languages.contains($0.tag) }
        // The language of the page is what they speak, also where the group has no card for it.
        let other = others.first { $0.tag == visit.say.language }?.tag.text
        let isOpen = ["place", "zone", "languages", "transport"].contains { typed.problem($0, visit) != nil }
        let zone: HTML = HTML.when(!zones.isEmpty) {
            ZoneSelect(zones: zones, chosen: typed.value("zone"), problem: typed.problem("zone", visit), say: say).html
        }
        return Disclosure(
            isAtDesk ? say("intake.form.more") : say("offer.form.more"), open: isOpen,
            """
            \(TextField(
                "place", label: isAtDesk ? say("intake.form.place") : say("offer.form.place"), value: typed.value("place") ?? "",
                hint: isAtDesk ? say("intake.form.place.hint") : say("offer.form.place.hint"),
                problem: typed.problem("place", visit), autocomplete: "off", maxlength: TextLimit.place
            ))\(zone)\(RadioCards(
                "transport", legend: isAtDesk ? say("intake.form.transport") : say("offer.form.transport"),
                choices: Helper.Transport.allCases.map { Choice($0.rawValue, say.family("offer.transport", $0.rawValue)) },
                chosen: Set(typed.chosen("transport", else: [Helper.Transport.foot.rawValue])), problem: typed.problem("transport", visit)
            ))\(RadioCards(
                "languages", legend: isAtDesk ? say("intake.form.languages") : say("offer.form.languages"),
                choices: visit.group.languages.map { Choice($0.text, say.languageName($0)) },
                chosen: spoken, several: true, problem: typed.problem("languages", visit)
            ))\(Select(
                "language-other", label: say("offer.form.language.other"),
                choices: [Choice("", say("offer.form.language.none"))] + others.map { Choice($0.tag.text, $0.name) },
                chosen: typed.value("language-other", else: other)
            ))
            """
        ).html
    }
}

/// Takes an offer in and leads to its private page.
struct OfferSend: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let input = try OfferForm(form, visit).input
        guard let once = OnceKey(form["once"]) else { throw Problem(.invalid, "problem.form.expired") }
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.lookups.prepare(in: house, group: group.id)
        let offered = try await house.database.write { transaction in
            try OfferHelp(input, once: once).run(transaction, in: house, group: group, by: actor)
        }
        return .go(visit.to(.link(token: offered.token.text, .page)))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { OfferPage(typed: Typed(form, problem)) }
}
