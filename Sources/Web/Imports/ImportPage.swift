import Alongside
import Exchange
import Kernel
import Markup
import Storage
import Words

/// One sheet, wherever it stands: its columns before it is brought in, how far it is, what came of it.
struct ImportPage: Page {
    let id: String
    var typed = Typed()

    static let mostProblems = 100
    static let sampleRows = 3
    /// How far such rows are looked for, in runs of fifty.
    private static let sampleChunks = 200

    struct Model: Sendable {
        let batch: ImportBatch
        let source: ImportSource?
        /// The first rows, for the one who sent them.
        var sample: [ImportRow] = []
        /// What would come of it as its columns are read now; nil when that cannot be said.
        var forecast: SheetForecast?
        /// When the same file was brought in before.
        var earlier: ImportBatch?
        var problems: [(line: Int, reason: String)] = []
        /// Who opened the rows behind them, and what people are called.
        var reveals: [Reveal] = []
        var names: [ID<Person>: PersonCard] = [:]
        /// What stays of a sheet that was taken back.
        var kept: [ID<Ask>] = []
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let group = visit.group.id
        let batch = try ImportStore.existing(try visit.id(id), in: group, connection)
        let source = try ImportStore.source(of: batch.id, in: visit.house, group: group, connection)
        var model = Model(batch: batch, source: source)
        switch batch.state {
        case .waiting:
            if let source { model.earlier = try ConfirmImport.earlier(than: batch, source, in: visit.house, group: group, connection) }
            // Beside columns that were refused it would speak of others than the form shows.
            if let source, typed.problem == nil {
                model.forecast = try SheetForecast.of(
                    batch, source, problems: Self.mostProblems, in: visit.house, group: visit.group, connection
                )
            }
            if source != nil, batch.madeBy == visit.person {
                model.sample = try sample(of: batch, in: visit.house, group: group, connection)
            }
        case .done, .running:
            model.problems = try ImportStore.problems(of: batch.id, in: group, limit: Self.mostProblems, connection)
            model.reveals = try Reveal.of(batch.id.subject, in: group, connection)
            model.names = try PersonStore.cards(of: model.reveals.map(\.person), in: visit.house, group: group, connection)
        case .undone: model.kept = try ImportStore.asks(of: batch.id, in: group, limit: 200, connection)
        case .reading: break
        }
        return model
    }

    /// The first rows of which something was kept: an old sheet begins with what is long over.
    private func sample(of batch: ImportBatch, in house: House, group: ID<Group>, _ connection: any Connection) throws -> [ImportRow] {
        var sample: [ImportRow] = []
        for position in 0..<min(batch.chunks, Self.sampleChunks) where sample.count < Self.sampleRows {
            let rows = try ImportStore.rows(at: position, of: batch.id, in: house, group: group, connection) ?? []
            sample += rows.lazy.filter { !$0.isPast }.prefix(Self.sampleRows - sample.count)
        }
        return sample
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        switch model.batch.state {
        case .waiting where model.source != nil: return ImportPreview(model: model, typed: typed).sheet(visit)
        case .reading, .waiting: return page("import.title", visit, "<p class=\"lead\">\(visit.say("import.cut.lead"))</p>\(drop(visit))")
        case .running: return running(model, visit)
        case .done: return page("import.done.title", visit, done(model, visit))
        case .undone: return page("import.undone.title", visit, undone(model, visit))
        }
    }

    private func page(_ title: StaticString, _ visit: Visit, _ content: HTML) -> Sheet {
        Sheet(
            visit.say(title), frame: .desk, layout: .settings,
            content: """
                <p><a href="\(href: visit.to(.imports))">\(visit.say("import.back"))</a></p><h1>\(visit.say(title))</h1>\
                \(Problems.summary(typed, visit))\(content)
                """
        )
    }

