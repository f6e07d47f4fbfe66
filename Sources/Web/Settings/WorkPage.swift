import Alongside
import Kernel
import Markup
import Storage
import Words

/// What this program does by itself and has given up, in words, for a person to decide: try again, let it go, or say that it arrived.
struct WorkPage: Page {
    var typed = Typed()

    func load(_ visit: Visit, _ connection: any Connection) throws -> [DeadJob] { try Jobs.dead(group: visit.group.id, in: connection) }

    func view(_ jobs: [DeadJob], _ visit: Visit) -> Sheet {
        let say = visit.say
        let tried = HTML.when(visit.request.query["saved"] != nil) { Notice(.kind, live: true, say("work.again.done")).html }
        return Sheet(
            say("work.title"), frame: .desk, layout: .settings,
            content: """
                <h1>\(say("work.title"))</h1>\(SettingsParts.tabs(visit, .checkup))\(Problems.summary(typed, visit))\
                \(SettingsParts.done(visit))\(tried)<p class="lead">\(say("work.lead"))</p>\
                \(HTML.each(jobs) { card($0, visit) })\(HTML.when(jobs.isEmpty) { Notice(.kind, say("work.none")).html })
                """
        )
    }

    private func card(_ job: DeadJob, _ visit: Visit) -> HTML {
        let say = visit.say
        let name = WorkWords.kind(job.kind, say)
        let time = say.dayAndTime(job.givenUpAt, zone: visit.zone, now: visit.now)
        let doubt = HTML.when(job.isUnsure) { "<p><strong>\(say("work.unsure"))</strong> \(say("work.unsure.means"))</p>" }
        let decisions: [(SettleWork.Decision, String, Button.Kind)] =
            job.isUnsure
            ? [(.arrived, say("work.arrived"), .primary), (.again, say("work.send"), .secondary)]
            : [(.again, say("work.again"), .primary), (.letGo, say("work.drop"), .secondary)]
        let buttons = HTML.each(decisions) { decision, label, kind in
            SettingsParts.button(visit, label, kind, do: decision.rawValue, at: visit.to(.work), about: "\(name), \(time)", [("work", job.id.text)])
        }
        return Card(
            title: name,
            """
            <p>\(say("work.when", ["time": .made(time), "count": .count(job.attempts)]))</p>\(doubt)\
            <p class="detail">\(WorkWords.problem(job.problem, say))</p><div class="actions">\(buttons)</div>
            """
        ).html
    }
}

/// An organiser decides about one piece of work, or takes that back.
struct WorkAction: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        if let undone = try await SettingsParts.undo(form, visit) { return undone }
        guard let decision = SettleWork.Decision(rawValue: form["do"]) else { throw Problem.missing() }
        let (house, group, actor) = (visit.house, visit.group.id, visit.actor)
        let settle = SettleWork(try visit.id(form["work"]), decision)
        guard decision == .again else {
            let undo = try await SettingsParts.once(form, visit) { transaction in
                guard let undo = try settle.run(transaction, in: house, group: group, by: actor) else { throw Problem.missing() }
                return undo
            }
            return SettingsParts.saved(visit, .work, undo: undo)
        }
        _ = try await house.database.write { try settle.run($0, in: house, group: group, by: actor) }
        var here = visit.to(.work)
        here.marks = [(name: "saved", value: "yes")]
        return .go(here)
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { WorkPage(typed: Typed(form, problem)) }
}
