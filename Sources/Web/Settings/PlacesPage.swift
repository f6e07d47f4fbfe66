import Alongside
import Kernel
import Markup
import Storage
import Words

/// The group's gazetteer: streets and landmarks with the zone they lie in, to be looked up, added and taken away.
struct PlacesPage: Page {
    static let pageSize = 50
    /// As wide as the narrowest phone allows. The picture keeps its size, because what is pointed at comes back in its own points.
    static let pictureWidth = 280

    var typed = Typed()
    /// What was pointed at on the drawing.
    var pointed: Coordinate?

    struct Model: Sendable {
        let zones: [Zone]
        let boundaries: [ID<Zone>: Boundary]
        let entries: [GazetteerEntry]
        let count: Int
        let page: Int
        let part: String
        let tried: PlaceMatch?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let group = visit.group.id
        let part = String((visit.request.query["find"] ?? "").prefix(120))
        let page = PageNumber.of(visit.request.query)
        let found = try GazetteerStore.page(page, of: Self.pageSize, matching: part, in: group, connection)
        return Model(
            zones: try ZoneStore.all(in: group, connection), boundaries: try ZoneStore.boundaries(in: group, connection), entries: found.entries,
            count: found.count, page: page, part: part,
            tried: part.isEmpty ? nil : try PlaceFinder.find(part, in: visit.house, group: group, connection)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            say("places.title"), frame: .desk, layout: .settings,
            content: """
                \(SettingsParts.done(visit))<h1>\(say("places.title"))</h1>\(SettingsParts.tabs(visit, .places))\
                \(Problems.summary(typed, visit))<p class="lead">\(say("places.lead"))</p>\(search(model, visit))\(list(model, visit))\
                <p>\(ButtonLink(say("places.import.button"), to: visit.to(.placesImport)))</p>\
                \(Card(
                    title: say("places.add"), detail: say("places.add.detail"),
                    PlaceFields(zones: model.zones, boundaries: model.boundaries, typed: typed, pointed: pointed).form(visit)
                ))
                """
        )
    }

    private func search(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        let language: HTML = HTML.when(visit.languageChosen) { "<input type=\"hidden\" name=\"in\" value=\"\(say.language.text)\">" }
        let found = model.tried.map { match in "<p role=\"status\">\(sentence(match, model, visit))</p>" as HTML }
        return """
            <form method="get" action="\(href: Here(.group(visit.group.slug, .desk(.places)), language: nil))" role="search">\(language)\
            \(TextField("find", label: say("places.find"), value: model.part, hint: say("places.find.hint"), kind: .search, maxlength: 120))\
            \(Button(say("places.find.button"), .secondary, wide: false))</form>\(found)
            """
    }

    private func sentence(_ match: PlaceMatch, _ model: Model, _ visit: Visit) -> String {
        let say = visit.say
        func zone(_ id: ID<Zone>?) -> String { model.zones.first { $0.id == id }?.name ?? "" }
        return switch match {
        case .found(let id, _, _): say("places.match.found", ["zone": .text(zone(id))])
        case .unsure(let candidates): say("places.match.unsure", ["names": .made(say.alternatives(candidates.map(\.name)))])
        case .outside: say("places.match.outside")
        case .unknown: say("places.match.unknown")
        }
    }

    private func list(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard !model.entries.isEmpty else {
            return model.part.isEmpty ? EmptyState(title: say("places.empty.title"), say("places.empty")).html : "<p>\(say("places.nothing"))</p>"
        }
        let rows: [[HTML]] = model.entries.map { entry in
            let zone = model.zones.first { $0.id == entry.zone }?.name ?? say("places.outside")
            let hidden = SettingsParts.hidden(visit, do: "remove", [("entry", entry.id.text)])
            return [
                "<bdi>\(entry.name)</bdi>", HTML(text: Self.numbers(entry, say)), "<span class=\"code\">\(entry.postcode ?? "")</span>",
                "<bdi>\(zone)</bdi>",
                Form(to: visit.to(.places), hidden: hidden, inline: true, "\(Button(say("places.remove"), .quiet, about: entry.name, wide: false))")
                    .html,
            ]
        }
        let columns: [DataTable.Column] = [
            .init(say("places.column.name")), .init(say("places.column.numbers")), .init(say("places.column.postcode")),
            .init(say("places.column.zone")),
            .init(say("places.column.do")),
        ]
        let pages = PageNumber.pages(of: model.count, size: Self.pageSize)
        let part = model.part
        let pager: HTML = HTML.when(pages > 1) {
            Pager(page: min(model.page, pages), of: pages, count: say("places.count", ["count": .count(model.count)]), say: say) { number in
                FindLink(base: visit.to(.places), part: part, page: number)
            }.html
        }
        return "\(DataTable(say("places.count", ["count": .count(model.count)]), columns: columns, rows: rows))\(pager)"
    }

    static func numbers(_ entry: GazetteerEntry, _ say: Wording) -> String {
        let range = entry.numbers.map { $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
        return switch (range, entry.side) {
        case (nil, .both): say("places.numbers.all")
        case (nil, let side): say.family("places.side", side.rawValue)
        case (let range?, .both): range
        case (let range?, let side): say("places.numbers.side", ["numbers": .code(range), "side": .made(say.family("places.side", side.rawValue))])
        }
    }
}
