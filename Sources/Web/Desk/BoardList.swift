import Alongside
import Engine
import Kernel
import Markup
import Storage
import Words

/// The two first panes of the desk: queues and places at the start side, the list in the middle. The board and an open ask both show them.
struct BoardList: Sendable {
    static let pageSize = 50

    let filter: BoardFilter
    let counts: BoardStore.Counts
    let total: Int
    let rows: [BoardStore.Entry]
    let helpers: [ID<Ask>: (helper: ID<Person>, state: MatchState, until: Instant?)]
    /// Who helped the same person last, where nobody is asked yet.
    let buddies: [ID<Person>: ID<Person>]
    /// What neighbours said of what is done.
    let came: [ID<Ask>: FollowUp.Came]
    let names: [ID<Person>: String]
    let zones: [Zone]
    let byZone: [ID<Zone>: Int]
    let categories: [ID<Category>: Category]
    let waits: [ID<Category>: HonestWait]
    /// Holds that ran out and that nobody has seen yet.
    let lapses: BoardLapses
    /// The languages in which people ask now, and those of the group.
    let languages: [LanguageTag]

    init(_ filter: BoardFilter, _ visit: Visit, _ connection: any Connection) throws {
        let group = visit.group
        let silentSince = visit.now - .hours(group.silenceHours)
        zones = try ZoneStore.all(in: group.id, connection)
        let filter = Self.known(filter, zones)
        self.filter = filter
        let choice = Self.choice(filter, zones: zones, silentSince: silentSince, visit)
        lapses = try BoardLapses(visit, connection)
        let spoken = try BoardStore.languages(in: group.id, connection)
        languages = group.languages + spoken.filter { !group.languages.contains($0) }.sorted { $0.text < $1.text }
        counts = try BoardStore.counts(silentSince: silentSince, in: group.id, connection)
        total = try BoardStore.count(choice, in: group.id, connection)
        rows = try BoardStore.rows(choice, page: filter.page, size: Self.pageSize, in: visit.house, group: group.id, connection)
        helpers = try BoardStore.helpers(of: rows.map(\.ask.id), in: group.id, connection)
        came = try FollowUpStore.came(of: rows.map(\.ask).filter { $0.state == .done }.map(\.id), in: group.id, connection)
        let helpers = helpers
        let seeking = rows.map(\.ask).filter { ($0.state == .new || $0.state == .open) && helpers[$0.id] == nil }
        buddies = try BoardStore.buddies(
            of: Set(seeking.compactMap(\.person)).sorted(), since: visit.now - .days(Suggester.buddyDays), in: group.id, connection
        )
        let people = helpers.values.map(\.helper) + buddies.values
        names = try PersonStore.cards(of: people, in: visit.house, group: group.id, connection).mapValues(\.alias)
        byZone = try BoardStore.byZone(choice.states, amissOnly: choice.amissOnly, in: group.id, connection)
        categories = Dictionary(uniqueKeysWithValues: try visit.house.categories.all(in: group, activeOnly: false, connection).map { ($0.id, $0) })
        waits = try HonestWait.all(at: visit.now, in: group, connection)
    }

    /// Where a group has no zones, no ask lacks one.
    private static func known(_ filter: BoardFilter, _ zones: [Zone]) -> BoardFilter {
        guard zones.isEmpty, filter.queue == .unplaced else { return filter }
        var other = filter
        other.queue = .triage
        return other
    }

    static func states(_ queue: BoardFilter.Queue) -> [AskState] {
        switch queue {
        case .triage: [.new]
        case .open: [.open]
        case .offered: [.offered]
        case .way: [.accepted, .underWay]
        case .followUp, .amiss: [.done]
        case .unplaced, .silent: BoardStore.living
        case .closed: [.closed]
        }
    }

    private static func choice(_ filter: BoardFilter, zones: [Zone], silentSince: Instant, _ visit: Visit) -> BoardStore.Choice {
        let zone = filter.zone.flatMap { ID<Zone>(text: $0) }
        return BoardStore.Choice(
            states: states(filter.queue), zones: zone.map { zone in [zone] + zones.filter { $0.parent == zone }.map(\.id) },
            unplacedOnly: filter.queue == .unplaced, amissOnly: filter.queue == .amiss, silentSince: filter.queue == .silent ? silentSince : nil,
            category: filter.category.flatMap { ID<Category>(text: $0) }, language: filter.language.flatMap { LanguageTag($0) },
            urgency: filter.urgency.map { urgency in
                Ask.Urgency(rawValue: urgency.rawValue).map { .init($0, at: visit.now, zone: visit.zone) } ?? .unsaid
            },
            order: filter.queue == .closed && filter.order == .urgent ? .newest : order(filter.order)
        )
    }

    private static func order(_ order: BoardFilter.Order) -> BoardStore.Choice.Order {
        switch order {
        case .urgent: .urgent
        case .oldest: .oldest
        case .newest: .newest
        }
    }

