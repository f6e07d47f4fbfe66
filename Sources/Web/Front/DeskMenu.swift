import Alongside
import Kernel
import Markup
import Storage
import Words

/// The rooms of the desk, as far as one's roles reach, each with what waits in it.
enum DeskMenu {
    static func draw(_ visit: Visit) -> HTML {
        let say = visit.say
        let counts = visit.counts
        let rooms: [(StaticString, DeskSite, Ability, Int?)] = [
            ("desk.menu.board", .board(BoardFilter()), .readBoard, counts?.triage),
            ("desk.menu.takeIn", .takeIn(.ask), .triage, nil),
            ("desk.menu.send", .messages, .send, counts?.toSend),
            ("desk.menu.helpers", .helpers, .seeHelpers, nil),
            ("desk.menu.offers", .offers, .seeHelpers, nil),
            ("desk.menu.receipts", .receipts, .seeReceipts, counts?.receipts),
            ("desk.menu.ledger", .ledger, .seeLedger, nil),
            ("desk.menu.complaints", .complaints, .hearComplaints, counts?.complaints),
            ("desk.menu.import", .imports, .importSheet, nil),
            ("desk.menu.settings", .settings, .setRules, nil),
            ("desk.menu.people", .people, .invite, nil),
            ("desk.menu.sessions", .sessions, .ownSessions, nil),
        ]
        let items = HTML.each(rooms.filter { visit.actor.may($0.2) }) { room in
            let isHere = isCurrent(room.1, visit)
            return """
                <li><a href="\(href: visit.to(room.1))"\(attribute: "aria-current", isHere ? "page" : nil)>\(say(room.0))\
                \(room.3.flatMap { $0 > 0 ? " <span class=\"count\">\(say.number($0))</span>" as HTML : nil })</a></li>
                """
        }
        return "<nav class=\"rooms\" aria-label=\"\(say("desk.menu.label"))\"><ul>\(items)</ul></nav>\n"
    }

    private static func isCurrent(_ room: DeskSite, _ visit: Visit) -> Bool {
        guard case .group(_, .desk(let here)) = visit.site else { return false }
        func stem(_ site: DeskSite) -> Substring { site.path.prefix { $0 != "?" }.split(separator: "/").first ?? "" }
        if case .people = room { return here.path.hasPrefix(room.path) }
        if case .settings = room { return stem(here) == "settings" && !here.path.hasPrefix(DeskSite.people.path) }
        if case .takeIn = room { return ["take-in", "paste"].contains(stem(here)) }
        if case .board = room { return stem(here) == "" || stem(here) == "asks" }
        return stem(here) == stem(room)
    }
}

extension DeskCounts {
    /// What waits for `reader`: a complaint about them is not theirs to know of, not even as a number.
    static func load(_ group: Group, for reader: ID<Person>, _ now: Instant, _ connection: any Connection) throws -> DeskCounts {
        DeskCounts(
            triage: try BoardStore.newCount(in: group.id, connection),
            toSend: try MessageStore.toSendCount(at: now, in: group, connection),
            receipts: try ReceiptStore.waitingCount(in: group.id, connection),
            complaints: try ComplaintStore.openCount(in: group.id, notAbout: reader, connection)
        )
    }
}
