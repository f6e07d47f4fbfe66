import Alongside
import Engine
import Kernel
import Markup
import Sealing
import Storage
import Words

/// One ask at the desk: what is wanted, where it stands, and what to do next, with the board beside it. Contact, street and door stay closed until
/// somebody opens them, which is a row that the asker sees.
struct AskDesk: Page {
    let id: String
    var typed = Typed()
    /// What was typed into one of the forms for somebody on the phone.
    var phone = Typed()
    /// What was just opened, shown once.
    var opened: (field: Reveal.Field, text: String)?
    /// A new private link, shown once.
    var newLink: String?

    struct Model: Sendable {
        let list: BoardList
        let ask: Ask
        let face: AskFace?
        let details: AskDetails?
        let category: Category?
        /// Where it lies, also when that part of the area was removed since.
        let zone: Zone?
        let matches: [Match]
        let names: [ID<Person>: String]
        let suggestions: Suggestions?
        let events: [HistoryEvent]
        let reveals: [Reveal]
        let waiting: [Message]
        let attempts: [Attempt]
        /// What the neighbour said of it.
        let after: AskDeskAfter.Answer?
        /// What those who tried said of where things are.
        let places: [ID<Attempt>: String]
        /// What was bought and waits somewhere.
        let goods: [HeldGoods]
        /// What whoever did it, or does, has marked on the list.
        let bought: [MatchNotes.Bought]
        /// Who is being asked has as much as they wanted this week (requirement 4.20).
        let isBeyond: Bool
        /// Whether the same person asked here before, as far as the scope dial asks for it.
        let isKnown: Bool
        /// What speaks against a promise since it was given.
        let concern: Concern?
        /// Asks that may be the same, or the same person's.
        let alike: [AlikeAsks.Found]
        /// The step that was just taken and can be taken back.
        let undo: Undo?

        var current: Match? { matches.last { $0.state == .proposed || $0.state.isPromise } }

