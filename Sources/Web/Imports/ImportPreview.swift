import Alongside
import Exchange
import Kernel
import Markup
import Words

/// The columns of a sheet as they were understood, to be corrected before anything is made of it.
struct ImportPreview {
    let model: ImportPage.Model
    let typed: Typed

    func sheet(_ visit: Visit) -> Sheet {
        let say = visit.say
        let id = model.batch.id.text
        let plan = ImportPlan(text: model.source?.plan ?? "")
        let content: HTML = """
            \(columns(plan, visit))\(rows(plan, visit))\(order(plan, visit))\(same(visit))\
            <div class="actions">\(Button(say("import.forecast.look"), .secondary, name: "look", value: "again", wide: false))\
            \(Button(say("import.preview.confirm"), wide: false))</div>
            """
        return Sheet(
            say("import.preview.title"), frame: .desk, layout: .settings,
            content: """
                <p><a href="\(href: visit.to(.imports))">\(say("import.back"))</a></p><h1>\(say("import.preview.title"))</h1>\
                \(Problems.summary(typed, visit))<p class="lead">\(say("import.preview.lead"))</p>\
                <p>\(say("import.rows", ["count": .count(model.batch.rows)]))</p>\(past(visit))\(forecast(plan, visit))\
                \(forbidden(visit))\(resend(plan, visit))\
                \(HTML.when(!model.sample.isEmpty) { "<p class=\"detail\">\(say("import.preview.samples"))</p>" })\
                \(Form(to: visit.to(.importBatch(id)), hidden: visit.hidden + [(name: "do", value: "confirm")], content))\
                \(Form(to: visit.to(.importUndo(id)), hidden: visit.hidden, Button(say("import.preview.drop"), .quiet, wide: false).html))
                """
        )
    }

    /// Nothing of rows that are over for too long was kept, not even until somebody says yes.
    private func past(_ visit: Visit) -> HTML {
        guard let past = model.source?.past, past > 0 else { return .empty }
        return "<p>\(visit.say("import.preview.past", ["count": .count(past)]))</p>"
    }

    /// What would come of it; while no column says what is needed, that it must be chosen first.
    private func forecast(_ plan: ImportPlan?, _ visit: Visit) -> HTML {
        if let forecast = model.forecast {
            return ImportForecast(forecast: forecast, rows: model.batch.rows, past: model.source?.past ?? 0).html(visit)
        }
        guard typed.problem == nil, plan?.saysWhat == false else { return .empty }
        return Notice(.waiting, visit.say("import.problem.what")).html
    }

    /// The file is needed once more: it goes with everything that was chosen.
    private func resend(_ plan: ImportPlan?, _ visit: Visit) -> HTML {
        guard let problem = typed.problem("file", visit), let plan, let source = model.source else { return .empty }
        let say = visit.say
        var hidden = visit.hidden + [(name: "of", value: model.batch.id.text)]
        for column in plan.columns.indices where source.forbidden[column] == nil && plan.columns[column]?.isKept != false {
            hidden.append((name: "column-\(column)", value: typed.value("column-\(column)") ?? plan.columns[column]?.rawValue ?? ""))
        }
        hidden.append((name: "rows", value: typed.value("rows") ?? plan.rows.rawValue))
        hidden.append((name: "order", value: typed.value("order") ?? plan.order.rawValue))
        let file = FileField("file", label: say("import.file"), accept: ImportsPage.accepted, problem: problem)
        return Card(
            Form(to: visit.to(.importPreview), hidden: hidden, files: true, "\(file)\(Button(say("import.preview.resend"), wide: false))").html
        ).html
    }

    /// What is left out, by its heading and with the reason.
    private func forbidden(_ visit: Visit) -> HTML {
        let say = visit.say
        guard let source = model.source, !source.forbidden.isEmpty else { return .empty }
        let items = HTML.each(source.forbidden.sorted { $0.key < $1.key }) { column, topic in
            let name = heading(column, visit)
            return "<li>\(say("import.preview.topic", ["heading": .text(name), "topic": .made(say.family("sheet.forbidden", topic))]))</li>"
        }
        return Notice(.info, title: say("import.preview.forbidden.title"), html: "<p>\(say("import.preview.forbidden"))</p><ul>\(items)</ul>").html
    }

    private func columns(_ plan: ImportPlan?, _ visit: Visit) -> HTML {
        let say = visit.say
        guard let source = model.source, let plan else { return .empty }
        let choices =
            [Choice("", say("import.preview.leave"))]
            + ImportField.allCases.filter(\.isKept).map { Choice($0.rawValue, $0.label(say)) }
        return HTML.each(source.headings.indices.filter { source.forbidden[$0] == nil }) { column in
            let field = plan.columns.indices.contains(column) ? plan.columns[column] : nil
            if let field, !field.isKept {
                return "<p>\(say("import.preview.kept", ["heading": .text(heading(column, visit))]))</p>"
            }
            let examples = model.sample.map { $0[column] }.filter { !$0.isEmpty }.map { "“\($0.count > 60 ? $0.prefix(59) + "…" : $0)”" }
            return Select(
                "column-\(column)", label: heading(column, visit), choices: choices, chosen: typed.value("column-\(column)") ?? field?.rawValue ?? "",
                hint: examples.isEmpty ? nil : examples.joined(separator: " · "),
                problem: column == firstColumn ? typed.problem("columns", visit) : nil
            ).html
        }
    }

    private var firstColumn: Int? { model.source.flatMap { source in source.headings.indices.first { source.forbidden[$0] == nil } } }

    private func heading(_ column: Int, _ visit: Visit) -> String {
        guard let headings = model.source?.headings, headings.indices.contains(column), !headings[column].isEmpty else {
            return visit.say("import.preview.unnamed", ["number": .number(column + 1)])
        }
        return String(headings[column].prefix(160))
    }

    private func rows(_ plan: ImportPlan?, _ visit: Visit) -> HTML {
        let say = visit.say
        let all: [ColumnGuess.Rows] = [.asks, .offers, .either]
        return Select(
            "rows", label: say("import.preview.rows"), choices: all.map { Choice($0.rawValue, say.family("import.rows", $0.rawValue)) },
            chosen: typed.value("rows") ?? plan?.rows.rawValue ?? ""
        ).html
    }

    private func order(_ plan: ImportPlan?, _ visit: Visit) -> HTML {
        let say = visit.say
        let all: [SheetDates.Order] = [.dayFirst, .monthFirst]
        let isSure = ["certain", "likely"].contains(model.source?.certainty ?? "")
        return Select(
            "order", label: say("import.preview.order"), choices: all.map { Choice($0.rawValue, say.family("import.order", $0.rawValue)) },
            chosen: typed.value("order") ?? plan?.order.rawValue ?? "", hint: isSure ? nil : say("import.preview.order.unsure")
        ).html
    }

    private func same(_ visit: Visit) -> HTML {
        let say = visit.say
        guard let earlier = model.earlier else { return .empty }
        let day = say.day(earlier.madeAt, zone: visit.zone, now: visit.now)
        return """
            \(Notice(.waiting, say("import.preview.same", ["day": .made(day)])))\
            \(CheckboxRow("again", label: say("import.preview.again"), checked: typed.isOn("again"), problem: typed.problem("again", visit)))
            """
    }
}
