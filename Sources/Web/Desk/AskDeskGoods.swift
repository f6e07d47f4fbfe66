import Alongside
import Kernel
import Markup
import Words

/// What was bought for an ask and waits somewhere, so that nobody sends another helper for it.
struct AskDeskGoods: Component {
    let model: AskDesk.Model
    let visit: Visit

    var html: HTML {
        guard !model.goods.isEmpty else { return .empty }
        let say = visit.say
        return Notice(.waiting, title: say("desk.goods"), html: HTML.each(model.goods) { "<p>\(sentence($0))</p>" }).html
    }

    private func sentence(_ goods: HeldGoods) -> String {
        let say = visit.say
        let things = Argument.made(TaskGoods.things([goods], say))
        let name = Argument.text(model.name(goods.helper, say))
        return switch goods.place {
        case .said(let place): say("desk.goods.place", ["things": things, "place": .text(place)])
        case .group: say("desk.goods.group", ["things": things, "name": name])
        case .helper: say("desk.goods.helper", ["things": things, "name": name])
        }
    }
}
