import Alongside
import Kernel
import ServiceLifecycle
import Storage

/// Keeps a node in step with the others: at each of their notices, when a key was missing, and twice a minute.
struct NodeLoop: Service {
    let house: House
    /// Writes a line into the log.
    let tell: @Sendable (String) -> Void
    /// Called when this node was taken out, or another program has its place: this one has to end.
    let onRemoved: @Sendable () -> Void
    /// Sees whether the node is out because the data went back and another node has settled it; nil in tests that have none.
    var watch: HistoryWatch?
    /// Called then: the next start comes back by itself.
    var onWentBack: @Sendable () -> Void = {}

    func run() async throws {
        await cancelWhenGracefulShutdown { await work() }
        // A node that was taken out ends as any other: what was begun is written first.
        try? await gracefulShutdown()
    }

    /// Until the task is cancelled, or the node is taken out.
    func work() async {
        guard let keys = NodeKeys(house) else { return }
        let wakes = Wakes()
        let listener = house.database.notices.listen { notice, origin in if origin == .elsewhere, NodeKeys.concern(notice) { wakes.wake() } }
        house.vault.onMissing { wakes.wake() }
        defer { listener.end() }
        for await _ in wakes.every(.seconds(30)) {
            do {
                try await keys.settle()
            } catch let ending where ending is NodeKeys.Removed || ending is NodeKeys.Replaced {
                if await watch?.wentBack() == true { return onWentBack() }
                tell(PlainWords.of(ending))
                return onRemoved()
            } catch is CancellationError {
                return
            } catch {
                tell("Nodes: \(PlainWords.of(error))")
            }
        }
    }
}
