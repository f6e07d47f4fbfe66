import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// What neighbours offer now: newest first, with the way to whoever offers it; page by page where it is much.
struct OfferList: Page {
    static let pageSize = 50

    var problem: Problem?

    struct Model: Sendable {
        let rows: [Row]
        let count: Int
        let page: Int

        var pages: Int { PageNumber.pages(of: count, size: OfferList.pageSize) }
    }

    struct Row: Sendable {
        let offer: Offer
        let alias: String
        let words: String
        let kinds: [String]
        let isHelper: Bool
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group)
        let count = try OfferStore.openCount(at: visit.now, withPaused: true, in: group.id, connection)
        let page = PageNumber.of(visit.request.query, in: count, size: Self.pageSize)
        let offers = try OfferStore.open(at: visit.now, withPaused: true, page: page, size: Self.pageSize, in: group.id, connection)
        let categories = try visit.house.categories.all(in: group, activeOnly: false, connection)
        let rows = try offers.compactMap { offer -> Row? in
            guard let details = try details(of: offer, house, group.id, connection) else { return nil }
            let helper = try HelperStore.with(id: offer.person, in: group.id, connection)
            return Row(
                offer: offer, alias: details.alias, words: AskSummary.of(details.words),
                kinds: ([offer.category] + details.alsoKinds).map { Kinds.name(of: $0, among: categories, visit) },
                isHelper: helper.map { $0.state != .left } ?? false
            )
        }
        return Model(rows: rows, count: count, page: page)
    }

    /// Nil for one whose key is gone: it is passed over, and the others are shown.
    private func details(of offer: Offer, _ house: House, _ group: ID<Group>, _ connection: any Connection) throws -> OfferDetails? {
        do {
            let key = try house.vault.key(of: offer.id.subject, in: group, connection)
            return try OfferStore.details(of: offer.id, key: key, in: house, group: group, connection)
        } catch let problem as Problem where problem.kind == .missing {
            return nil
        }
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let pager: HTML = HTML.when(model.pages > 1) {
            Pager(page: model.page, of: model.pages, count: say("offers.count", ["count": .count(model.count)]), say: say) { number in
                FindLink(base: visit.to(.offers), part: "", page: number)
            }.html
        }
        let content: HTML =
            model.rows.isEmpty
            ? EmptyState(title: say("offers.empty.title"), say("offers.empty"), action: ButtonLink(say("offers.form"), to: visit.to(.offer)).html)
                .html
            : "\(HTML.each(model.rows) { row in card(row, visit) })\(pager)"
        return Sheet(
            say("offers.title"), frame: .desk, layout: .settings,
            content:
                "<h1>\(say("offers.title"))</h1>\(Problems.summary(Typed(nil, problem), visit))<p class=\"lead\">\(say("offers.lead"))</p>\(content)"
        )
    }

    private func card(_ row: Row, _ visit: Visit) -> HTML {
        let say = visit.say
        let offer = row.offer
        var facts = [say("offers.until", ["day": .made(say.day(offer.untilAt, zone: visit.zone, now: visit.now))])]
        if let minutes = offer.minutes { facts.insert(say.duration(.minutes(minutes)), at: 0) }
        if offer.once { facts.insert(say("offer.form.once"), at: 0) }
        if offer.remote { facts.insert(say("helping.how.remote"), at: 0) }
        let pill: HTML = offer.state == .paused ? Pill(say("offers.paused"), .plain).html : .empty
        let who: HTML =
            row.isHelper
            ? HTML.when(visit.actor.may(.seeHelpers)) {
                ButtonLink(say("offers.see"), to: visit.to(.helper(offer.person.text)), .secondary, about: row.alias).html
            }
            : HTML.when(visit.actor.may(.guideHelpers)) {
                Form(
                    to: visit.to(.offerDo(offer.id.text, .helper)), hidden: visit.hidden, inline: true,
                    Button(say("offers.helper"), .secondary, about: row.alias).html
                ).html
            }
        let withdraw: HTML = HTML.when(visit.actor.may(.guideHelpers)) {
            Form(
                to: visit.to(.offerDo(offer.id.text, .withdraw)), hidden: visit.hidden, inline: true,
                Button(say("offers.withdraw"), .quiet, about: row.alias).html
            ).html
        }
        return """
            <section class="card"><div class="card-head"><h2><bdi>\(row.alias)</bdi></h2>\(pill)<span class="detail">\(facts.joined(separator: " · "))</span></div>\
            <p>\(row.kinds.joined(separator: " · "))</p>\(HTML.when(!row.words.isEmpty) { "<p><bdi>\(row.words)</bdi></p>" })\
            <div class="actions">\(who)\(withdraw)</div></section>
            """
    }
}

/// What a dispatcher does with an offer.
struct OfferDo: Action {
    let id: String
    let verb: OfferVerb

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let offer: ID<Offer> = try visit.id(id)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        switch verb {
        case .helper:
            let person = try await house.database.write { try BecomeHelper(of: offer).run($0, in: house, group: group, by: actor) }
            return .go(visit.to(.helper(person.text)))
        case .withdraw:
            try await house.database.write { _ = try WithdrawOffer(offer).run($0, in: house, group: group, by: actor) }
            return .go(visit.to(.offers))
        }
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        problem.kind == .forbidden ? nil : OfferList(problem: problem)
    }
}
