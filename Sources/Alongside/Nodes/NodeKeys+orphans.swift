import Kernel
import Sealing
import Storage

extension NodeKeys {
    /// Makes new keys for the days whose keys went with a node that is dead: those that are said to exist, and that no node which stays has. Nothing is sealed to such a day
    /// while another node runs; what was sealed to it otherwise opens nowhere either way. Answers their proofs, which are the right ones once they stand in the database.
    ///
    /// Empty for a node that runs, during a burn, and on a clock that is not the database server's.
    func makeAgain(whatOnlyHad name: String) async throws -> [DayKeyProof] {
        let (nodes, proofs) = try await database.read { (try NodeStore.all($0), try NodeKeyStore.proofs($0)) }
        let (epoch, today, keys) = (self.epoch, now.day, house.vault.dayKeys)
        guard let dead = nodes.first(where: { $0.name == name && $0.state == .member }), dead.id != me, !dead.isLiving(at: house.serverNow) else {
            return []
        }
        let staying = nodes.filter { $0.state == .member && $0.id != dead.id }
        guard keys.olderEpoch == nil, staying.allSatisfy({ $0.epoch == epoch }), proofs.allSatisfy({ $0.epoch <= epoch }),
            house.serverClock?.isOff != true, let newest = staying.map(\.newestDay).max()
        else { return [] }
        let days = Set(proofs.filter { $0.epoch == epoch && $0.day > newest && $0.day >= today && !keys.has($0.day) }.map(\.day))
        guard !days.isEmpty else { return [] }
        try keys.makeAgain(days)
        let made = keys.proofs(from: today).filter { $0.epoch == epoch && days.contains($0.day) }
        seat.made(Set(made))
        return made
    }
}
