import Kernel
import Sealing
import Storage

/// What counts as living, worked out every night from what stands open; a use case that closes something says so at once (`Vault.close`).
enum Living {
    static let batch = 50

    /// Closes what ended and revives what did not; people follow from what of theirs is open.
    static func settle(in house: House, group: Group) async throws {
        let today = house.now.day
        let (ended, notEnded) = try await house.database.read { connection in
            (
                try LivingStore.ended(in: group.id, today: today, connection), try LivingStore.notEnded(in: group.id, connection)
            )
        }
        try await inBatches(ended, house) { subject, transaction in
            try house.vault.close(subject.id, in: group, at: subject.day.start, transaction)
        }
        try await inBatches(notEnded, house) { subject, transaction in
            try house.vault.revive(subject, in: group, at: house.now, transaction)
        }

        let (gone, back) = try await house.database.read { connection in
            let people = try LivingStore.people(in: group.id, connection)
            let needed = try LivingStore.needed(in: group.id, connection)
            return (
                people.filter { $0.living && !needed.contains($0.id) }.map(\.id),
                people.filter { !$0.living && needed.contains($0.id) }.map(\.id)
            )
        }
        try await inBatches(gone, house) { person, transaction in
            let day = try LivingStore.lastOpenDay(of: person, in: group.id, transaction)
            try house.vault.close(person.subject, in: group, at: day.start, transaction)
        }
        try await inBatches(back, house) { person, transaction in
            try house.vault.revive(person.subject, in: group, at: house.now, transaction)
        }
    }

    /// Moves living subjects forward, every few nights and never further than their days. Returns those whose key could not be moved.
    static func roll(in house: House, group: Group) async throws -> [ID<Subject>] {
        let today = house.now.day
        var broken: [ID<Subject>] = []
        var last: [UInt8] = []
        while !Task.isCancelled {
            let from = last
            let (next, failed) = try await house.database.write { transaction in
                let subjects = try ForgettingStore.toRoll(
                    today: today, retention: group.retentionDays, slack: 3, after: from, in: group.id, limit: batch, transaction
                )
                var failed: [ID<Subject>] = []
                for subject in subjects {
                    do {
                        try house.vault.roll(subject.id, to: subject.due, in: group.id, transaction)
                    } catch is SealingFault {
                        failed.append(subject.id)
                    } catch is Problem {
                        failed.append(subject.id)
                    }
                }
                return (subjects.count < batch ? nil : subjects.last?.id.bytes, failed)
            }
            broken += failed
            guard let next else { break }
            last = next
        }
        return broken
    }

    private static func inBatches<Element: Sendable>(
        _ all: [Element], _ house: House, _ body: @escaping @Sendable (Element, any Transaction) throws -> Void
    ) async throws {
        for start in stride(from: 0, to: all.count, by: batch) {
            let part = Array(all[start..<min(start + batch, all.count)])
            try await house.database.write { transaction in for element in part { try body(element, transaction) } }
        }
    }
}
