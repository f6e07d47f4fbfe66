import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite

/// What `doctor` sees of an installation from inside.
struct Doctor {
    let open: OpenHouse
    private var house: House { open.house }
    private var today: Day { house.now.day }

    func look() async throws -> [Finding] {
        var findings = try await clock() + damage()
        findings += try await keys()
        findings += try await forgetting()
        findings += try await books()
        findings += try await jobs()
        findings += try await backups()
        return findings + address()
    }

    private func clock() async throws -> [Finding] {
        guard let reading = try await house.database.read({ try ClockStore.reading($0) }) else {
            return [.problem("clock", "The installation's own row is missing.", "Restore a backup: alongside restore")]
        }
        switch ClockRule.verdict(reading, at: house.now) {
        case .behind(let newest):
            return [
                .problem(
                    "clock", "The clock is behind the newest time seen, \(NightWords.time(newest)). Nothing is written.",
                    "Set the clock, or, if it is right, run: alongside confirm-clock"
                )
            ]
        case .waiting(let since):
            return [
                .problem(
                    "clock", "Forgetting waits: the program was last seen running on \(NightWords.time(since)).",
                    "If the clock is right, run: alongside confirm-clock"
                )
            ]
        case .running:
            guard house.now - reading.lastRun > .days(2) else { return [] }
            return [
                .problem(
                    "night", "The nightly work last ended well on \(NightWords.time(reading.lastRun)).",
                    "Let the server run over night, and look into its log."
                )
            ]
        }
    }

    private func damage() async throws -> [Finding] {
        var findings = try await open.database.integrityProblems().map {
            Finding.problem("integrity", "The database is damaged: \($0).", "Stop the server and restore a backup: alongside restore")
        }
        findings += try await house.database.read { try HealthStore.findings($0) }.map { finding in
            let (what, todo) = Self.words(finding)
            return .problem(finding.kind.rawValue, what, todo)
        }
        return findings
    }

    private static func words(_ finding: HealthStore.Finding) -> (String, String) {
        switch finding.kind {
        case .sealedWithoutKey:
            (
                "\(finding.count) records are sealed and have no key.",
                "They open nowhere any more. If keys were lost, restore a backup: alongside restore"
            )
        case .subjectWithoutRow: ("\(finding.count) keys belong to nothing.", "Tell those who make this program.")
        case .orphan: ("\(finding.count) pictures or messages belong to nothing.", "Tell those who make this program.")
        case .openLink: ("\(finding.count) private links lead to what was forgotten.", "Tell those who make this program.")
        }
    }

    // MARK: Keys

    private func keys() async throws -> [Finding] {
        var findings: [Finding] = []
        let keys = house.vault.dayKeys
        if Burn.isUnfinished(house) {
            findings.append(.problem("burn", "A burn was begun and has not ended.", "Run it again: alongside burn"))
        }
        let missing = try await house.database.read { try HealthStore.livingDays($0) }.filter { day, epoch in
            do {
                _ = try keys.key(for: day, epoch: epoch)
                return false
            } catch {
                return true
            }
        }
        if !missing.isEmpty {
            let days = Set(missing.map(\.day)).sorted().map(NightWords.date).joined(separator: ", ")
            findings.append(
                .problem(
                    "keys", "Keys are missing for days to which living records are sealed: \(days).",
                    "Restore the keys from a backup: alongside restore")
            )
        }
        let ahead = (0..<59).map { today + $0 }.filter { !keys.has($0) }
        if !ahead.isEmpty {
            findings.append(
                .problem(
                    "keys", "\(ahead.count) of the next 59 days have no key.",
                    "Let the server run: it makes them every night. If this stays, restore a backup.")
            )
        }
        if house.vault.folder.recovery == nil {
            findings.append(.problem("code", "There is no recovery code: no backup opens.", "Run: alongside recovery-code"))
        }
        return findings
    }

    private func forgetting() async throws -> [Finding] {
        let today = today
        let (stuck, past) = try await house.database.read { connection in
            (try HealthStore.stuckDays(before: today, connection), try HealthStore.pastDue(before: today, connection))
        }
        var findings = stuck.map {
            Finding.problem(
                "stuck", "Records that are still needed are sealed to \(NightWords.date($0)), which has passed; its key stays.",
                "Run: alongside confirm-clock (it does the nightly work at once). If this stays, tell those who make this program."
            )
        }
        if past > 0 {
            findings.append(
                .problem("due", "\(past) records should have been forgotten before today.", "Let the server run, or run: alongside confirm-clock")
            )
        }
        return findings
    }

    // MARK: Work

    private func books() async throws -> [Finding] {
        try await house.database.read { connection in
            try GroupStore.everyGroup(connection).flatMap { group in
                try LedgerCheck.problems(in: group.id, connection).map { finding in
                    .problem(
                        "ledger", "The books of \(group.slug) do not add up (\(finding.fault.rawValue), \(finding.count)).",
                        "Open the ledger as its treasurer, and compare it with your last backup."
                    )
                }
            }
        }
    }

    private func jobs() async throws -> [Finding] {
        let dead = try await house.database.read { try Jobs.deadCount(in: $0) }
        return dead == 0 ? [] : [.problem("jobs", "\(dead) jobs were given up.", "Look into the log for why; they are kept.")]
    }

    private func backups() async throws -> [Finding] {
        let (last, isDemo) = try await house.database.read { connection in
            (try InstallationStore.lastBackup(connection), try InstallationStore.isDemo(connection))
        }
        guard !isDemo else { return [] }
        guard let last else {
            return [.note("backup", "There is no backup yet.", "Run every night: alongside backup --data \(open.folder.path) --out FOLDER")]
        }
        guard house.now - last > .days(3) else { return [] }
        return [.problem("backup", "The last backup was made on \(NightWords.time(last)).", "Make one every night: alongside backup")]
    }

    private func address() -> [Finding] {
        let url = house.publicURL
        guard url.hasPrefix("http://"), !url.contains("//localhost"), !url.contains("//127."), !url.contains("//[::1]") else { return [] }
        return [
            .note(
                "address", "Links begin with \(url): who listens on the way can read along.",
                "Put a proxy with TLS before it, and serve with --public-url https://...")
        ]
    }
}
