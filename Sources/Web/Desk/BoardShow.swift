import Alongside
import Kernel
import Markup
import Storage
import Words

/// The board: the workplace of whoever dispatches.
struct BoardShow: Page {
    let filter: BoardFilter

    func load(_ visit: Visit, _ connection: any Connection) throws -> BoardList { try BoardList(filter, visit, connection) }

    func view(_ list: BoardList, _ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            say("board.title"), frame: .desk, layout: .desk, scripts: ["keys.js", "copy.js"], mark: BoardMark.draw(list, visit),
            content: Desk(
                side: list.side(visit), list: list.list(visit), listLabel: say("board.list"), detailLabel: say("board.detail")
            ).html
        )
    }
}

/// What stands beside the group's name: how wide the door is open, and the honest waits.
enum BoardMark {
    static func draw(_ list: BoardList, _ visit: Visit) -> HTML {
        let say = visit.say
        let dial = visit.group.scope(at: visit.now)
        let scope = Pill(say.family("board.scope", dial.rawValue), dial == .open ? .spruce : .marigold)
        let waits = list.waits.compactMap { id, wait -> (Int, String)? in
            guard let category = list.categories[id], case .usual(let from, let to, _, _) = wait else { return nil }
            return (
                category.position,
                say("board.wait", ["kind": .text(category.name(in: say.language, group: visit.group)), "time": .made(Self.words(from, to, say))])
            )
        }.sorted { $0.0 < $1.0 }.prefix(3).map(\.1)
        let sentence: HTML = HTML.when(!waits.isEmpty) {
            "<span class=\"detail\">\(say("board.waits", ["list": .made(say.list(Array(waits)))]))</span>"
        }
        return "\(scope) \(sentence)"
    }

    private static func words(_ from: Span, _ to: Span, _ say: Wording) -> String {
        switch SpokenWait(from: from, to: to) {
        case .hours(let hours): say.duration(.hours(hours))
        case .days(let days): say.duration(.days(days))
        case .range(let low, let high): say("board.wait.range", ["from": .number(low), "to": .count(high)])
        }
    }
}
