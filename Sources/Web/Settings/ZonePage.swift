import Alongside
import Kernel
import Markup
import Storage
import Words

/// One zone or pod, to be renamed, moved into another zone, or taken away.
struct ZonePage: Page {
    let id: String
    var typed = Typed()

    struct Model: Sendable {
        let zone: Zone
        let zones: [Zone]
        let boundary: Boundary?
        let openAsks: Int
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let zones = try ZoneStore.all(in: visit.group.id, connection)
        let zoneID: ID<Zone> = try visit.id(id)
        guard let zone = zones.first(where: { $0.id == zoneID }) else { throw Problem.missing() }
        let places = [zone.id] + zones.filter { $0.parent == zone.id }.map(\.id)
        return Model(
            zone: zone, zones: zones, boundary: try ZoneStore.boundaries(in: visit.group.id, connection)[zone.id],
            openAsks: try places.reduce(0) { try $0 + ZoneStore.openAskCount(in: $1, of: visit.group.id, connection) }
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let shown = ShownVersion.of(model.zone.shownFields)
        let fields = ZoneFields(zones: model.zones, zone: model.zone, typed: typed).html(visit)
        let drawing = model.boundary.flatMap { ZoneDrawing([.init(number: 1, boundary: $0, isPod: model.zone.isPod)], width: 280) }
        let choices = RemoveZone.Asks.allCases.map { Choice($0.rawValue, say.family("zones.remove", $0.rawValue)) }
        let asks: HTML =
            model.openAsks == 0
            ? "<p>\(say("zones.remove.none"))</p>"
            : RadioCards(
                "asks", legend: say("zones.remove.asks", ["count": .count(model.openAsks)]), choices: choices, chosen: [RemoveZone.Asks.keep.rawValue]
            ).html
        return Sheet(
            model.zone.name, frame: .desk, layout: .settings,
            content: """
                \(SettingsParts.done(visit))<p><a href="\(href: visit.to(.zones))">\(say("zones.back"))</a></p><h1><bdi>\(model.zone.name)</bdi></h1>\
                \(Problems.summary(typed, visit))\(drawing.map { $0.html(label: say("zones.drawing")) })\
                \(Form(
                    to: visit.to(.zone(id)), hidden: SettingsParts.hidden(visit, do: "save", shown: shown),
                    "\(fields)\(Button(say("settings.save"), wide: false))"
                ))\
                \(Card(
                    title: say("zones.remove.title"),
                    Form(
                        to: visit.to(.zone(id)), hidden: SettingsParts.hidden(visit, do: "remove"),
                        "\(asks)\(Button(say("zones.remove.button"), .danger, wide: false))"
                    ).html
                ))
                """
        )
    }
}

struct ZoneAction: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if let answer = try await SettingsParts.undo(form, visit) { return answer }
        let zone: ID<Zone> = try visit.id(id)
        switch form["do"] {
        case "remove":
            let asks = RemoveZone.Asks(rawValue: form["asks"]) ?? .keep
            let undo = try await SettingsParts.once(form, visit) { transaction in
                try RemoveZone(zone, asks: asks).run(transaction, in: visit.house, group: visit.group.id, by: visit.actor)
            }
            return SettingsParts.saved(visit, .zones, undo: undo)
        default:
            let input = try ZoneFields.input(form, visit, id: zone)
            let shown = ShownVersion(text: form["shown"])
            let undo = try await SettingsParts.once(form, visit) { transaction in
                try SaveZone(input, shown: shown).run(transaction, in: visit.house, group: visit.group.id, by: visit.actor).undo
            }
            return SettingsParts.saved(visit, .zone(id), undo: undo)
        }
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        form["do"] == "save" ? ZonePage(id: id, typed: Typed(form, problem)) : nil
    }
}