    // MARK: Drawing

    /// - Parameter back: Beside an open ask, the list to which the way back leads.
    func side(_ visit: Visit, back: BoardFilter? = nil) -> HTML {
        let say = visit.say
        let queues = BoardFilter.Queue.allCases.filter { $0 != .unplaced || !zones.isEmpty }.map { queue in
            SideList.Item(
                say.family("board.queue", queue.rawValue), count: count(queue).map { say.number($0) },
                visit.to(.board(queue == back?.queue ? back ?? filter : BoardFilter(queue: queue, zone: filter.zone))),
                isCurrent: queue == filter.queue,
                key: queue == filter.queue ? "b" : nil
            )
        }
        return """
            \(FindBox(typed: Typed(), visit: visit))\(SideList(say("board.queues"), id: "queues", hint: say("board.queues.hint"), queues))\
            \(HTML.when(!zones.isEmpty) { places(visit) })\(keys(say))
            """
    }

    private func places(_ visit: Visit) -> HTML {
        let say = visit.say
        var here = filter
        here.page = 1
        here.zone = nil
        var places = [SideList.Item(say("board.place.all"), visit.to(.board(here)), isCurrent: filter.zone == nil)]
        for zone in zones {
            here.zone = zone.id.text
            let own = zones.filter { $0.parent == zone.id }.reduce(byZone[zone.id] ?? 0) { $0 + (byZone[$1.id] ?? 0) }
            places.append(
                SideList.Item(
                    zone.isPod ? say("board.place.pod", ["pod": .text(zone.name)]) : zone.name, count: own > 0 ? say.number(own) : nil,
                    visit.to(.board(here)), isCurrent: filter.zone == zone.id.text
                )
            )
        }
        return SideList(say("board.places"), id: "places", places).html
    }

    /// The keys where they act, and all of them behind the question mark.
    private func keys(_ say: Wording) -> HTML {
        let known = [
            ("j", say("board.key.next")), ("k", say("board.key.previous")), ("Enter", say("board.key.open")), ("t", say("board.key.triage")),
            ("1", say("board.key.offer")), ("2", say("board.key.offer.second")), ("3", say("board.key.offer.third")), ("u", say("board.key.undo")),
            ("f", say("board.key.find")), ("b", say("board.key.back")),
        ]
        let few = known.prefix(3) + [known[7], ("?", say("board.key.all"))]
        return """
            <p class="key-line detail" aria-hidden="true">\(HTML.each(Array(few)) { "<span>\(KeyHint($0.0, spoken: false)) \($0.1)</span> " })</p>\
            \(KeyList(known.map { (key: $0.0, does: $0.1) }, say: say))
            """
    }

    private func count(_ queue: BoardFilter.Queue) -> Int? {
        switch queue {
        case .closed: nil
        case .unplaced: counts.unplaced
        case .silent: counts.silent
        case .amiss: counts.amiss
        default: counts.of(Self.states(queue))
        }
    }

    func list(_ visit: Visit, current: ID<Ask>? = nil) -> HTML {
        let say = visit.say
        let content: HTML =
            rows.isEmpty
            ? EmptyState(
                title: say.family("board.empty.title", filter.queue.rawValue), say.family("board.empty", filter.queue.rawValue),
                action: filter.zone == nil && filter.category == nil && filter.language == nil && filter.urgency == nil
                    ? share(visit) : ButtonLink(say("board.filter.clear"), to: visit.to(.board(BoardFilter(queue: filter.queue))), .secondary).html
            ).html
            : RowList(rows.map { row($0, visit, current: current) }).html
        let pages = PageNumber.pages(of: total, size: Self.pageSize)
        // An empty queue says by itself what comes there.
        let hint = HTML.when(!rows.isEmpty) { "<p class=\"detail\">\(say.family("board.queue.hint", filter.queue.rawValue))</p>" }
        let pager: HTML =
            pages > 1
            ? Pager(page: filter.page, of: pages, count: say("board.count", ["count": .count(total)]), say: say) { page in
                var other = filter
                other.page = page
                return visit.to(.board(other))
            }.html : .empty
        return """
            <div class="pane-head"><h1>\(say("board.head", ["queue": .made(say.family("board.queue", filter.queue.rawValue)), "count": .number(total)]))</h1>\
            \(filters(visit))</div>\(hint)\(lapses.notice(visit))\(content)\(pager)
            """
    }

    /// Where nothing new came in, the address to pass on.
    private func share(_ visit: Visit) -> HTML {
        guard filter.queue == .triage else { return .empty }
        return CopyBox(id: "ask-address", label: visit.say("steps.share.label"), text: visit.address(of: .ask), say: visit.say).html
    }

