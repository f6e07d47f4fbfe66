import Alongside
import Sealing
import Storage

/// Whether keys and data belong together, before anything is written with the one into the other.
enum KeysFit {
    /// Refuses data of another installation, or of before a burn: nothing of it opens.
    static func check(_ house: House) async throws {
        let problem: String? = try await house.database.read { connection in
            do {
                for group in try GroupStore.everyGroup(connection) { _ = try house.vault.groupKey(group.id, connection) }
            } catch is SealingFault {
                return "These keys belong to another installation than this data."
            }
            let epochs = Set(try HealthStore.livingDays(connection).map(\.epoch))
            if !epochs.isEmpty, !epochs.contains(house.vault.dayKeys.epoch), !epochs.contains(house.vault.dayKeys.olderEpoch ?? -1) {
                return "This data was burned: the keys that opened it are gone. Use the backup that the burn made."
            }
            return nil
        }
        if let problem { throw Refusal(problem) }
    }
}
