import Alongside
import Foundation
import Kernel
import Sealing
import Storage

/// What `doctor` sees of an installation from inside.
struct Doctor {
    let open: OpenHouse
    private var house: House { open.house }

    /// Damage first: what else there is may then not be readable.
    func look() async throws -> [Finding] {
        let damage = try await open.database.integrityProblems().map { Self.damage($0) }
        do {
            return damage + (try await inside())
        } catch StorageFault.damaged(let words) {
            return damage.isEmpty ? [Self.damage(words)] : damage
        }
    }

    static func damage(_ words: String) -> Finding {
        .problem("integrity", "The database is damaged: \(words).", "Stop the server and restore a backup: alongside restore")
    }

    private func inside() async throws -> [Finding] {
        let house = house
        guard try await house.database.read({ try ClockStore.reading($0) }) != nil else {
            return [.problem("clock", "The installation's own row is missing.", "Restore a backup: alongside restore")]
        }
        let found = try await house.database.read { try Checkup.findings(in: house, $0) }
        return try await history() + Self.log(open.database.load) + stock() + settings() + found.map { DoctorWords(folder: open.folder).finding($0) }
            + address() + reached()
    }

    private func history() async throws -> [Finding] {
        guard try await HistoryWatch(open).isUnsettled() else { return [] }
        return [
            .problem(
                "history", "An older state of the data was put in its place, and nobody has settled it yet.",
                "Start the server: before anybody is served, it ends again what had ended since.")
        ]
    }

    /// A log longer than this is no log of a busy hour any more.
    private static let longestLog = 256 << 20

    static func log(_ load: DatabaseLoad) -> [Finding] {
        guard let bytes = load.logBytes, bytes > longestLog else { return [] }
        return [
            .problem(
                "log", "The database's log has grown to \(bytes >> 20) MB: it is not brought into the file.",
                "Look whether the disk is full or fails, and whether another program has had the database open for hours; then start the server again."
            )
        ]
    }

    /// Visits the public address, on a thread that has nothing else to do.
    private func reached() async -> [Finding] {
        let (reach, now) = (DoctorReach(url: house.publicURL), house.now)
        return await OwnThread.run { reach.look(at: now) }
    }

    private func stock() async throws -> [Finding] {
        try await house.database.read { try HealthStore.findings($0) }.map { finding in
            let (what, todo) = Self.words(finding)
            return .problem(finding.kind.rawValue, what, todo)
        }
    }

    /// The engine's own settings.
    private func settings() async throws -> [Finding] {
        try await open.database.settingProblems().map {
            Finding.problem(
                "settings", "The database is not set as it has to be: \($0).", "Set it right in the server's configuration, and start both again.")
        }
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

    private func address() async throws -> [Finding] {
        let url = house.publicURL
        let isDemo = try await house.database.read { try InstallationStore.isDemo($0) }
        if !isDemo, let host = URL(string: url)?.host(), DoctorReach.isLocal(host) {
            return [
                .note(
                    "address", "Links begin with \(url), which opens on this machine alone.",
                    "Once there is a name for it, serve with --public-url https://...")
            ]
        }
        guard url.hasPrefix("http://"), !url.contains("//localhost"), !url.contains("//127."), !url.contains("//[::1]") else { return [] }
        return [
            .note(
                "address", "Links begin with \(url): who listens on the way can read along.",
                "Put a proxy with TLS before it, and serve with --public-url https://...")
        ]
    }
}
