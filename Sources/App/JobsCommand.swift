import Alongside
import Kernel
import Storage

/// `alongside jobs`: the installation's own work that was given up, and how much of it groups have; decides about the installation's own.
public struct JobsCommand: FolderCommand {
    public static let name = "jobs"

    let decision: String?
    let id: String?

    public init() {
        decision = nil
        id = nil
    }

    /// Tries this job of the installation again.
    public static func retry(_ id: String) -> JobsCommand { JobsCommand(.again, id) }

    /// Says of this job, of which nobody knew, that it was done.
    public static func arrived(_ id: String) -> JobsCommand { JobsCommand(.arrived, id) }

    /// Lets this job go.
    public static func letGo(_ id: String) -> JobsCommand { JobsCommand(.letGo, id) }

    init(_ decision: SettleWork.Decision, _ id: String) {
        self.decision = decision.rawValue
        self.id = id
    }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        if let decision = decision.flatMap(SettleWork.Decision.init), let id {
            return try await decide(decision, id, open.house, console)
        }
        let (own, all, slugs) = try await open.database.read { connection in
            let groups = try GroupStore.everyGroup(connection)
            let slugs = Dictionary(groups.map { ($0.id.bytes, $0.slug) }, uniquingKeysWith: { first, _ in first })
            return (try Jobs.dead(group: Jobs.installation, in: connection), try Jobs.givenUp(in: connection), slugs)
        }
        for job in own {
            let standing = job.isUnsure ? "nobody knows whether it was done" : "given up"
            console.say("\(job.id.text)  \(job.kind)  \(standing) on \(NightWords.time(job.givenUpAt)), attempts: \(job.attempts), \(job.problem)")
        }
        for owner in all where owner.group != Jobs.installation {
            let name = slugs[owner.group.bytes] ?? "a group that is gone"
            console.say("\(name): \(owner.count) given up, \(owner.unsure) of them unsure. Its organisers decide: Settings, Is all well?")
        }
        if all.isEmpty { console.say("Nothing was given up.") }
    }

    private func decide(_ decision: SettleWork.Decision, _ text: String, _ house: House, _ console: Console) async throws {
        guard let id = ID<Job>(text: text) else { throw Refusal("\(text) is no ID of a job: alongside jobs lists them.") }
        let isDecided = try await house.database.write { transaction in
            switch decision {
            case .again: try Jobs.retry(id, group: Jobs.installation, now: house.now, in: transaction)
            case .arrived: try Jobs.settle(id, group: Jobs.installation, until: house.now, in: transaction)
            case .letGo: try Jobs.letGo(id, group: Jobs.installation, until: house.now, in: transaction)
            }
        }
        guard isDecided else {
            throw Refusal("No job \(text) of the installation was given up so that this could be said of it: alongside jobs lists them.")
        }
        switch decision {
        case .again: console.say("It is tried again within a minute of serving.")
        case .arrived: console.say("It counts as done.")
        case .letGo: console.say("It will not be done.")
        }
    }
}