        func name(_ id: ID<Person>, _ say: Wording) -> String { names[id] ?? say("desk.someone") }
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group)
        let ask = try AskStore.existing(visit.id(id), in: group.id, connection)
        var sealed: (face: AskFace, details: AskDetails)?
        var key: SealingKey?
        if ask.forgottenAt == nil {
            key = try house.vault.key(of: ask.id.subject, in: group.id, connection)
            sealed = try key.map { try AskStore.sealed(of: ask.id, key: $0, in: house, group: group.id, connection) }
        }
        let matches = try MatchStore.present(of: ask, in: group.id, connection)
        let events = try History.of(ask.id.subject, key: key, in: house, group: group.id, connection)
        let reveals = try Reveal.of(ask.id.subject, in: group.id, connection)
        let seeks = ask.state == .open && sealed != nil && visit.actor.may(.match)
        let suggestions = seeks ? try Suggestions.load(for: ask, in: house, group: group, connection) : nil
        let people =
            matches.map(\.helper) + events.compactMap(\.person) + reveals.map(\.person)
            + (suggestions?.excluded.values.flatMap { $0.prefix(12) } ?? []) + (suggestions?.excluded[.atLimit] ?? []).prefix(Suggestions.named)
            + OrderForm.picked(typed)
        let asked = matches.last { $0.state == .proposed }
        let after = try key.flatMap { try AskDeskAfter.Answer(of: ask, key: $0, visit, connection) }
        let queue = Self.queue(of: ask, after)
        let attempts = try AttemptStore.of(ask.id, in: group.id, connection)
        let goods = try key.map { try HeldGoods.load(for: ask, matches, attempts, key: $0, in: house, group: group.id, connection) } ?? []
        let notes = try key.map { try AttemptStore.notes(of: ask.id, key: $0, in: house, group: group.id, connection) } ?? [:]
        let buyer = matches.last { $0.state.isPromise || $0.state == .done }
        let bought = try key.flatMap { key in
            try buyer.map { try MatchStore.notes(of: $0, key: key, in: house, group: group.id, connection).bought }
        }
        return Model(
            list: try BoardList(visit.board ?? BoardFilter(queue: queue), visit, connection), ask: ask, face: sealed?.face, details: sealed?.details,
            category: try visit.house.categories.with(id: ask.category, in: group, connection),
            zone: try ask.zone.flatMap { try ZoneStore.with(id: $0, in: group.id, connection) }, matches: matches,
            names: try PersonStore.cards(of: people, in: house, group: group.id, connection).mapValues(\.alias), suggestions: suggestions,
            events: events, reveals: reveals, waiting: try MessageStore.waiting(about: ask.id.subject, in: group.id, connection),
            attempts: attempts, after: after, places: notes.compactMapValues(\.place), goods: goods, bought: bought ?? [],
            isBeyond: try asked.map { try WeeklyLoad.of($0.helper, in: group, at: visit.now, connection).isBeyond } ?? false,
            isKnown: try group.scope(at: visit.now) == .existing && AskStore.isOfKnownPerson(ask, in: group.id, connection),
            concern: try matches.last { $0.state.isPromise }.flatMap { try Concern.about($0, of: ask, in: group, at: visit.now, connection) },
            alike: try alike(sealed, ask, visit, connection), undo: try undo(visit, ask, connection)
        )
    }

    /// The queue in which an ask stands.
    private static func queue(of ask: Ask, _ after: AskDeskAfter.Answer?) -> BoardFilter.Queue {
        switch ask.state {
        case .new: .triage
        case .open: .open
        case .offered: .offered
        case .accepted, .underWay: .way
        case .done: after?.isAmiss == true ? .amiss : .followUp
        case .closed: .closed
        }
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let back = visit.board ?? BoardFilter(queue: Self.queue(of: model.ask, model.after))
        return Sheet(
            say("desk.ask.title"), frame: .desk, layout: .desk, scripts: ["keys.js", "copy.js"], mark: BoardMark.draw(model.list, visit),
            content: Desk(
                side: model.list.side(visit, back: back), list: model.list.list(visit, current: model.ask.id), listLabel: say("board.list"),
                detail: """
                    <p class="pane-back"><a href="\(href: visit.to(.board(back)))" data-key="b">\(say("desk.ask.back"))</a></p>\
                    \(Problems.summary(typed, visit))\(Problems.summary(phone, visit))\(HTML.when(!isBelow(model)) { undoBar(model, visit) })\(AskDeskHead(model: model, opened: opened, newLink: newLink, visit: visit))\(AskDeskAlike(model: model, visit: visit))\
                    \(HTML.when(model.after) { AskDeskAfter(answer: $0, ask: model.ask, visit: visit).html })\(AskDeskGoods(model: model, visit: visit))\
                    <div id="\(AskDeskSteps.anchor)">\(HTML.when(isBelow(model)) { undoBar(model, visit) })\(AskDeskSteps(model: model, typed: typed, phone: phone, visit: visit))</div>\(AskDeskMore(model: model, typed: typed, visit: visit))
                    """,
                detailLabel: say("board.detail")
            ).html
        )
    }

    /// As long as it waits and can still be joined.
    private func alike(_ sealed: (face: AskFace, details: AskDetails)?, _ ask: Ask, _ visit: Visit, _ connection: any Connection) throws
        -> [AlikeAsks.Found]
    {
        guard let sealed, ask.state == .new || ask.state == .open, visit.actor.may(.triage) else { return [] }
        return try AlikeAsks.of(ask, sealed.face, sealed.details, in: visit.house, group: visit.group.id, by: visit.actor, connection)
    }

    private func undo(_ visit: Visit, _ ask: Ask, _ connection: any Connection) throws -> Undo? {
        guard let id = visit.request.query["undo"].flatMap({ ID<Undo>(text: $0) }),
            let undo = try Undo.standing(id, at: visit.now, in: visit.group.id, connection), undo.subject == ask.id.subject
        else { return nil }
        return undo
    }

    /// Once an ask is sorted its page begins at who could help, and the way back stands there.
    private func isBelow(_ model: Model) -> Bool { model.undo?.verb == .triaged && model.ask.state == .open }

    /// The step that was just taken, with the way back.
    private func undoBar(_ model: Model, _ visit: Visit) -> HTML {
        guard let undo = model.undo else { return .empty }
        let say = visit.say
        let who = model.current.map { model.name($0.helper, say) }
        let sentence =
            undo.verb == .matched && who != nil
            ? say("desk.undo.matched", ["name": .text(who ?? "")]) : say.family("desk.undo", undo.verb == .matched ? "done" : undo.verb.rawValue)
        return UndoBar(
            sentence, to: visit.fromBoard(to: .undo(undo.id.text)), hidden: visit.hidden,
            until: say.time(undo.madeAt + Undo.window, zone: visit.zone),
            say: say
        ).html
    }
}
