import Alongside
import Kernel
import Markup
import Storage
import Words

/// Bringing in a sheet of streets (CSV), with what became of it.
struct PlacesImportPage: Page {
    var typed = Typed()
    var outcome: ImportPlaces.Outcome?

    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        let say = visit.say
        let file = FileField(
            "file", label: say("places.import.file"), accept: ".csv,.tsv,text/csv", hint: say("places.import.file.hint"),
            problem: typed.problem("file", visit)
        )
        return Sheet(
            say("places.import.title"), frame: .desk, layout: .settings,
            content: """
                <p><a href="\(href: visit.to(.places))">\(say("places.back"))</a></p><h1>\(say("places.import.title"))</h1>\
                \(Problems.summary(typed, visit))\(outcome?.undo.map { undo($0, visit) })\(outcome.map { came($0, visit) })<p class="lead">\(say("places.import.lead"))</p>\
                \(Form(
                    to: visit.to(.placesImport), hidden: SettingsParts.hidden(visit, do: "import"), files: true,
                    "\(file)\(Button(say("places.import.button"), wide: false))"
                ))\
                \(Disclosure(say("places.import.columns.title"), "<p>\(say("places.import.columns"))</p>"))
                """
        )
    }

    private func undo(_ id: ID<Undo>, _ visit: Visit) -> HTML {
        UndoBar(
            visit.say("settings.saved"), to: visit.to(.placesImport),
            hidden: visit.hidden + [(name: "do", value: "undo"), (name: "undo", value: id.text)],
            say: visit.say
        ).html
    }

    private func came(_ outcome: ImportPlaces.Outcome, _ visit: Visit) -> HTML {
        let say = visit.say
        let done =
            "<p>\(say("places.import.added", ["count": .count(outcome.added)]))</p><p>\(say("places.import.replaced", ["count": .count(outcome.replaced)]))</p>"
            as HTML
        let shown = outcome.problems.prefix(200)
        let rows = HTML.each(shown) { problem in
            "<li>\(say("places.import.line", ["line": .number(problem.line), "reason": .made(say.family("places.row", problem.reason))]))</li>"
        }
        let left: HTML = HTML.when(!outcome.problems.isEmpty) {
            "<p>\(say("places.import.left", ["count": .count(outcome.problems.count)]))</p><ul>\(rows)</ul>"
        }
        return Notice(outcome.problems.isEmpty ? .kind : .waiting, title: say("places.import.done"), live: true, html: "\(done)\(left)").html
    }
}

struct PlacesImportAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if let answer = try await SettingsParts.undo(form, visit) { return answer }
        guard let file = form.file("file") else { throw Problem.invalid("file", "places.problem.noFile") }
        let sheet = try PlaceSheet(String(decoding: file.bytes, as: UTF8.self))
        let outcome = try await ImportPlaces(sheet).run(in: visit.house, group: visit.group.id, by: visit.actor)
        return .page(PlacesImportPage(outcome: outcome))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { PlacesImportPage(typed: Typed(form, problem)) }
}
