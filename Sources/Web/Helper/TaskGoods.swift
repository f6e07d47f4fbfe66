import Alongside
import Kernel
import Markup
import Words

/// What somebody bought before and could not bring, and where to fetch it.
struct TaskGoods: Component {
    let model: TaskModel
    let visit: Visit

    var html: HTML {
        guard !model.goods.isEmpty else { return .empty }
        let say = visit.say
        let rows = HTML.each(model.goods) { "<p>\(sentence($0))</p>" }
        let isUnclear = model.goods.contains { $0.place == .helper || $0.place == .group }
        let call: HTML = HTML.when(isUnclear ? visit.group.groupPhone : nil) {
            "<p>\(ButtonLink(say("helping.callGroup"), to: OutsideLink.telephone($0), .secondary))</p>"
        }
        return Notice(.info, title: say("helping.goods"), html: "\(rows)\(call)").html
    }

    private func sentence(_ goods: HeldGoods) -> String {
        let things = Argument.made(Self.things([goods], visit.say))
        return switch goods.place {
        case .said(let place): visit.say("helping.goods.place", ["things": things, "place": .text(place)])
        case .group, .helper: visit.say(visit.group.canBeCalled ? "helping.goods.ask" : "helping.goods.ask.noPhone", ["things": things])
        }
    }

    static func things(_ goods: [HeldGoods], _ say: Wording) -> String { say.list(goods.flatMap(\.items).map(\.text)) }
}
