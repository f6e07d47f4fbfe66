import Alongside
import Kernel
import Markup
import Storage
import Words

/// Stopping: what happens with promises, offers and what the group holds; then one button.
struct LeaveHelpingPage: Page {
    func load(_ visit: Visit, _ connection: any Connection) throws -> Int {
        let helper = try HelperLink.person(visit)
        return try MatchStore.of(helper: helper, in: MatchState.allCases.filter(\.isPromise), of: visit.group.id, connection).count
    }

    func view(_ promises: Int, _ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            say("helping.leave.title"),
            content: """
                <h1>\(say("helping.leave.title"))</h1><p class="lead">\(say("helping.leave.lead"))</p><ul>\
                <li>\(say("helping.leave.promises", ["count": .count(promises)]))</li><li>\(say("helping.leave.offers"))</li>\
                <li>\(say("helping.leave.forgotten", ["count": .count(visit.group.retentionDays)]))</li></ul>\
                <p>\(say("helping.leave.rest"))</p>\
                \(Form(to: visit.to(LinkSite.leaveGroup), hidden: visit.hidden + [(name: "do", value: "leave")], Button(say("helping.leave.button"), .danger, wide: true).html))\
                <p><a href="\(href: visit.to(LinkSite.page))">\(say("helping.mine.back"))</a></p>
                """
        )
    }
}

/// Leaves, or comes back.
struct LeaveHelpingAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let helper = try HelperLink.person(visit)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        switch form["do"] {
        case "leave": try await house.database.write { try LeaveHelping(helper).run($0, in: house, group: group, by: actor) }
        case "back": try await house.database.write { try ComeBack(helper).run($0, in: house, group: group, by: actor) }
        default: throw Problem.invalid("do", "problem.choice")
        }
        return .go(visit.to(LinkSite.page))
    }
}
