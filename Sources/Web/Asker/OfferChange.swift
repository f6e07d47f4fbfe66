import Alongside
import Kernel
import Markup
import Storage
import Words

/// What is offered and when, with what stands in the offer.
struct OfferChangePage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let offer: Offer
        let details: OfferDetails
        let categories: [Alongside.Category]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let offer = try OwnOffer.offer(visit, connection)
        let details = try OwnOffer.details(of: offer, visit, connection)
        let own = Set([offer.category] + details.alsoKinds)
        return Model(
            offer: offer, details: details,
            categories: try visit.house.categories.all(in: visit.group, activeOnly: false, connection).filter { $0.active || own.contains($0.id) }
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let today = CalendarDay.of(visit.now, zone: visit.zone)
        let until = CalendarDay.of(model.offer.untilAt, zone: visit.zone)
        let start = OfferFields.Start(
            categories: [model.offer.category] + model.details.alsoKinds, words: model.details.words, hours: model.offer.hours,
            until: until < today ? today + OfferHelp.usualDays : until, minutes: model.offer.minutes, remote: model.offer.remote,
            inexhaustible: model.offer.inexhaustible, once: model.offer.once
        )
        let fields = OfferFields(start: start, typed: typed, categories: model.categories, visit: visit)
        return Sheet(
            say("offer.change.title"),
            content: """
                \(Problems.summary(typed, visit))<h1>\(say("offer.change.title"))</h1>\
                \(Form(to: visit.to(LinkSite.change), hidden: visit.hidden, "\(fields.what)\(fields.small)\(fields.when)\(Button(say("asker.change.save")))"))\
                <p><a href="\(href: visit.to(LinkSite.page))">\(say("ask.details.back"))</a></p>
                """
        )
    }
}

/// Saves a change of an offer, pauses it or lets it go on.
struct OfferChange: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let step = try step(form, visit)
        let link = try OwnLink.link(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { transaction in
            try ChangeOffer(step, of: link).run(transaction, in: house, group: group, by: actor)
        }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { OfferChangePage(typed: Typed(form, problem)) }

    private func step(_ form: Submission, _ visit: Visit) throws -> ChangeOffer.Step {
        switch form["do"] {
        case "pause": return .pause
        case "resume": return .resume
        default:
            var problems: [Problem] = []
            let what = try OfferWhat(form, visit, &problems)
            if let problem = Problem.all(problems) { throw problem }
            let today = CalendarDay.of(visit.now, zone: visit.zone)
            return .write(
                ChangeOffer.Input(
                    categories: what.categories, words: what.words, hours: what.hours, until: what.until ?? today + OfferHelp.usualDays,
                    minutes: what.minutes, remote: what.remote, inexhaustible: what.inexhaustible, once: what.once
                )
            )
        }
    }
}

/// Takes an offer back.
struct OfferWithdraw: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let link = try OwnLink.link(visit)
        guard let subject = link.subject else { throw Problem.missing() }
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let undo = try await house.database.write { transaction in
            try WithdrawOffer(subject.named()).run(transaction, in: house, group: group, by: actor, link: link)
        }
        var here = visit.to(LinkSite.page)
        here.undo = undo.text
        return .go(here)
    }
}

/// Takes the taking back back.
struct OfferUndo: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let link = try OwnLink.link(visit)
        let undo: ID<Undo> = try visit.id(id)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { transaction in
            try UndoOfferWithdrawal(undo, of: link).run(transaction, in: house, group: group, by: actor)
        }
        return .go(visit.to(LinkSite.page))
    }
}
