import Alongside
import Kernel
import Markup
import Storage
import Words

/// What the house itself has to tell people at the desk, above every page: that the clock may be wrong, and, on the board, that the data is older.
struct DeskNews: Sendable {
    /// So long the board says that data was restored.
    static let restoredFor = Span.days(7)

    /// Only for those who can confirm the clock.
    var trouble: ClockTrouble?
    /// Whether the last night found something, for those who read what to do about it.
    var isAmiss = false
    /// To which moment the data was restored, not long ago.
    var restoredTo: Instant?
    /// Who wants to take the whole group elsewhere.
    var leaving: [ID<Person>] = []

    static func load(for actor: Actor, in group: ID<Group>, _ now: Instant, _ connection: any Connection) throws -> DeskNews {
        var news = DeskNews()
        if actor.may(.setRules) {
            news.trouble = try ClockTrouble.now(now, connection)
            news.isAmiss = try !NightLook.found(for: group, connection).isEmpty
        }
        if let restored = try InstallationStore.restored(connection), now - restored.at < restoredFor { news.restoredTo = restored.to }
        news.leaving = try GroupReleaseStore.pending(at: now, in: group, connection).map(\.person).filter { $0 != actor.person }
        return news
    }

    static func draw(_ visit: Visit) -> HTML {
        guard let news = visit.news, case .group(_, .desk(let here)) = visit.site else { return .empty }
        let clock = here == .checkup ? nil : news.trouble.map { Self.clock($0, visit) }
        var restored: HTML?
        var amiss: HTML?
        if case .board = here {
            restored = news.restoredTo.map { Self.restored($0, visit) }
            if news.isAmiss { amiss = Self.amiss(visit) }
        }
        let leaving = news.leaving.isEmpty || here == .moving || here == .movingAgree ? nil : Self.leaving(visit)
        guard clock != nil || restored != nil || amiss != nil || leaving != nil else { return .empty }
        return "<aside class=\"news\" aria-label=\"\(visit.say("desk.news.label"))\">\(clock)\(leaving)\(amiss)\(restored)</aside>\n"
    }

    private static func leaving(_ visit: Visit) -> HTML {
        let say = visit.say
        return Notice(.danger, html: "<p>\(say("desk.news.leaving")) <a href=\"\(href: visit.to(.moving))\">\(say("desk.news.look"))</a></p>").html
    }

    private static func clock(_ trouble: ClockTrouble, _ visit: Visit) -> HTML {
        let say = visit.say
        let (kind, sentence): (Notice.Kind, String) =
            switch trouble {
            case .behind: (.danger, say("desk.news.behind"))
            case .waiting: (.waiting, say("desk.news.waiting"))
            }
        return Notice(kind, html: "<p>\(sentence) <a href=\"\(href: visit.to(.checkup))\">\(say("desk.news.look"))</a></p>").html
    }

    private static func amiss(_ visit: Visit) -> HTML {
        let say = visit.say
        return Notice(.waiting, html: "<p>\(say("desk.news.amiss")) <a href=\"\(href: visit.to(.checkup))\">\(say("desk.news.look"))</a></p>").html
    }

    private static func restored(_ moment: Instant, _ visit: Visit) -> HTML {
        let say = visit.say
        let time = say.dayAndTime(moment, zone: visit.zone, now: visit.now)
        return Notice(
            .waiting, title: say("desk.news.restored", ["time": .made(time)]),
            html: "<p>\(say("desk.news.restored.means"))</p><p>\(say("desk.news.restored.then"))</p>"
        ).html
    }
}
