import Alongside
import Kernel
import Markup
import Storage
import Words

/// The zones of the group and the pods in them, drawn and listed.
struct ZonesPage: Page {
    var typed = Typed()

    struct Model: Sendable {
        let zones: [Zone]
        let boundaries: [ID<Zone>: Boundary]
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        Model(zones: try ZoneStore.all(in: visit.group.id, connection), boundaries: try ZoneStore.boundaries(in: visit.group.id, connection))
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            say("zones.title"), frame: .desk, layout: .settings,
            content: """
                \(SettingsParts.done(visit))<h1>\(say("zones.title"))</h1>\(SettingsParts.tabs(visit, .zones))\
                \(Problems.summary(typed, visit))<p class="lead">\(say("zones.lead"))</p>\(list(model, visit))\
                <p>\(ButtonLink(say("zones.import.button"), to: visit.to(.zonesImport)))</p>\(Card(title: say("zones.add"), add(model, visit).html))
                """
        )
    }

    private func list(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard !model.zones.isEmpty else { return EmptyState(title: say("zones.empty.title"), say("zones.empty")).html }
        let drawing = ZoneDrawing(ZoneDrawing.numbered(model.zones, model.boundaries), width: 560)
        let rows = HTML.each(Array(model.zones.enumerated())) { index, zone in
            let pill: HTML = model.boundaries[zone.id] == nil ? Pill(say("zones.noBorder"), .plain).html : .empty
            let kind = zone.parent.flatMap { parent in model.zones.first { $0.id == parent } }.map { say("zones.podOf", ["zone": .text($0.name)]) }
            return "<li>\(PersonLine("\(index + 1). \(zone.name)", kind, to: visit.to(.zone(zone.id.text)), trailing: pill))</li>"
        }
        return "\(drawing.map { $0.html(label: say("zones.drawing")) })<ul class=\"stack\">\(rows)</ul>"
    }

    private func add(_ model: Model, _ visit: Visit) -> Form {
        let say = visit.say
        let fields = ZoneFields(zones: model.zones, zone: nil, typed: typed).html(visit)
        return Form(to: visit.to(.zones), hidden: SettingsParts.hidden(visit, do: "add"), "\(fields)\(Button(say("zones.add"), wide: false))")
    }
}

/// Adds a zone or a pod.
struct ZonesAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if let answer = try await SettingsParts.undo(form, visit) { return answer }
        guard let once = OnceKey(form["once"]) else { throw Problem.invalid("name", "problem.form.expired") }
        let input = try ZoneFields.input(form, visit, id: nil)
        let house = visit.house
        let group = visit.group.id
        let undo = try await house.database.write { transaction in
            try Once.run(once, in: group, at: house.now, transaction) {
                try SaveZone(input).run(transaction, in: house, group: group, by: visit.actor).undo.text
            }
        }
        return SettingsParts.saved(visit, .zones, undo: try visit.id(undo))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        form["do"] == "undo" ? nil : ZonesPage(typed: Typed(form, problem))
    }
}

/// The name of a zone, and the zone that a pod lies in.
struct ZoneFields {
    let zones: [Zone]
    let zone: Zone?
    let typed: Typed

    func html(_ visit: Visit) -> HTML {
        let say = visit.say
        let outer = zones.filter { !$0.isPod && $0.id != zone?.id }
        let choices = [Choice("", say("zones.parent.none"))] + outer.map { Choice($0.id.text, say("zones.podOf", ["zone": .text($0.name)])) }
        return """
            \(TextField(
                "name", label: say("zones.name"), value: typed.value("name") ?? zone?.name ?? "", hint: say("zones.name.hint"),
                problem: typed.problem("name", visit), maxlength: 60, required: true
            ))\
            \(Select(
                "parent", label: say("zones.parent"), choices: choices, chosen: typed.value("parent") ?? zone?.parent?.text ?? "",
                hint: say("zones.parent.hint"), problem: typed.problem("parent", visit)
            ))
            """
    }

    static func input(_ form: Submission, _ visit: Visit, id: ID<Zone>?) throws -> SaveZone.Input {
        SaveZone.Input(id: id, name: form["name"], parent: try form.text("parent").map { try visit.id($0) })
    }
}
