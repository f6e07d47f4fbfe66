import Alongside
import Kernel
import Markup
import Storage
import Words

/// Finds an ask by its code word, a name or a number: for whoever rings and has lost their link. What was typed stands in no address and in no log.
struct BoardFind: Page {
    var typed = Typed()
    /// Nil as long as nothing was looked for.
    var answer: FindAsks.Answer?

    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            say("board.find.title"), frame: .desk, layout: .settings, scripts: ["keys.js"],
            content: """
                <p><a href="\(href: visit.to(.board(BoardFilter())))">\(say("desk.ask.back"))</a></p><h1>\(say("board.find.title"))</h1>\
                \(Problems.summary(typed, visit))<p class="lead">\(say("board.find.lead"))</p>\(FindBox(typed: typed, visit: visit))\(found(visit))
                """
        )
    }

    private func found(_ visit: Visit) -> HTML {
        let say = visit.say
        guard let answer else { return .empty }
        guard !answer.found.isEmpty else { return EmptyState(title: say("board.find.nothing.title"), say("board.find.nothing")).html }
        let rows = answer.found.map { found in
            RowList.Row(
                AskPill.of(found.ask, visit), found.face.alias,
                detail: [found.face.codeWord, found.face.codeWordLatin].compactMap { $0 }.joined(separator: " · "),
                trailing: say.family("board.find.state", found.ask.state.rawValue), to: visit.to(DeskSite.ask(found.ask.id.text))
            )
        }
        let more: HTML = HTML.when(answer.count > answer.found.count) {
            "<p>\(say("board.find.more", ["shown": .number(answer.found.count), "count": .count(answer.count)]))</p>"
        }
        return "<h2>\(say("board.find.found", ["count": .count(answer.count)]))</h2>\(RowList(rows))\(more)"
    }
}

/// The box itself, beside the board and on the page of what was found.
struct FindBox: Component {
    let typed: Typed
    let visit: Visit

    var html: HTML {
        let say = visit.say
        return Form(
            to: visit.to(DeskSite.find), hidden: visit.hidden,
            """
            \(TextField(
                "find", label: say("board.find"), value: typed.value("find") ?? "", problem: typed.problem("find", visit), kind: .search,
                autocomplete: "off", maxlength: TextLimit.contact, key: "f"
            ))\(Button(say("board.find.button"), .secondary, wide: false))
            """
        ).html
    }
}

struct BoardFindAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let find = FindAsks(form["find"])
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        if actor.may(.readBoard) { try await FindAsks.prepare(in: house, group: group.id) }
        let answer = try await house.database.write { try find.run($0, in: house, group: group, by: actor) }
        return .page(BoardFind(typed: Typed(form), answer: answer))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { BoardFind(typed: Typed(form, problem)) }
}
