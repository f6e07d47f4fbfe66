import Alongside
import Kernel
import Markup
import Storage
import Words

/// The page of one task, by its private link: an offer, then a promise, then thanks.
struct TaskPage: Page {
    /// What was just opened, shown on this answer only.
    struct Opened: Sendable {
        let field: Reveal.Field
        /// Nil when the asker gave none.
        let text: String?
    }

    var typed = Typed()
    var opened: Opened?

    func load(_ visit: Visit, _ connection: any Connection) throws -> TaskModel { try TaskModel.load(visit, connection) }

    func view(_ model: TaskModel, _ visit: Visit) -> Sheet {
        let say = visit.say
        let title = say.family("helping.title", model.standing.rawValue)
        let content: HTML =
            switch model.standing {
            case .proposed, .late: TaskOffer(model: model, typed: typed, visit: visit).html
            case .promised: TaskPromise(model: model, typed: typed, opened: opened, visit: visit).html
            case .along: TaskAlong(model: model, visit: visit).html
            default: TaskEnded(model: model, typed: typed, visit: visit).html
            }
        // What is over says so itself, in kinder words than a problem.
        let problems: HTML =
            switch model.standing {
            case .proposed, .late, .promised: Problems.summary(typed, visit).html
            default: .empty
            }
        return Sheet(title, scripts: ["copy.js"], content: "<h1>\(title)</h1>\(problems)\(content)")
    }
}

/// A task that is over for this helper: kind words, and no place.
struct TaskEnded: Component {
    let model: TaskModel
    let typed: Typed
    let visit: Visit

    var html: HTML {
        let say = visit.say
        let bring: HTML = HTML.when(bring) { Notice(.info, $0).html }
        let paid: HTML = HTML.when(model.standing != .done) { "<p>\(say("helping.receipt.lead"))</p>" }
        let receipt: HTML = HTML.when(model.owesReceipt) {
            "\(paid)<p>\(ButtonLink(say("helping.receipt.later"), to: visit.to(LinkSite.done), .secondary))</p>"
        }
        let arrived: HTML = HTML.when(!model.goesAlong && model.receipts.contains { $0.state.isWaiting }) {
            "<p>\(say("helping.receipt.arrived"))</p>"
        }
        return """
            <p class="lead">\(say.family("helping.over", model.standing.rawValue, ["name": .text(model.helperAlias)]))</p>\
            \(bring)\(ReceiptQuestions(model: model, typed: typed, visit: visit))\(receipt)\(arrived)\
            \(TaskReceipts(model: model, visit: visit))\(thanks)<p class="detail">\(say("helping.over.hidden"))</p>
            """
    }

    private var thanks: HTML {
        HTML.when(model.thanks) { Card(title: visit.say("helping.thanks"), Paragraphs($0).html).html }
    }

    /// Where to go with what was bought: nobody is left standing with a bag.
    private var bring: String? {
        let say = visit.say
        let hasBought = (model.match.spentMinor ?? 0) > 0
        guard model.needsReceipt, !model.goesAlong, model.standing == .failed || model.standing == .handedBack else { return nil }
        switch model.standing == .failed ? model.nextStep : .dispatcher {
        case .depot: return visit.group.depot.map { say("helping.over.bring.depot", ["place": .text($0)]) }
        case .return: return say("helping.over.bring.return")
        case .dispatcher where hasBought: return say("helping.over.bring.dispatcher")
        default: return nil
        }
    }
}
