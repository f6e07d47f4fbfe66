import Alongside
import Kernel
import Markup
import Words

/// On which day and from when until when.
struct WindowFields: Component {
    let name: String
    let legend: String
    let start: VisitWindow?
    let typed: Typed
    let visit: Visit
    /// Ends every ID of the fields, where they stand several times on a page.
    var ending = ""

    /// How many days ahead can be chosen.
    static let days = 7

    var html: HTML {
        let say = visit.say
        let today = CalendarDay.of(visit.now, zone: visit.zone)
        let chosen = typed.value("day") ?? start.map { CalendarDay.text(CalendarDay.of($0.from, zone: visit.zone)) } ?? CalendarDay.text(today)
        let choices = (0..<Self.days).map { ahead -> Choice in
            let day = today + ahead
            let noon = CalendarDay.start(of: day, zone: visit.zone) + .hours(12)
            return Choice(CalendarDay.text(day), say.day(noon, zone: visit.zone, now: visit.now))
        }
        return """
            \(Select("day", label: legend, choices: choices, chosen: chosen, problem: typed.problem("day", visit), id: "day" + ending))\
            \(TimeWindowFields(
                name, legend: say("helping.when.time"), from: typed.value("\(name)-from", else: start.map { Self.clock($0.from, visit) }) ?? "",
                until: typed.value("\(name)-until", else: start.map { Self.clock($0.to, visit) }) ?? "", problem: typed.problem(name, visit),
                id: name + ending, say: say
            ))
            """
    }

    /// Reads the two fields; nil when both times were left empty.
    static func read(_ form: Submission, name: String, _ visit: Visit) throws -> VisitWindow? {
        let (from, until) = (form["\(name)-from"], form["\(name)-until"])
        if from.isEmpty, until.isEmpty { return nil }
        guard let day = CalendarDay.read(form["day"], monthFirst: false) else { throw Problem.invalid("day", "problem.choice") }
        return try VisitWindow.read(day: day, from: from, to: until, zone: visit.zone, at: visit.now, field: name)
    }

    /// `09:30`, as time fields want it.
    private static func clock(_ instant: Instant, _ visit: Visit) -> String {
        let midnight = CalendarDay.start(of: CalendarDay.of(instant, zone: visit.zone), zone: visit.zone)
        let minutes = (instant - midnight).minutes
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
