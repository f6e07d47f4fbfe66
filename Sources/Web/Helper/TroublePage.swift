import Alongside
import Kernel
import Markup
import Storage
import Words

/// Something went differently: first what, then what is next. Two short steps that work without scripts.
struct TroublePage: Page {
    var typed = Typed()
    /// What happened, once that is known.
    var failure: Match.Failure?

    func load(_ visit: Visit, _ connection: any Connection) throws -> TaskModel {
        let model = try TaskModel.load(visit, connection)
        guard model.standing == .promised else { throw Problem.conflict("problem.match.state") }
        return model
    }

    func view(_ model: TaskModel, _ visit: Visit) -> Sheet {
        let say = visit.say
        return Sheet(
            say("helping.trouble.title"),
            content: """
                <h1>\(say("helping.trouble.title"))</h1>\(Problems.summary(typed, visit))\(failure.map { next($0, model, visit) } ?? what(model, visit))\
                <p><a href="\(href: visit.to(LinkSite.page))">\(say("helping.back"))</a></p>
                """
        )
    }

    private func what(_ model: TaskModel, _ visit: Visit) -> HTML {
        let say = visit.say
        let possible = Match.Failure.allCases.filter { failure in
            switch failure {
            case .shopHadNone: model.needsReceipt
            case .placeNotFound, .nobodyHome, .notSafe: model.needsDoor
            default: true
            }
        }
        return """
            <p class="lead">\(say("helping.trouble.lead"))</p>\(Form(
                to: visit.to(LinkSite.problem), hidden: visit.hidden,
                "\(RadioCards("failure", legend: say("helping.trouble.what"), choices: possible.map { Choice($0.rawValue, say.family("helping.failure", $0.rawValue)) }, chosen: Set(typed.chosen("failure")), problem: typed.problem("failure", visit)))\(Button(say("helping.trouble.next")))"
            ))
            """
    }

    private func next(_ failure: Match.Failure, _ model: TaskModel, _ visit: Visit) -> HTML {
        let say = visit.say
        let steps = FailDelivery.steps(after: failure)
        let danger: HTML = HTML.when(failure == .notSafe) { Notice(.danger, say("helping.trouble.unsafe")).html }
        return """
            \(danger)<p class="lead">\(say.family("helping.failure", failure.rawValue))</p>\(Form(
                to: visit.to(LinkSite.problem), hidden: visit.hidden + [(name: "failure", value: failure.rawValue)],
                "\(RadioCards("next", legend: say("helping.trouble.then"), choices: steps.map { Choice($0.rawValue, say.family("helping.next", $0.rawValue), hint: hint($0, visit)) }, chosen: Set(typed.chosen("next")), problem: typed.problem("next", visit)))\(place(model, visit))\(Button(say("helping.trouble.tell")))"
            ))
            """
    }

    /// The depot is said where it is chosen.
    private func hint(_ step: Match.NextStep, _ visit: Visit) -> String {
        step == .depot ? visit.group.depot ?? visit.say("helping.next.hint.depot") : visit.say.family("helping.next.hint", step.rawValue)
    }

    /// Asked only of somebody who has bought something.
    private func place(_ model: TaskModel, _ visit: Visit) -> HTML {
        guard !model.notes.items.isEmpty else { return .empty }
        let say = visit.say
        return TextField(
            "place", label: say("helping.trouble.place"), value: typed.value("place") ?? "", hint: say("helping.trouble.place.hint"),
            problem: typed.problem("place", visit), maxlength: TextLimit.place
        ).html
    }
}

/// Takes what happened and what is next.
struct TroubleTell: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let match = try TaskModel.id(visit)
        guard let failure = Match.Failure(rawValue: form["failure"]) else { throw Problem.invalid("failure", "problem.choice") }
        guard form.has("next") || form.names.contains("tell") else { return .page(TroublePage(failure: failure)) }
        guard let next = Match.NextStep(rawValue: form["next"]) else { throw Problem.invalid("next", "problem.choice") }
        let place = try TextLimit.read(form["place"], field: "place", limit: TextLimit.place)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { try FailDelivery(match, failure, next: next, place: place).run($0, in: house, group: group, by: actor) }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        problem.kind == .invalid ? TroublePage(typed: Typed(form, problem), failure: Match.Failure(rawValue: form["failure"])) : nil
    }
}
