import Alongside
import Kernel
import Markup
import Words

/// What stands around every page: masthead, language menu, quick exit, foot; at the desk its menu.
enum Shell {
    static func draw(_ sheet: Sheet, _ visit: Visit) -> HTML {
        let say = visit.say
        let scripts = ["quick-exit.js", "once.js"] + sheet.scripts
        return Document(
            title: title(sheet, visit),
            layout: sheet.layout,
            styles: styles(sheet).map { visit.assets.link($0) },
            scripts: scripts.map { visit.assets.link($0) },
            icon: visit.assets.link("favicon.svg"),
            masthead: masthead(sheet, visit),
            foot: foot(sheet, visit),
            say: say,
            content: sheet.content
        ).html
    }

    /// Pages for people who ask stay light: they do not load what only the desk needs.
    private static func styles(_ sheet: Sheet) -> [String] {
        sheet.frame == .desk || sheet.layout != .page ? ["alongside.css", "desk.css"] : ["alongside.css"]
    }

    private static func title(_ sheet: Sheet, _ visit: Visit) -> String {
        guard let group = visit.knownGroup else { return sheet.title }
        return "\(sheet.title) · \(group.name)"
    }

    private static func masthead(_ sheet: Sheet, _ visit: Visit) -> HTML {
        switch sheet.frame {
        case .street:
            let home: any Link = visit.knownGroup == nil ? Here(.home, language: nil) : visit.to(.welcome)
            return Masthead(
                visit.knownGroup?.name ?? visit.say("front.name"), home: home, status: sheet.mark,
                trailing: "\(languages(visit))\(QuickExit(say: visit.say))"
            ).html
        case .desk:
            return Masthead(
                visit.group.name, home: visit.to(.board(BoardFilter())), status: sheet.mark, trailing: "\(languages(visit))"
            ).html + DeskMenu.draw(visit) + DeskNews.draw(visit)
        }
    }

    /// Every language that there is, those of the group first. None on the answer to a form: the way there would be another page, without what was typed and with an
    /// address that may have no page at all.
    private static func languages(_ visit: Visit) -> HTML {
        guard visit.request.method != .post else { return .empty }
        let all = visit.house.catalogs.languages
        let own = (visit.knownGroup?.languages ?? []).filter { all.contains($0) }
        let offered = own + all.filter { !own.contains($0) }
        guard offered.count > 1 else { return .empty }
        return LanguageMenu(offered.map { ($0, visit.inLanguage($0)) }, say: visit.say).html
    }

    private static func foot(_ sheet: Sheet, _ visit: Visit) -> HTML {
        guard sheet.frame == .street, visit.knownGroup != nil else { return .empty }
        let say = visit.say
        return """
            <footer class="foot"><nav aria-label="\(say("front.foot"))"><a href="\(href: visit.to(.crisis))">\(say("front.crisis"))</a> \
            <a href="\(href: visit.to(.whoSeesWhat))">\(say("front.whoSeesWhat"))</a> \
            <a href="\(href: visit.to(.openBooks))">\(say("front.openBooks"))</a></nav></footer>

            """
    }
}
