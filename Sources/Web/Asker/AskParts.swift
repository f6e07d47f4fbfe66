import Alongside
import Kernel
import Markup
import Words

/// What comes after it is done: thanks, asked for once, and how it was.
struct AskAfterwards: Component {
    let model: AskShow.Model
    let visit: Visit

    var html: HTML {
        let say = visit.say
        var out = HTML.empty
        if model.ask.state == .done || model.ask.closing == .met {
            if model.thanks?.state == .asked {
                let name = model.helper ?? say("asker.someone")
                out +=
                    Card(
                        title: say("asker.thank.card.title"),
                        "<p>\(say("asker.thank.card", ["name": .text(name)]))</p>\(ButtonLink(say("asker.thank.button"), to: visit.to(LinkSite.thank)))"
                    ).html
            }
            if model.thanks?.state == .given || model.thanks?.state == .passed { out += Notice(.kind, say("asker.thank.twice")).html }
            if model.followUp?.isAnswered != true {
                out +=
                    Card(
                        title: say("asker.followUp.card.title"),
                        "<p>\(say("asker.followUp.card"))</p>\(ButtonLink(say("asker.followUp.button.open"), to: visit.to(LinkSite.followUp)))"
                    ).html
            } else {
                out += again
            }
        } else if model.ask.closing == .notWanted {
            out += again
        }
        if let complaint = model.complaints.last {
            out += Notice(.info, title: say("asker.complain.standing.title"), say.family("asker.complain.standing", complaint.state.rawValue)).html
        }
        return out
    }

    private var again: HTML { "<p>\(ButtonLink(visit.say("asker.followUp.again.open"), to: visit.to(LinkSite.followUp)))</p>" }
}

/// What the asker can do now.
struct AskActions: Component {
    let model: AskShow.Model
    let visit: Visit

    var html: HTML {
        let say = visit.say
        let canChange = model.ask.state.after(.withdraw) != nil
        let changes: HTML = HTML.when(canChange) {
            """
            \(ButtonLink(say("asker.details.button"), to: visit.to(LinkSite.details), .secondary, wide: true))\
            \(ButtonLink(say("asker.change.button"), to: visit.to(LinkSite.change), .secondary, wide: true))\
            \(Form(to: visit.to(LinkSite.withdraw), hidden: visit.hidden, Button(say("asker.withdraw.button"), .quiet, wide: true).html))
            """
        }
        return "<div class=\"stack\">\(changes)\(ButtonLink(say("asker.complain.link"), to: visit.to(LinkSite.complain), .quiet, wide: true))</div>"
    }
}

/// Who opened what: every opening of a number, a street or a door.
struct AskSeen: Component {
    let model: AskShow.Model
    let visit: Visit

    var html: HTML {
        let say = visit.say
        let rows: HTML =
            model.seen.isEmpty
            ? "<p>\(say("asker.seen.nobody"))</p>"
            : """
            <ul class="stack">\(HTML.each(model.seen) { seen in
                    "<li>\(say.family("asker.seen", seen.field.rawValue, ["name": .text(seen.name)])) <span class=\"detail\">\(say.dayAndTime(seen.at, zone: visit.zone, now: visit.now))</span></li>"
                })</ul>
            """
        return Disclosure(
            say("asker.seen.title"),
            "<p>\(say("asker.seen.lead"))</p>\(rows)<p><a href=\"\(href: visit.to(.whoSeesWhat))\">\(say("ask.whoSees.more"))</a></p>"
        ).html
    }
}

/// What the asker told the group, as it stands now.
struct AskTold: Component {
    let model: AskShow.Model
    let visit: Visit

    var html: HTML {
        let say = visit.say
        let (ask, details) = (model.ask, model.details)
        var rows: [DefinitionList.Row] = [
            .init(say("asker.told.name"), model.face.alias), .init(say("asker.told.kind"), model.kind),
            .init(say("asker.told.words"), html: Paragraphs(details.words).html),
        ]
        if !details.lines.isEmpty {
            let lines = HTML.each(details.lines) { line in
                "<li><bdi>\(line.written)</bdi>\(HTML.when(line.mustHave) { " <small>\(say("asker.told.must"))</small>" })</li>"
            }
            rows.append(.init(say("asker.told.lines"), html: "<ul>\(lines)</ul>"))
        }
        rows.append(.init(say("asker.told.place"), details.place ?? say("ask.form.place.later")))
        rows.append(.init(say("asker.told.reach"), contact))
        if let by = ask.wantedBy { rows.append(.init(say("asker.told.by"), say.day(by, zone: visit.zone, now: visit.now))) }
        rows.append(.init(say("asker.told.language"), say.languageName(ask.language)))
        if let until = details.isolating(at: visit.now) {
            rows.append(.init(say("asker.told.isolating"), say.day(until, zone: visit.zone, now: visit.now)))
        }
        if !details.access.isEmpty || details.accessWords != nil {
            let needs = details.access.map { say.family("ask.access", $0.rawValue) } + [details.accessWords].compactMap { $0 }
            rows.append(.init(say("asker.told.access"), needs.joined(separator: " · ")))
        }
        rows += answers
        // Just saved, they look over it.
        return Disclosure(say("asker.told.title"), open: visit.request.query["saved"] != nil, DefinitionList(rows).html).html
    }

    /// What they said on the page of details, each under the question it answers.
    private var answers: [DefinitionList.Row] {
        let (say, details) = (visit.say, model.details)
        var rows: [DefinitionList.Row] = []
        if model.ask.costPath != .unsure { rows.append(.init(say("ask.details.cost"), say.family("ask.cost", model.ask.costPath.rawValue))) }
        if !details.lines.isEmpty, let substitutions = details.substitutions {
            rows.append(.init(say("ask.details.substitutions"), say.family("ask.substitutions", substitutions.rawValue)))
        }
        let said = [
            (say("ask.details.store"), details.store), (say("ask.details.diet"), details.diet), (say("ask.details.door"), details.doorDetail),
            (say("ask.details.callTimes"), details.callTimes), (say("ask.details.notes"), details.notes),
        ]
        for (question, answer) in said { if let answer { rows.append(.init(question, answer)) } }
        return rows
    }

    private var contact: String {
        let details = model.details
        let known = [details.phone, details.email, details.otherContact].compactMap { $0 }
        return known.isEmpty ? visit.say("ask.form.reach.calls") : known.joined(separator: " · ")
    }
}
