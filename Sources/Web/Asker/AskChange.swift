import Alongside
import Kernel
import Markup
import Storage
import Words

/// The six fields once more, with what stands in the ask.
struct AskChangePage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let start: AskFields.Start
        let categories: [Alongside.Category]
        let zones: [Zone]
        let canChange: Bool
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let ask = try OwnLink.ask(visit, connection)
        let (face, details) = try OwnLink.sealed(of: ask, visit, connection)
        var start = AskFields.Start(ask, face, details, visit)
        start.kindIsFixed = ask.state == .accepted || ask.state == .underWay
        return Model(
            start: start, categories: try KindsOf.choices(ask.category, in: visit.group.id, connection),
            zones: try ZoneStore.all(in: visit.group.id, connection), canChange: ask.state.after(.withdraw) != nil
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let back: HTML = "<p><a href=\"\(href: visit.to(LinkSite.page))\">\(say("ask.details.back"))</a></p>"
        guard model.canChange else {
            return Sheet(say("asker.change.title"), content: "<h1>\(say("asker.change.title"))</h1>\(Notice(.info, say("asker.change.late")))\(back)")
        }
        let fields = AskFields(start: model.start, typed: typed, categories: model.categories, zones: model.zones, visit: visit)
        let form = Form(
            to: visit.to(LinkSite.change), hidden: visit.hidden, "\(fields.html())\(Button(say("asker.change.save")))\(WhoSees.disclosure(visit))"
        )
        return Sheet(
            say("asker.change.title"),
            content:
                "\(Problems.summary(typed, visit))<h1>\(say("asker.change.title"))</h1><p class=\"lead\">\(say("asker.change.lead"))</p>\(form)\(back)"
        )
    }
}

/// Saves a change of the six fields.
struct AskChange: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let calls = try await visit.house.database.read { try OwnLink.ask(visit, $0).reach == .calls }
        let input = try AskForm(form, visit, calls: calls).input
        let ask = try OwnLink.askID(visit)
        let link = try OwnLink.link(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { transaction in
            try ChangeAsk(input, of: ask).run(transaction, in: house, group: group, by: actor, link: link)
        }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { AskChangePage(typed: Typed(form, problem)) }
}

extension AskFields.Start {
    /// What stands in an ask, as it would be typed.
    init(_ ask: Ask, _ face: AskFace, _ details: AskDetails, _ visit: Visit) {
        self.init()
        alias = face.alias
        reach = [details.phone, details.email].compactMap { $0 }.joined(separator: ", ")
        calls = ask.reach == .calls
        place = details.place ?? ""
        placeLater = details.place == nil
        zone = ask.zone
        category = ask.category
        words = details.words
        when = (ask.wantedBy == nil ? WantedBy.Word.noHurry : .date).rawValue
        date = ask.wantedBy.map { CalendarDay.text(max(CalendarDay.of($0, zone: visit.zone), CalendarDay.of(visit.now, zone: visit.zone))) } ?? ""
        language = ask.language
    }
}

/// The kinds that can be chosen for an ask that stands: the active ones, and its own even when it is not offered any more.
enum KindsOf {
    static func choices(_ own: ID<Alongside.Category>, in group: ID<Group>, _ connection: any Connection) throws -> [Alongside.Category] {
        try CategoryStore.all(in: group, activeOnly: false, connection).filter { $0.active || $0.id == own }
    }
}
