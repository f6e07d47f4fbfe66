import Alongside
import Kernel
import Words

/// What was found, and what people can do about it.
enum CheckupWords {
    static func of(_ finding: Checkup.Finding, _ visit: Visit) -> (what: String, todo: String) {
        let say = visit.say
        func words(_ name: String, at time: Instant? = nil) -> (what: String, todo: String) {
            let arguments: [String: Argument] = time.map { ["time": .made(say.dayAndTime($0, zone: visit.zone, now: visit.now))] } ?? [:]
            return (say.family("checkup.found", name, arguments), say.family("checkup.todo", name))
        }
        return switch finding {
        case .clock: words("clock")
        case .nightMissed(let lastRun): words("night", at: lastRun)
        case .burnUnfinished: words("burn")
        case .keysMissing: words("keys")
        case .keysAhead: words("ahead")
        case .noRecoveryCode: words("code")
        case .stuck: words("stuck")
        case .pastDue: words("due")
        case .books: words("books")
        case .jobsGivenUp: words("jobs")
        case .nodeAway, .nodeLags: words("nodes")
        case .noBackup: words("backup")
        case .oldBackup(let last): words("backup.old", at: last)
        }
    }
}
