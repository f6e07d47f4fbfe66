import Words

extension StyleGuide {
    /// How something stands: pills, threads, meters.
    var standing: HTML {
        let pills: HTML = """
            <p>\(Pill(say("guide.pill.well"), .spruce)) \(Pill(say("guide.pill.waiting"), .marigold)) \(Pill(say("guide.pill.late"), .brick)) \
            \(Pill(say("guide.pill.known"), .sky)) \(Pill(say("guide.pill.plain"))) \(Pill(say("guide.pill.danger"), .brick, sign: "⚠"))</p>
            """
        let meters: [ProgressMeter] = [
            .init(say("guide.meter.list"), done: 1_420, of: 4_500, text: say("guide.meter.low"), kind: .cap, id: "cap-low"),
            .init(
                say("guide.meter.list"), done: 4_110, of: 4_500, text: say("guide.meter.near"), warning: say("guide.meter.near.warning"), kind: .cap,
                id: "cap-near"
            ),
            .init(
                say("guide.meter.list"), done: 4_730, of: 4_500, text: say("guide.meter.beyond"), warning: say("guide.meter.beyond.warning"),
                kind: .cap,
                id: "cap-beyond"
            ),
            .init(
                say("guide.meter.import"), done: 9_000, of: 25_000, text: say("guide.meter.rows"),
                action: Button(say("guide.meter.stop"), .secondary).html, id: "work"
            ),
        ]
        let code = CodeWordCard(say("guide.sample.codeWord"), sentence: say("guide.sample.codeWord.sentence"), say: say)
        let foreign = CodeWordCard("غلاية زرقاء", latin: "ghallaya zarqa", say: say)
        return section(
            say("guide.section.standing"),
            samples(["\(thread)\(denseThread)", "\(pills)\(meters)", code.html, foreign.html])
        )
    }

    private var thread: AskThread {
        AskThread(
            [
                .init(say("guide.thread.asked"), .done, say("guide.thread.asked.detail")),
                .init(say("guide.thread.read"), .done, say("guide.thread.read.detail")),
                .init(say("guide.thread.yes"), .done, say("guide.thread.yes.detail")),
                .init(say("guide.thread.door"), .current, say("guide.thread.door.detail")),
                .init(say("guide.thread.forgotten"), .coming, say("guide.thread.forgotten.detail")),
            ],
            label: say("guide.thread.label"), say: say
        )
    }

    private var denseThread: AskThread {
        AskThread(
            [
                .init(say("guide.thread.asked"), .done, say("guide.thread.asked.detail")),
                .init(say("guide.thread.triaged"), .done, say("guide.thread.triaged.detail")),
                .init(say("guide.thread.match"), .current),
            ],
            label: say("guide.thread.label"), dense: true, say: say
        )
    }

    /// What is said to the reader.
    var said: HTML {
        let problems = ErrorSummary(
            [
                .init(field: "problem", say("guide.field.reach.problem")), .init(field: "kind-problem", say("guide.field.kind.problem")),
                .init(field: nil, say("guide.problem.busy")),
            ], say: say
        )
        let notices: [HTML] = [
            problems.html,
            Notice(.waiting, title: say("guide.notice.ring"), say("guide.notice.ring.sentence")).html,
            Notice(.info, say("guide.notice.info")).html,
            Notice(.kind, title: say("guide.notice.kind"), say("guide.notice.kind.sentence")).html,
            Notice(.danger, title: say("guide.notice.danger"), say("guide.notice.danger.sentence")).html,
            UndoBar(say("guide.undo.sentence"), to: top, until: "10:52", say: say).html,
        ]
        let lines: [CrisisCard.Line] = [
            .init(say("guide.crisis.emergency"), number: "999", link: .telephone("999")),
            .init(say("guide.crisis.listen"), number: "116 123", link: .telephone("116123"), note: say("guide.crisis.listen.note")),
        ]
        let sees: HTML = "<p>\(say("guide.sees.first"))</p><p>\(say("guide.sees.second"))</p>"
        let aside: HTML = """
            \(CrisisCard(lines, say: say))\(Disclosure(say("guide.sees.title"), sees))\(Disclosure(say("guide.sees.title"), open: true, sees))
            """
        let text = CopyBox(id: "message", label: say("guide.copy.label"), text: say("guide.copy.text"), key: "c", say: say)
        return section(say("guide.section.said"), samples(["\(notices)", "\(aside)\(text)"]))
    }
}
