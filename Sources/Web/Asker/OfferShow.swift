import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// The private page of an offer: what was said, until when, and the way to one's own promises.
struct OfferShow: Page {
    struct Model: Sendable {
        let offer: Offer
        let details: OfferDetails
        let kinds: [String]
        /// The token of the helper's own page, where it was made with this offer and still opens.
        let helperToken: LinkToken?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let group = visit.group
        let offer = try OwnOffer.offer(visit, connection)
        let details = try OwnOffer.details(of: offer, visit, connection)
        let categories = try visit.house.categories.all(in: group, activeOnly: false, connection)
        var helperToken: LinkToken?
        if let token = visit.link?.token {
            let beside = OfferHelp.helperToken(beside: token, in: group.id)
            if try LinkStore.with(hash: beside.hash, in: group.id, connection)?.isOpen(at: visit.now) == true { helperToken = beside }
        }
        return Model(
            offer: offer, details: details,
            kinds: ([offer.category] + details.alsoKinds).map { Kinds.name(of: $0, among: categories, visit) }, helperToken: helperToken
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let state = model.offer.state
        let until = say.day(model.offer.untilAt, zone: visit.zone, now: visit.now)
        return Sheet(
            say.family("offer.title", state.rawValue), scripts: ["copy.js"],
            content: """
                \(undo(model, visit))<h1>\(say.family("offer.title", state.rawValue))</h1>\
                <p class="lead">\(say.family("offer.next", state.rawValue, ["day": .made(until)]))</p>\(promises(model, visit))\
                \(facts(model, visit))\(actions(model, visit))\(keep(visit))\
                <p><a href="\(href: visit.to(.ask))">\(say("offer.ask"))</a></p>
                """
        )
    }

    private func undo(_ model: Model, _ visit: Visit) -> HTML {
        guard model.offer.state == .withdrawn, let undo = OwnLink.undo(visit) else { return .empty }
        return UndoBar(
            visit.say("offer.withdrawn.done"), to: visit.to(LinkSite.undo(undo.id.text)), hidden: visit.hidden,
            until: visit.say.time(undo.until, zone: visit.zone), say: visit.say
        ).html
    }

    private func promises(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard let token = model.helperToken else { return Notice(.info, say("offer.promises.sent")).html }
        return Card(
            title: say("offer.promises.title"),
            """
            <p>\(say("offer.promises"))</p>\
            <p>\(ButtonLink(say("offer.promises.button"), to: visit.to(GroupSite.link(token: token.text, .page)), .secondary))</p>\
            \(CopyBox(id: "helper-link", label: say("offer.promises.label"), text: visit.address(of: .link(token: token.text, .page)), say: say))
            """
        ).html
    }

    private func facts(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        var rows: [DefinitionList.Row] = [.init(say("offer.told.kinds"), say.list(model.kinds))]
        if !model.details.words.isEmpty { rows.append(.init(say("offer.told.words"), html: Paragraphs(model.details.words).html)) }
        if let minutes = model.offer.minutes { rows.append(.init(say("offer.told.minutes"), say.duration(.minutes(minutes)))) }
        if model.offer.remote { rows.append(.init(say("offer.told.how"), say("offer.form.remote"))) }
        if model.offer.inexhaustible { rows.append(.init(say("offer.told.often"), say("offer.form.inexhaustible"))) }
        if model.offer.once { rows.append(.init(say("offer.told.often"), say("offer.form.once"))) }
        rows.append(.init(say("offer.told.until"), say.date(model.offer.untilAt, zone: visit.zone)))
        return DefinitionList(rows).html
    }

    private func actions(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let state = model.offer.state
        func step(_ word: String, _ label: String) -> HTML {
            Form(to: visit.to(LinkSite.change), hidden: visit.hidden + [(name: "do", value: word)], Button(label, .secondary, wide: true).html).html
        }
        return """
            <div class="stack">\
            \(HTML.when(state.after(.prolong) != nil) { ButtonLink(say("offer.change.button"), to: visit.to(LinkSite.change), .secondary, wide: true).html })\
            \(HTML.when(state.after(.pause) != nil) { step("pause", say("offer.pause.button")) })\
            \(HTML.when(state.after(.resume) != nil) { step("resume", say("offer.resume.button")) })\
            \(HTML.when(state.after(.withdraw) != nil) {
                Form(to: visit.to(LinkSite.withdraw), hidden: visit.hidden, Button(say("offer.withdraw.button"), .quiet, wide: true).html).html
            })</div>
            """
    }

    private func keep(_ visit: Visit) -> HTML {
        guard let token = visit.link?.token.text else { return .empty }
        return """
            <section><h2>\(visit.say("asker.keep.title"))</h2><p>\(visit.say("offer.keep"))</p>\
            \(CopyBox(id: "own-link", label: visit.say("asker.keep.label"), text: visit.address(of: .link(token: token, .page)), say: visit.say))\
            \(PersonalCopyFile.link(visit))</section>
            """
    }
}

/// The offer of this visit's link.
enum OwnOffer {
    static func offer(_ visit: Visit, _ connection: any Connection) throws -> Offer {
        guard let subject = visit.link?.link.subject, let offer = try OfferStore.with(id: subject.named(), in: visit.group.id, connection) else {
            throw Problem.missing()
        }
        guard offer.forgottenAt == nil else { throw Problem.missing("problem.forgotten") }
        return offer
    }

    static func details(of offer: Offer, _ visit: Visit, _ connection: any Connection) throws -> OfferDetails {
        try OfferStore.details(of: offer.id, key: visit.linkedSubjectKey(connection), in: visit.house, group: visit.group.id, connection)
    }
}
