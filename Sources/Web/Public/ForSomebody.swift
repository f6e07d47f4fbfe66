import Alongside
import Kernel
import Markup
import Words

/// Asking for somebody else, found from the first page: the same six questions, put about them; who asks says who they are on the second.
enum ForSomebody {
    /// In the address and in forms.
    static let mark = (name: "for", value: "somebody")

    static func isMeant(_ visit: Visit, _ typed: Typed = Typed()) -> Bool {
        (typed.form?[mark.name] ?? visit.request.query["for"]) == mark.value
    }

    /// Above the form, before anything is typed: the way to the other one.
    static func way(_ visit: Visit, _ isForSomebody: Bool) -> HTML {
        let say = visit.say
        guard isForSomebody else {
            var there = visit.to(.ask)
            there.marks = [mark]
            return "<p><a href=\"\(href: there)\">\(say("ask.form.other"))</a></p>"
        }
        return "<p>\(say("ask.form.other.lead"))</p><p><a href=\"\(href: visit.to(.ask))\">\(say("ask.form.other.self"))</a></p>"
    }

    /// On the private page, until it is answered: who asks.
    static func notice(_ model: AskShow.Model, _ visit: Visit) -> HTML {
        let details = model.details
        guard isMeant(visit), details.proxyName == nil, details.proxyContact == nil, details.safeContact == nil,
            model.ask.state.after(.withdraw) != nil
        else { return .empty }
        var there = visit.to(LinkSite.details)
        there.marks = [mark]
        let say = visit.say
        return Notice(
            .waiting, title: say("asker.somebody.title"),
            html: "<p>\(say("asker.somebody"))</p><p>\(ButtonLink(say("asker.somebody.button"), to: there, .primary))</p>"
        ).html
    }
}
