import Alongside
import Exchange
import Kernel
import Markup
import Storage
import Words

/// Every sheet that the group brought in, and the form for one more (requirement 3.15).
struct ImportsPage: Page {
    var typed = Typed()

    static let accepted = ".csv,.tsv,.txt,.xlsx,.ods,text/csv"

    struct Model: Sendable {
        let batches: [(batch: ImportBatch, name: String?)]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let batches = try ImportStore.all(in: visit.group.id, connection)
        return Model(
            batches: try batches.map { batch in
                (batch, try ImportStore.source(of: batch.id, in: visit.house, group: visit.group.id, connection)?.fileName)
            }
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let file = FileField(
            "file", label: say("import.file"), accept: Self.accepted, hint: say("import.file.hint"), problem: typed.problem("file", visit)
        )
        return Sheet(
            say("import.title"), frame: .desk, layout: .settings,
            content: """
                <h1>\(say("import.title"))</h1>\(Problems.summary(typed, visit))<p class="lead">\(say("import.lead"))</p>\
                \(Form(to: visit.to(.importPreview), hidden: visit.hidden, files: true, "\(file)\(Button(say("import.upload"), wide: false))"))\
                \(Disclosure(say("import.never.title"), "<p>\(say("import.never"))</p>"))\(list(model, visit))
                """
        )
    }

    private func list(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard !model.batches.isEmpty else { return EmptyState(title: say("import.list.title"), say("import.list.empty")).html }
        let rows: [[HTML]] = model.batches.map { batch, name in
            [
                "<a href=\"\(href: visit.to(.importBatch(batch.id.text)))\"><bdi>\(name ?? say("import.list.unnamed"))</bdi></a>",
                HTML(text: say.dayAndTime(batch.madeAt, zone: visit.zone, now: visit.now)),
                HTML(text: say.family("import.state", batch.state.rawValue)),
                HTML(text: say.number(batch.counts.asks)), HTML(text: say.number(batch.counts.offers)),
                HTML(text: say.number(batch.counts.people)), HTML(text: say.number(batch.counts.past)),
                HTML(text: say.number(batch.counts.problems)),
            ]
        }
        return DataTable(
            say("import.list.title"),
            columns: [
                .init(say("import.list.name")), .init(say("import.list.day")), .init(say("import.list.state")),
                .init(say("import.count.asks"), number: true), .init(say("import.count.offers"), number: true),
                .init(say("import.count.people"), number: true), .init(say("import.count.past"), number: true),
                .init(say("import.count.problems"), number: true),
            ],
            rows: rows
        ).html
    }
}

/// A sheet is sent: its columns are looked at next. What a browser sends is in memory as a whole, up to what `Front.mostBytes` lets through; its rows are
/// read and stored piece by piece all the same. A file larger than that is for the command line, which never holds more of it than a piece.
struct ImportUpload: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard let file = form.file("file") else { throw Problem.invalid("file", "import.problem.file") }
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        let key = form.contentKey(file: "file")
        if let key, let before = try await house.database.read({ try Once.result(of: key, in: group.id, $0) }) {
            return .go(visit.to(.importBatch(before)))
        }
        let earlier: ID<ImportBatch>? = form.text("of").flatMap { ID(text: $0) }
        var chosen: (headings: [String], plan: ImportPlan)?
        if let earlier, let source = try await source(of: earlier, visit) {
            chosen = (source.headings, try ImportConfirm.plan(form, source))
        }
        let batch = try await ReceiveSheet(.bytes(file.bytes), fileName: file.name.isEmpty ? nil : file.name, chosen: chosen).run(
            in: house, group: group, by: actor
        )
        if let earlier, chosen != nil {
            try await house.database.write { transaction in
                try DropSheet(earlier).run(transaction, in: house, group: group, by: actor)
            }
        }
        guard let key else { return .go(visit.to(.importBatch(batch.text))) }
        // Of a double click, both of which were being read, the first stays.
        let kept = try await house.database.write { transaction in
            if let first = try Once.result(of: key, in: group.id, transaction) {
                try DropSheet(batch).run(transaction, in: house, group: group, by: actor)
                return first
            }
            try Once.remember(batch.text, of: key, in: group.id, at: house.now, transaction)
            return batch.text
        }
        return .go(visit.to(.importBatch(kept)))
    }

    /// How a sheet that still waits was read: it comes once more, to be read as was chosen meanwhile. Nil when it waits no more.
    private func source(of batch: ID<ImportBatch>, _ visit: Visit) async throws -> ImportSource? {
        try await visit.house.database.read { connection in
            let found = try ImportStore.existing(batch, in: visit.group.id, connection)
            return found.state == .waiting ? try ImportStore.source(of: batch, in: visit.house, group: visit.group.id, connection) : nil
        }
    }

    /// What is wrong with a sheet stands beside the file, whoever found it.
    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        var problem = problem
        if problem.field == nil, problem.kind == .invalid { problem.field = "file" }
        return ImportsPage(typed: Typed(form, problem))
    }
}
