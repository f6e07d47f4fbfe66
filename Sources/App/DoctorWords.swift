import Alongside
import Kernel
import Storage

/// What `doctor` says on a terminal of what the house found.
struct DoctorWords {
    let folder: DataFolder

    func finding(_ finding: Checkup.Finding) -> Finding {
        switch finding {
        case .clock(.behind(let newest)):
            .problem(
                "clock", "The clock is behind the newest time seen, \(NightWords.time(newest)). Nothing is written.",
                "Set the clock, or, if it is right, run: alongside confirm-clock"
            )
        case .clock(.waiting(let since)):
            .problem(
                "clock", "Forgetting waits: the program was last seen running on \(NightWords.time(since)).",
                "If the clock is right, run: alongside confirm-clock"
            )
        case .nightMissed(let lastRun):
            .problem(
                "night", "The nightly work last ended well on \(NightWords.time(lastRun)).",
                "Let the server run over night, and look into its log."
            )
        case .burnUnfinished: .problem("burn", "A burn was begun and has not ended.", "Run it again: alongside burn")
        case .keysMissing(let days):
            .problem(
                "keys", "Keys are missing for days to which living records are sealed: \(days.map(NightWords.date).joined(separator: ", ")).",
                "Restore the keys from a backup: alongside restore"
            )
        case .keysAhead(let count):
            .problem(
                "keys", "\(count) of the next 59 days have no key.",
                "Let the server run: it makes them every night. If this stays, restore a backup."
            )
        case .noRecoveryCode: .problem("code", "There is no recovery code: no backup opens.", "Run: alongside recovery-code")
        case .stuck(let day):
            .problem(
                "stuck", "Records that are still needed are sealed to \(NightWords.date(day)), which has passed; its key stays.",
                "Run: alongside confirm-clock (it does the nightly work at once). If this stays, tell those who make this program."
            )
        case .pastDue(let count):
            .problem("due", "\(count) records should have been forgotten before today.", "Let the server run, or run: alongside confirm-clock")
        case .books(_, let slug, let found):
            .problem(
                "ledger", "The books of \(slug) do not add up (\(found.fault.rawValue), \(found.count)).",
                "Open the ledger as its treasurer, and compare it with your last backup."
            )
        case .jobs(let group, let slug, let owner):
            .problem(
                "jobs",
                "\(owner.count) jobs of \(group == nil ? "the installation" : slug ?? "a group that is gone") were given up, and of \(owner.unsure) of them nobody knows whether they were done.",
                group == nil ? "Look at them and decide: alongside jobs" : "Its organisers decide what becomes of them: Settings, Is all well?"
            )
        case .nodeAway(let name, let seen):
            .problem(
                "nodes", "The node \(name) says nothing since \(NightWords.time(seen)), and did not end in good order.",
                "Start it again, or take it out: alongside node remove \(name)"
            )
        case .nodeLags(let name, let newest):
            .problem(
                "nodes", "The node \(name) has keys only up to \(NightWords.date(newest)).",
                "Look into its log, and start it again. If this stays, take it out and let it in anew: alongside node remove \(name)"
            )
        case .nodeClock(let name, let ahead):
            .problem(
                "nodeClock",
                "The clock of the node \(name) is \(abs(ahead.milliseconds) / 1_000) seconds \(ahead.milliseconds < 0 ? "behind" : "ahead of") the database server's. It makes no keys and forgets nothing.",
                "Let both machines keep the time (systemd-timesyncd or chrony)."
            )
        case .noBackup: .note("backup", "There is no backup yet.", "Let the server make one every night: alongside serve --backup FOLDER")
        case .oldBackup(let last):
            .problem("backup", "The last backup was made on \(NightWords.time(last)).", "Make one every night: alongside serve --backup FOLDER")
        case .backupFailed(let at, let problem):
            .problem(
                "backupFailed", "The nightly backup failed on \(NightWords.time(at)): \(problem)",
                "Mend that. It is tried again every hour; alongside backup --out FOLDER tries it now."
            )
        }
    }
}