    private func running(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let batch = model.batch
        let meter = ProgressMeter(
            say("import.running.meter"), done: batch.done, of: batch.rows,
            text: say("import.running.text", ["done": .number(batch.done), "all": .number(batch.rows)]), id: "rows"
        )
        var sheet = page(
            "import.running.title", visit,
            """
            <p class="lead">\(say("import.running.lead"))</p>\(meter)\
            \(Form(to: visit.to(.importBatch(id)), hidden: visit.hidden + [(name: "do", value: "go-on")], Button(say("import.running.more"), .secondary, wide: false).html))\
            \(undoForm(visit))
            """
        )
        sheet.refreshAfter = 3
        return sheet
    }

    private func done(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        return """
            \(counts(model.batch, say))\(Notice(.info, say("import.done.nobody")))\
            <div class="actions">\(ButtonLink(say("import.done.board"), to: visit.to(.board(BoardFilter()))))</div>\
            \(problems(model, visit))\(undoForm(visit))
            """
    }

    private func counts(_ batch: ImportBatch, _ say: Wording) -> HTML {
        DefinitionList([
            .init(say("import.running.meter"), say.number(batch.rows)),
            .init(say("import.count.asks"), say.number(batch.counts.asks)), .init(say("import.count.offers"), say.number(batch.counts.offers)),
            .init(say("import.count.people"), say.number(batch.counts.people)), .init(say("import.count.past"), say.number(batch.counts.past)),
            .init(say("import.count.problems"), say.number(batch.counts.problems)),
        ]).html
    }

    private func problems(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let count = model.batch.counts.problems
        guard count > 0, !model.problems.isEmpty else { return .empty }
        let table = DataTable(
            say("import.problems.title"), columns: [.init(say("import.problems.line"), number: true), .init(say("import.problems.reason"))],
            rows: model.problems.map { [HTML(text: say.number($0.line)), HTML(text: say.family("import.reason", $0.reason))] }
        )
        let more: HTML = HTML.when(count > model.problems.count) {
            "<p>\(say("import.problems.more", ["count": .count(count - model.problems.count)]))</p>"
        }
        guard OpenProblemRows.mayOpen(model.batch, visit.actor) else {
            return "\(table)\(more)<p>\(say("import.problems.others"))</p>\(seen(model, visit))"
        }
        let button = Button(say("import.problems.download"), .secondary, wide: false)
        let form = Form(to: visit.to(.importProblems(id)), hidden: visit.hidden, saves: true, button.html)
        return "\(table)\(more)<p>\(say("import.problems.lead")) \(say("import.problems.opened"))</p>\(form)\(seen(model, visit))"
    }

    private func seen(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard !model.reveals.isEmpty else { return .empty }
        let rows = HTML.each(model.reveals) { reveal in
            """
            <li>\(say("desk.seen.row", [
                "name": .text(model.names[reveal.person]?.alias ?? say("desk.someone")),
                "field": .made(say.family("desk.field", reveal.field.rawValue)),
                "time": .made(say.dayAndTime(reveal.at, zone: visit.zone, now: visit.now)),
            ]))</li>
            """
        }
        return Disclosure(say("desk.seen"), "<ul>\(rows)</ul>").html
    }

    private func undone(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard !model.kept.isEmpty else { return "<p class=\"lead\">\(say("import.undone.lead"))</p>" }
        let links = HTML.each(model.kept) { ask in
            "<li><a href=\"\(href: visit.to(.ask(ask.text)))\"><span class=\"code\">\(String(ask.text.suffix(6)))</span></a></li>"
        }
        return """
            <p class="lead">\(say("import.undone.lead"))</p><p>\(say("import.undone.kept", ["count": .count(model.kept.count)]))</p><ul>\(links)</ul>
            """
    }

    private func undoForm(_ visit: Visit) -> HTML {
        let say = visit.say
        let button = Button(say("import.undo.button"), .danger, wide: false)
        return Card(
            title: say("import.undo.title"), detail: say("import.undo.lead"),
            Form(to: visit.to(.importUndo(id)), hidden: visit.hidden, button.html).html
        ).html
    }

    private func drop(_ visit: Visit) -> HTML {
        Form(
            to: visit.to(.importUndo(id)), hidden: visit.hidden, Button(visit.say("import.preview.drop"), .danger, wide: false).html
        ).html
    }
}
