import Alongside
import Kernel
import Markup
import Storage
import Words

/// Bringing in a drawing of zones (GeoJSON): a file is chosen, looked at, and only then saved.
struct ZonesImportPage: Page {
    var typed = Typed()

    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        let say = visit.say
        let file = FileField(
            "file", label: say("zones.import.file"), accept: ".geojson,.json,application/geo+json", hint: say("zones.import.file.hint"),
            problem: typed.problem("file", visit)
        )
        return Sheet(
            say("zones.import.title"), frame: .desk, layout: .settings,
            content: """
                <p><a href="\(href: visit.to(.zones))">\(say("zones.back"))</a></p><h1>\(say("zones.import.title"))</h1>\
                \(Problems.summary(typed, visit))<p class="lead">\(say("zones.import.lead"))</p>\
                \(Form(
                    to: visit.to(.zonesImport), hidden: SettingsParts.hidden(visit, do: "look"), files: true,
                    "\(file)\(Button(say("zones.import.look"), wide: false))"
                ))
                """
        )
    }
}

/// What the file holds, drawn and listed, with names to be mended before anything is saved.
struct ZonesPreviewPage: Page {
    let sheet: ZoneSheet
    var typed = Typed()

    struct Model: Sendable { let zones: [Zone] }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model { Model(zones: try ZoneStore.all(in: visit.group.id, connection)) }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let shapes = sheet.drafts.enumerated().map { ZoneDrawing.Shape(number: $0 + 1, boundary: $1.boundary, isPod: false) }
        let rows = HTML.each(Array(sheet.drafts.enumerated())) { row($0, $1, model, visit) }
        let outer = model.zones.filter { !$0.isPod }
        let parents = [Choice("", say("zones.parent.none"))] + outer.map { Choice($0.id.text, say("zones.podOf", ["zone": .text($0.name)])) }
        let parent: HTML = HTML.when(!outer.isEmpty) {
            Select(
                "parent", label: say("zones.import.parent"), choices: parents, chosen: typed.value("parent") ?? "",
                problem: typed.problem("parent", visit)
            ).html
        }
        let skipped = HTML.each(sheet.problems) { problem in
            let reason = say.family("zones.import.reason", problem.key)
            return "<li>\(say("zones.import.skipped", ["number": .number(problem.feature), "reason": .made(reason)]))</li>"
        }
        let left: HTML = HTML.when(!sheet.problems.isEmpty) {
            Notice(.waiting, title: say("zones.import.left", ["count": .count(sheet.problems.count)]), html: "<ul>\(skipped)</ul>").html
        }
        let hidden = SettingsParts.hidden(visit, do: "save", [("drawing", sheet.text)])
        return Sheet(
            say("zones.preview.title"), frame: .desk, layout: .settings,
            content: """
                <p><a href="\(href: visit.to(.zonesImport))">\(say("zones.preview.back"))</a></p><h1>\(say("zones.preview.title"))</h1>\
                \(Problems.summary(typed, visit))<p class="lead">\(say("zones.preview.lead", ["count": .count(sheet.drafts.count)]))</p>\(left)\
                \(ZoneDrawing(shapes, width: 560).map { $0.html(label: say("zones.drawing")) })\
                \(Form(
                    to: visit.to(.zonesImport), hidden: hidden,
                    "<ol class=\"stack\">\(rows)</ol>\(parent)\(Button(say("zones.preview.save"), wide: false))"
                ))
                """
        )
    }

    private func row(_ index: Int, _ draft: ZoneSheet.Draft, _ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let name = typed.value("name-\(index)") ?? draft.name
        let same = ImportZones.same(ImportZones.Row(name: name, boundary: draft.boundary), among: model.zones)
        let hint = same.map { say("zones.preview.same", ["name": .text($0.name)]) }
        return """
            <li>\(TextField(
                "name-\(index)", label: say("zones.preview.name", ["number": .number(index + 1)]), value: name, hint: hint,
                problem: typed.problem("name-\(index)", visit), maxlength: 60
            ))\
            \(CheckboxRow("take-\(index)", label: say("zones.preview.take"), checked: typed.isOn("take-\(index)", else: true)))</li>
            """
    }
}

struct ZonesImportAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if form["do"] == "save" { return try await save(form, visit) }
        guard let file = form.file("file") else { throw Problem.invalid("file", "zones.problem.noFile") }
        let sheet = try ZoneSheet(file.bytes)
        guard !sheet.drafts.isEmpty else { throw Problem.invalid("file", "zones.problem.noArea") }
        return .page(ZonesPreviewPage(sheet: sheet))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        if form["do"] == "save", let sheet = try? ZoneSheet(Array(form["drawing"].utf8)) {
            return ZonesPreviewPage(sheet: sheet, typed: Typed(form, problem))
        }
        return ZonesImportPage(typed: Typed(form, problem))
    }

    private func save(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let sheet = try ZoneSheet(Array(form["drawing"].utf8))
        let parent: ID<Zone>? = try form.text("parent").map { try visit.id($0) }
        var rows: [ImportZones.Row] = []
        var places: [Int] = []
        for (index, draft) in sheet.drafts.enumerated() where form.has("take-\(index)") {
            rows.append(ImportZones.Row(name: form["name-\(index)"], boundary: draft.boundary, parent: parent))
            places.append(index)
        }
        do {
            let taken = rows
            let outcome = try await visit.house.database.write { transaction in
                try ImportZones(taken).run(transaction, in: visit.house, group: visit.group.id, by: visit.actor)
            }
            return SettingsParts.saved(visit, .zones, undo: outcome.undo)
        } catch let problem as Problem {
            throw Self.onForm(problem, places)
        }
    }

    /// The use case numbers the rows it got; the form numbers all of them.
    private static func onForm(_ problem: Problem, _ places: [Int]) -> Problem {
        let each = problem.each.map { one in
            var one = one
            if let field = one.field, field.hasPrefix("name-"), let index = Int(field.dropFirst(5)), places.indices.contains(index) {
                one.field = "name-\(places[index])"
            }
            return one
        }
        return Problem.all(each) ?? problem
    }
}
