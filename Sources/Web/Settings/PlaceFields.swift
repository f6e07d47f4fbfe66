import Alongside
import Kernel
import Markup
import Storage
import Words

/// A new entry of the gazetteer: typed, with its point taken from the drawing of the zones by pointing at it. That works without a script, because a
/// picture can be a button that says where it was pressed.
struct PlaceFields {
    let zones: [Zone]
    let boundaries: [ID<Zone>: Boundary]
    let typed: Typed
    let pointed: Coordinate?

    func form(_ visit: Visit) -> HTML {
        let say = visit.say
        let zoneChoices =
            [Choice("", say("places.zone.choose"))] + zones.map { zone in Choice(zone.id.text, zone.isPod ? "– \(zone.name)" : zone.name) }
            + [Choice("outside", say("places.outside"))]
        let point: [(String, String)] = pointed.map { [("latitude", "\($0.latitude)"), ("longitude", "\($0.longitude)")] } ?? []
        let content: HTML = """
            \(TextField(
                "name", label: say("places.name"), value: typed.value("name") ?? "", hint: say("places.name.hint"),
                problem: typed.problem("name", visit), maxlength: 120, required: true
            ))\
            \(TextField(
                "numbers", label: say("places.numbers"), value: typed.value("numbers") ?? "", hint: say("places.numbers.hint"),
                problem: typed.problem("numbers", visit), maxlength: 40
            ))\
            \(TextField(
                "postcode", label: say("places.postcode"), value: typed.value("postcode") ?? "", problem: typed.problem("postcode", visit),
                maxlength: 12
            ))\
            \(Select(
                "zone", label: say("places.zone"), choices: zoneChoices, chosen: chosenZone, hint: say("places.zone.hint"),
                problem: typed.problem("zone", visit)
            ))\
            \(picture(visit))\(Button(say("places.add.button"), wide: false))
            """
        return Form(to: visit.to(.places), hidden: SettingsParts.hidden(visit, do: "add", point), content).html
    }

    private func picture(_ visit: Visit) -> HTML {
        let say = visit.say
        guard let drawing = ZoneDrawing(ZoneDrawing.numbered(zones, boundaries), width: PlacesPage.pictureWidth) else { return .empty }
        let done: HTML = HTML.when(pointed != nil) { "<p role=\"status\">\(say("places.pointed"))</p>" }
        return """
            <div class="field"><p class="hint" id="point-hint">\(say("places.point.hint"))</p>\(done)\
            <input type="image" name="point" src="\(drawing.picture(dot: pointed))" width="\(drawing.width)" height="\(drawing.height)" \
            alt="\(say("places.point"))" aria-describedby="point-hint"></div>
            """
    }

    /// What was chosen, else the zone around the point.
    private var chosenZone: String {
        if let typed = typed.value("zone"), !typed.isEmpty, pointed == nil { return typed }
        guard let pointed else { return typed.value("zone") ?? "" }
        let ordered = zones.filter(\.isPod) + zones.filter { !$0.isPod }
        return ordered.first { boundaries[$0.id]?.contains(pointed) ?? false }?.id.text ?? typed.value("zone") ?? ""
    }

    /// Where the drawing was pointed at, when it was.
    static func point(_ form: Submission, _ zones: [Zone], _ boundaries: [ID<Zone>: Boundary]) -> Coordinate? {
        guard form.has("point.x"), let x = Double(form["point.x"]), let y = Double(form["point.y"]) else { return nil }
        return ZoneDrawing(ZoneDrawing.numbered(zones, boundaries), width: PlacesPage.pictureWidth)?.point(x: x, y: y)
    }

    static func input(_ form: Submission, _ visit: Visit) throws -> SavePlace.Input {
        var problems: [Problem] = []
        let numbers = HouseNumbers.read(form["numbers"])
        if numbers == nil { problems.append(.invalid("numbers", "places.problem.numbers")) }
        var zone: ID<Zone>?
        switch form["zone"] {
        case "": problems.append(.invalid("zone", "problem.choice"))
        case "outside": zone = nil
        default: zone = try visit.id(form["zone"])
        }
        if let problem = Problem.all(problems) { throw problem }
        var point: Coordinate?
        if let latitude = Double(form["latitude"]), let longitude = Double(form["longitude"]) {
            point = Coordinate(latitude: latitude, longitude: longitude)
        }
        return SavePlace.Input(
            name: form["name"], numbers: numbers?.numbers, side: numbers?.side ?? .both, postcode: form.text("postcode"), zone: zone, point: point
        )
    }
}

/// Adds an entry, takes one away, or notes where the drawing was pointed at.
struct PlacesAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if let answer = try await SettingsParts.undo(form, visit) { return answer }
        let house = visit.house
        let group = visit.group.id
        switch form["do"] {
        case "add":
            if form.has("point.x") {
                let point = try await house.database.read { connection in
                    PlaceFields.point(form, try ZoneStore.all(in: group, connection), try ZoneStore.boundaries(in: group, connection))
                }
                return .page(PlacesPage(typed: Typed(form), pointed: point))
            }
            guard let once = OnceKey(form["once"]) else { throw Problem.invalid("name", "problem.form.expired") }
            let input = try PlaceFields.input(form, visit)
            _ = try await house.database.write { transaction in
                try Once.run(once, in: group, at: house.now, transaction) {
                    try SavePlace(input).run(transaction, in: house, group: group, by: visit.actor).text
                }
            }
            return .go(visit.to(.places))
        case "remove":
            let entry: ID<GazetteerEntry> = try visit.id(form["entry"])
            let undo = try await house.database.write { transaction in
                try RemovePlace(entry).run(transaction, in: house, group: group, by: visit.actor)
            }
            return SettingsParts.saved(visit, .places, undo: undo)
        default: throw Problem.missing()
        }
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        guard form["do"] == "add" else { return nil }
        var point: Coordinate?
        if let latitude = Double(form["latitude"]), let longitude = Double(form["longitude"]) {
            point = Coordinate(latitude: latitude, longitude: longitude)
        }
        return PlacesPage(typed: Typed(form, problem), pointed: point)
    }
}
