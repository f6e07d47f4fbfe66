public import Kernel
public import Storage

/// What happens when a task is over for a helper, however it ended.
public enum TaskOver {
    /// The task's links read the ask no more, and nothing unsent about the match is sent.
    public static func close(_ match: Match, in group: ID<Group>, house: House, _ transaction: any Transaction) throws {
        for link in try LinkStore.ofMatch(match.id, in: group, transaction) {
            try house.vault.dismiss(link, from: match.ask.subject, in: group, transaction)
        }
        try MessageStore.cancelWaiting(match: match.id, in: group, transaction)
    }
}
