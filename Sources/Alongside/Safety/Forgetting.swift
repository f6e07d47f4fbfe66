import Kernel
import Storage

/// Forgets one subject: its keys, everything sealed under them, its links. An opaque ID and what is counted stay.
public enum Forgetting {
    /// How many in one write: it is short.
    static let batch = 10

    /// Removes a subject now. Nothing happens when it was forgotten before.
    static func forget(
        _ subject: ID<Subject>, _ kind: Subject.Kind, as verb: HistoryEvent.Verb = .forgotten, in house: House, group: ID<Group>,
        _ transaction: any Transaction
    ) throws {
        let day = house.now.day.start
        try ForgettingStore.removeKeys(subject, in: group, transaction)
        try ForgettingStore.wipeAttached(subject, at: day, in: group, transaction)
        switch kind {
        case .ask:
            try ForgettingStore.wipeAsk(subject, at: day, in: group, transaction)
            house.lookups.asks.forget(subject.named(), in: group, after: transaction)
        case .offer: try ForgettingStore.wipeOffer(subject, at: day, in: group, transaction)
        case .receipt:
            try ForgettingStore.wipeReceipt(subject, at: day, in: group, transaction)
            house.likenesses.forget(subject.named(), in: group, after: transaction)
        case .note: try ForgettingStore.wipeNote(subject, in: group, transaction)
        case .person:
            try ForgettingStore.wipePerson(subject, at: day, in: group, transaction)
            house.lookups.forget(subject.named(), in: group, after: transaction)
        }
        try History.record(verb, kind.rawValue, subject, by: .system, in: house, group: group, transaction)
        for event in try ForgettingStore.events(of: subject, in: group, transaction) {
            try ForgettingStore.blur(event.id, as: .random(by: house.random), at: event.at.day.start, in: group, transaction)
        }
    }

    /// Forgets what is due in one group, in short writes. Returns how many.
    static func forgetDue(in house: House, group: ID<Group>) async throws -> Int {
        var count = 0
        while !Task.isCancelled {
            let done = try await house.database.write { transaction in
                let due = try ForgettingStore.due(before: house.now.day, in: group, limit: batch, transaction)
                for subject in due { try forget(subject.id, subject.kind, in: house, group: group, transaction) }
                return due.count
            }
            count += done
            if done < batch { break }
        }
        return count
    }
}
