import Alongside
import Kernel
import Markup
import Words

/// What somebody sees when there is no page: what happened, and where to go on.
enum ProblemPage {
    static func sheet(_ problem: Problem, _ visit: Visit) -> Sheet {
        let say = visit.say
        let title = say.family("problem.title", problem.kind.rawValue)
        let onward: HTML =
            visit.knownGroup.map { group in
                "<p>\(ButtonLink(say("problem.page.home", ["group": .text(group.name)]), to: visit.to(.welcome), .secondary))</p>"
            } ?? "<p>\(ButtonLink(say("problem.page.start"), to: Site.home, .secondary))</p>"
        return Sheet(
            title, status: problem.kind.status,
            content: "<h1>\(title)</h1><p class=\"lead\">\(say.text(of: problem))</p>\(onward)"
        )
    }
}
