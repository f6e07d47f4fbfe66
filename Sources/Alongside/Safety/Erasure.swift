public import Kernel
public import Storage

/// Early erasure: somebody does not want to wait for their day. It hides at once where the use case says so; keys and rows go when the ten
/// minutes of undo are over. The row that is left lets no restore bring it back.
public enum Erasure {
    /// From `Undo.window` on it is gone; `keep` takes that back.
    public static func plan(_ subject: ID<Subject>, in house: House, group: ID<Group>, _ transaction: any Transaction) throws {
        try ForgettingStore.setErasure(subject, at: house.now + Undo.window, in: group, transaction)
    }

    public static func keep(_ subject: ID<Subject>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try ForgettingStore.setErasure(subject, at: nil, in: group, transaction)
    }

    /// Erases now. False when there is no such subject any more; the erasure is noted all the same, for restores.
    @discardableResult
    public static func erase(_ subject: ID<Subject>, in house: House, group: ID<Group>, _ transaction: any Transaction) throws -> Bool {
        let kind = try ForgettingStore.kind(of: subject, in: group, transaction)
        if let kind { try Forgetting.forget(subject, kind, as: .erased, in: house, group: group, transaction) }
        try ForgettingStore.noteErasure(subject, at: house.now, in: group, transaction)
        let folder = house.vault.folder
        transaction.afterCommit { KeptEndings.add(subject, in: group, folder) }
        return kind != nil
    }

    /// Erases what is due in one group. The clock's work, every minute. Returns how many.
    static func eraseDue(in house: House, group: ID<Group>) async throws -> Int {
        var count = 0
        while !Task.isCancelled {
            let done = try await house.database.write { transaction in
                let due = try ForgettingStore.toErase(at: house.now, in: group, limit: Forgetting.batch, transaction)
                for subject in due { try erase(subject.id, in: house, group: group, transaction) }
                return due.count
            }
            count += done
            if done < Forgetting.batch { break }
        }
        return count
    }
}