    /// A form that is sent with GET, so that it works without scripts and stands in the address.
    private func filters(_ visit: Visit) -> HTML {
        let say = visit.say
        let kinds = categories.values.filter(\.active).sorted { $0.position < $1.position }
        func option(_ value: String, _ label: String, _ chosen: String?) -> HTML {
            "<option value=\"\(value)\"\(flag: "selected", chosen == value)>\(label)</option>"
        }
        return """
            <details class="filters"><summary>\(say("board.filter"))</summary><form method="get" action="\(href: visit.to(.board(BoardFilter())))">\
            <input type="hidden" name="queue" value="\(filter.queue.rawValue)">\(HTML.when(filter.zone) { "<input type=\"hidden\" name=\"zone\" value=\"\($0)\">" })\
            \(HTML.when(visit.languageChosen) { "<input type=\"hidden\" name=\"in\" value=\"\(say.language.text)\">" })\
            <p><label for="filter-order">\(say("board.filter.order"))</label><select id="filter-order" name="order">\
            \(HTML.each(BoardFilter.Order.allCases) { option($0.rawValue, say.family("board.order", $0.rawValue), filter.order.rawValue) })</select></p>\
            <p><label for="filter-category">\(say("board.filter.category"))</label><select id="filter-category" name="category">\
            \(option("", say("board.filter.any"), filter.category ?? ""))\
            \(HTML.each(kinds) { option($0.id.text, $0.name(in: say.language, group: visit.group), filter.category) })</select></p>\
            <p><label for="filter-language">\(say("board.filter.language"))</label><select id="filter-language" name="language">\
            \(option("", say("board.filter.any"), filter.language ?? ""))\
            \(HTML.each(languages) { option($0.text, say.languageNameHere($0), filter.language) })</select></p>\
            <p><label for="filter-urgency">\(say("board.filter.urgency"))</label><select id="filter-urgency" name="urgency">\
            \(option("", say("board.filter.any"), filter.urgency?.rawValue ?? ""))\
            \(HTML.each(BoardFilter.Urgency.allCases) { option($0.rawValue, say.family("board.urgency", $0.rawValue), filter.urgency?.rawValue) })</select></p>\
            \(Button(say("board.filter.show"), .secondary))</form></details>
            """
    }

    private func row(_ entry: BoardStore.Entry, _ visit: Visit, current: ID<Ask>?) -> RowList.Row {
        let say = visit.say
        let ask = entry.ask
        let category = categories[ask.category]
        let kind = category.map { $0.name(in: say.language, group: visit.group) } ?? say("board.kind.gone")
        let sign = category.map { "\($0.emoji) " } ?? ""
        let zone = ask.zone.flatMap { id in zones.first { $0.id == id }?.name }
        var title = kind
        var detail: [String] = []
        if let face = entry.face {
            if !face.summary.isEmpty, AskSummary.isShown(of: ask, category?.kind) {
                title = say("board.row.title", ["kind": .text(kind), "words": .text(face.summary)])
            }
            detail.append(say("board.row.who", ["name": .text(face.alias), "word": .text(face.codeWord)]))
        } else {
            detail.append(say("board.row.forgotten"))
        }
        if ask.language != visit.group.mainLanguage { detail.append(say.languageNameHere(ask.language)) }
        if let zone, let area = entry.face?.area, area != zone { detail.append(area) }
        if ask.door != .web { detail.append(say.family("board.door", ask.door.rawValue)) }
        if ask.reach == .calls { detail.append(say("board.row.calls")) }
        if let late = lapses.names(of: ask.id, say) { detail.append(say("board.row.lapsed", ["names": .made(late)])) }
        if let found = helpers[ask.id], let until = found.until, found.state.isUnheard(until: until, at: visit.now) {
            detail.append(say("board.row.unheard", ["time": .made(say.dayAndTime(until, zone: visit.zone, now: visit.now))]))
        }
        if isSilent(ask, visit) { detail.append(AskPill.silence(ask, visit)) }
        return RowList.Row(
            AskPill.of(ask, came: came[ask.id], visit), second: AskPill.urgency(ask, visit), sign + title, place: zone ?? entry.face?.area,
            detail: detail.joined(separator: " · "),
            trailing: trailing(ask, visit),
            to: visit.from(filter, to: .ask(ask.id.text)), isCurrent: ask.id == current
        )
    }

    private func isSilent(_ ask: Ask, _ visit: Visit) -> Bool { AskPill.isSilent(ask, visit) }

    private func trailing(_ ask: Ask, _ visit: Visit) -> String? {
        let say = visit.say
        guard BoardStore.living.contains(ask.state) || ask.state == .done else { return ask.closing.map { say.family("board.closing", $0.rawValue) } }
        if let found = helpers[ask.id], let name = names[found.helper] {
            return say.family("board.row.state", found.state.rawValue, ["name": .text(name)])
        }
        if let name = ask.person.flatMap({ buddies[$0] }).flatMap({ names[$0] }) { return say("board.row.buddy", ["name": .text(name)]) }
        return say("board.row.nobody")
    }
}
