import Kernel
import Storage

/// Takes the date from asks whose days at home are over (requirement 0.4): on the day after, flag and date are gone. The clock's work.
///
/// The date is sealed, so every ask is opened for it: outside of any write, some hundred at a time.
public enum EndIsolation {
    static let batch = 500

    /// Answers how many it was taken from.
    @discardableResult
    public static func run(in house: House, group: Group) async throws -> Int {
        var (last, count): (ID<Ask>?, Int) = (nil, 0)
        while !Task.isCancelled {
            let page = try await house.database.read { [last] in
                try AskStore.details(after: last, limit: batch, in: house, group: group.id, $0)
            }
            let over = page.filter { isOver($0.details, at: house.now) }.map(\.ask)
            if !over.isEmpty {
                count += try await house.database.write { transaction in
                    try over.filter { try end($0, in: house, group: group.id, transaction) }.count
                }
            }
            guard page.count == batch else { break }
            last = page.last?.ask
        }
        return count
    }

    private static func isOver(_ details: AskDetails?, at now: Instant) -> Bool {
        details?.isolatingUntil.map { $0 < now } ?? false
    }

    /// Looks again: it may have been changed, or forgotten, since it was read.
    private static func end(_ ask: ID<Ask>, in house: House, group: ID<Group>, _ transaction: any Transaction) throws -> Bool {
        guard let found = try AskStore.with(id: ask, in: group, transaction), found.forgottenAt == nil else { return false }
        let key = try house.vault.key(of: ask.subject, in: group, transaction)
        let sealed = try AskStore.sealed(of: ask, key: key, in: house, group: group, transaction)
        var details = sealed.details
        guard isOver(details, at: house.now) else { return false }
        details.isolatingUntil = nil
        try AskStore.reseal(ask, face: sealed.face, details: details, key: key, in: house, group: group, transaction)
        return true
    }
}
