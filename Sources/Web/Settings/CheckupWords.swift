import Alongside
import Kernel
import Storage
import Words

/// What was found, and what people can do about it.
enum CheckupWords {
    static func of(_ finding: Checkup.Finding, _ visit: Visit) -> (what: String, todo: String) {
        let say = visit.say
        func words(_ name: String, at time: Instant? = nil, count: Int? = nil) -> (what: String, todo: String) {
            var arguments: [String: Argument] = [:]
            if let time { arguments["time"] = .made(say.dayAndTime(time, zone: visit.zone, now: visit.now)) }
            if let count { arguments["count"] = .count(count) }
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
        case .jobs(nil, _, _): words("jobs.house")
        case .jobs(_, _, let owner): words("jobs", count: owner.count)
        case .nodeAway, .nodeLags: words("nodes")
        case .nodeClock: words("nodes.clock")
        case .noBackup: words("backup")
        case .oldBackup(let last): words("backup.old", at: last)
        case .backupFailed(let at, _): words("backup.failed", at: at)
        }
    }

    /// What the last night found.
    static func of(_ finding: NightLook.Finding, _ visit: Visit) -> (what: String, todo: String) {
        let todo = [.books, .damage].contains(finding.kind) ? finding.kind.rawValue : "other"
        return (visit.say.family("checkup.amiss.found", finding.kind.rawValue), visit.say.family("checkup.amiss.todo", todo))
    }
}
