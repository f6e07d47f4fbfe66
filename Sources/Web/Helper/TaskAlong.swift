import Alongside
import Kernel
import Markup
import Words

/// The page of whoever goes along with a helper who does not go to doors alone: with whom, where about and when. The place and the neighbour's name
/// stay with the helper.
struct TaskAlong: Component {
    let model: TaskModel
    let visit: Visit

    var html: HTML {
        let say = visit.say
        var rows: [DefinitionList.Row] = [.init(say("helping.area"), model.zone?.name ?? say("helping.area.unknown"))]
        if let category = model.category { rows.append(.init(say("helping.what"), category.name(in: say.language, group: visit.group))) }
        rows.append(.init(say("helping.along.when"), when))
        let call: HTML = visit.group.groupPhone.map { "<p>\(ButtonLink(say("helping.callGroup"), to: .telephone($0)))</p>" } ?? .empty
        return """
            <p class="lead">\(say("helping.along.lead", ["name": .text(model.helperAlias)]))</p>\(DefinitionList(rows))\
            <p class="detail">\(say("helping.along.hint"))</p>\(call)
            """
    }

    private var when: String {
        let say = visit.say
        guard let from = model.match.windowFrom, let to = model.match.windowTo else { return say("helping.along.open") }
        return say(
            "helping.along.window",
            [
                "day": .made(say.day(from, zone: visit.zone, now: visit.now)), "from": .made(say.time(from, zone: visit.zone)),
                "to": .made(say.time(to, zone: visit.zone)),
            ]
        )
    }
}
