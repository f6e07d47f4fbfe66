import Alongside
import Kernel
import Markup
import Storage
import Words

/// The crisis card on a page of its own: one tap from every page on which somebody asks.
struct CrisisPage: Page {
    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        let say = visit.say
        let phone: HTML =
            visit.group.groupPhone.map { number in
                """
                <p>\(say("crisis.groupPhone"))</p>\
                <p>\(ButtonLink(say("crisis.groupPhone.button"), to: OutsideLink.telephone(number), .secondary, about: number))</p>
                """
            } ?? .empty
        return Sheet(
            say("crisis.title"),
            content: """
                <h1>\(say("crisis.title"))</h1><p class="lead">\(say("crisis.lead"))</p>\(CrisisLines.card(visit))\(phone)\
                <p><a href="\(href: visit.to(.ask))">\(say("crisis.ask"))</a></p>
                """
        )
    }
}
