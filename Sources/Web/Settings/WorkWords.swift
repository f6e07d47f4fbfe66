import Storage
import Words

/// What work is called, and what it ran into, for people who run a group and no machine.
enum WorkWords {
    static func kind(_ kind: String, _ say: Wording) -> String {
        switch kind {
        case "import": say("work.kind.import")
        default: say("work.kind.other")
        }
    }

    /// What stands with a job is the key of a problem, a fault of the database, or the name of an error.
    static func problem(_ text: String, _ say: Wording) -> String {
        switch text {
        case Jobs.endedInTheMiddle: say("work.problem.ended")
        case Jobs.wentBack: say("work.problem.back")
        case "problem.clock.behind": say("work.problem.clock")
        case "full", "problem.disk.full": say("work.problem.full")
        case "unknown", "problem.database.away", "problem.database.unknown": say("work.problem.database")
        case _ where text.hasPrefix("unavailable"): say("work.problem.database")
        default: say("work.problem.other", ["name": .code(String(text.prefix(60)))])
        }
    }
}
