import Words

extension StyleGuide {
    /// Things that belong together.
    var gathered: HTML {
        let facts = DefinitionList([
            .init(say("guide.field.place"), say("guide.sample.mill")),
            .init(say("guide.field.kind"), say("guide.kind.groceries")),
            .init(say("guide.field.cost"), html: "\(Pill(say("guide.cost.fund"), .sky))"),
        ])
        let offer = Button(say("guide.sample.offerButton"), key: "3", about: "Amina", wide: false)
        let cards: HTML = """
            \(Card(title: "Amina", level: 3, action: offer.html, chosen: true, "<p class=\"detail\">\(say("guide.card.reason"))</p>"))\
            \(Card(title: say("guide.card.title"), level: 3, detail: say("guide.meter.low"), "\(facts)"))
            """
        let people: HTML = """
            \(PersonLine("Amina", say("guide.person.time"), to: top, trailing: Pill(say("guide.pill.well"), .spruce).html))\
            \(PersonLine("Ken", say("guide.person.pair")))\(PersonLine(say("guide.sample.long")))
            """
        let shopping = ShoppingList([
            .init(name: "got-0", say("guide.list.milk"), note: say("guide.list.must"), price: "£2.40", isDone: true),
            .init(name: "got-1", say("guide.list.rice"), price: "£4.10", isDone: true),
            .init(name: "got-2", say("guide.list.nappies"), note: say("guide.list.instead")),
        ])
        let editor = ListEditor(
            "line", legend: say("guide.list.title"),
            lines: [.init(say("guide.list.milk"), must: true), .init("", problem: say("guide.list.problem"))], hint: say("guide.list.hint"), say: say
        )
        let add = ButtonLink(say("guide.sample.newAsk"), to: top, .primary, wide: false)
        let empty = EmptyState(title: say("guide.empty.title"), say("guide.empty.sentence"), action: add.html)
        return section(
            say("guide.section.gathered"), samples([cards, "\(people)<br>\(shopping)", editor.html, empty.html])
        )
    }

    /// Things that are counted.
    var counted: HTML {
        let rows: [[HTML]] = [
            [HTML(text: say("guide.table.first")), HTML(text: say("guide.kind.groceries")), "\(Pill(say("guide.pill.well"), .spruce))", "£31.20"],
            [
                HTML(text: say("guide.table.second")), HTML(text: say("guide.kind.medicine")), "\(Pill(say("guide.pill.waiting"), .marigold))",
                "£8.05",
            ],
            [HTML(text: say("guide.table.third")), HTML(text: say("guide.sample.long")), "\(Pill(say("guide.pill.late"), .brick))", "£1,204.00"],
        ]
        let table = DataTable(
            say("guide.table.title"),
            columns: [
                .init(say("guide.table.day")), .init(say("guide.table.what")), .init(say("guide.table.state")),
                .init(say("guide.table.amount"), number: true),
            ],
            rows: rows, foot: [HTML(text: say("guide.table.sum")), "", "", "£1,243.25"]
        )
        let chart = Chart(
            say("guide.chart.title"), rows: say("guide.field.place"), values: say("guide.chart.asks"),
            bars: [
                .init(say("guide.sample.mill"), 23, text: say.number(23)), .init(say("guide.sample.dock"), 11, text: say.number(11), tone: .marigold),
                .init(say("guide.sample.notSure"), 2, text: say.number(2), tone: .plain),
            ], say: say
        )
        let top = top
        let pagers: HTML = """
            \(Pager(page: 1, of: 1, count: say("guide.pager.count", ["count": 7]), say: say) { _ in top })\
            \(Pager(page: 1, of: 3, count: say("guide.pager.count", ["count": 140]), say: say) { _ in top })\
            \(Pager(page: 251, of: 500, count: say("guide.pager.count", ["count": 25_000]), say: say) { _ in top })
            """
        return section(say("guide.section.counted"), "\(table)\(samples([chart.html, pagers]))")
    }

    /// The board's own pieces.
    var board: HTML {
        let queues = SideList(
            say("guide.board.queues"), id: "queues",
            [
                .init(say("guide.board.triage"), count: say.number(4), top, isCurrent: true),
                .init(say("guide.sample.open"), count: say.number(23), top),
                .init(say("guide.board.onTheWay"), count: say.number(1_250), top),
            ]
        )
        let rows = RowList([
            .init(
                Pill(say("guide.board.hours"), .brick), say("guide.board.first"), place: say("guide.sample.mill"),
                detail: say("guide.board.first.detail"),
                trailing: say("guide.board.nobody"), to: top
            ),
            .init(
                Pill(say("guide.pill.waiting"), .marigold), say("guide.board.second"), place: say("guide.sample.dock"),
                detail: say("guide.board.second.detail"), trailing: say("guide.board.second.end"), to: top, isCurrent: true
            ),
            .init(Pill(say("guide.board.friday")), say("guide.sample.long"), detail: say("guide.sample.otherScript"), to: top),
        ])
        // Somebody's own words, in two scripts.
        let said = say("guide.sample.long") + "\n" + say("guide.sample.otherScript")
        let hints: HTML =
            "<p class=\"detail key-hints\">\(KeyHint("j")) \(KeyHint("k")) \(say("guide.keys.move")) · \(KeyHint("?")) \(say("guide.keys.all"))</p>"
        let keys = KeyList(
            [("j", say("guide.keys.next")), ("k", say("guide.keys.back")), ("Enter", say("guide.keys.open")), ("n", say("guide.sample.newAsk"))],
            say: say)
        let ask: HTML = "<h3>\(say("guide.card.title"))</h3>\(Paragraphs(said))"
        let desk = Desk(
            side: queues.html, list: rows.html, listLabel: say("guide.sample.open"), detail: ask, detailLabel: say("guide.card.title"),
            back: ButtonLink(say("guide.sample.open"), to: top).html
        )
        return section(say("guide.section.board"), "\(samples(["\(hints)\(keys)"]))\(desk)")
    }
}
