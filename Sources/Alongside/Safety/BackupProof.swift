public import Kernel
public import Sealing
public import Storage

/// Tries whether the keys of a backup open its data: every record of every group, without writing anything.
public struct BackupProof: Sendable, Hashable {
    /// Subjects whose key came out of its wrapping.
    public private(set) var subjects = 0
    /// Sealed records and pieces of pictures that opened.
    public private(set) var records = 0
    /// Subjects whose day has passed since: they stay closed, as they have to.
    public private(set) var past = 0
    /// Groups, subjects and records that should open and do not.
    public private(set) var broken = 0

    /// `opensRecords`: whether the data has today's schema. Of older data only the keys are tried, which a restore moves on first.
    public init(_ backup: KeyBackup, opensRecords: Bool, _ connection: any Connection) throws {
        for group in try BackupStore.groups(connection) {
            do {
                let key = try backup.groupKey(group.wrapped, bound: Vault.binding(group.id))
                try open(group.id, by: key, backup, opensRecords, connection)
            } catch is SealingFault {
                broken += 1
            }
        }
    }

    private mutating func open(
        _ group: ID<Group>, by groupKey: SealingKey, _ backup: KeyBackup, _ opensRecords: Bool, _ connection: any Connection
    ) throws {
        var keys: [ID<Subject>: SealingKey] = [:]
        for (subject, held) in try BackupStore.heldKeys(in: group, connection) {
            do {
                keys[subject] = try Vault.unwrap(held, of: subject, in: group, by: groupKey, under: backup.key(for: held.due, epoch: held.epoch))
                subjects += 1
            } catch .missingDay(let day) where day < backup.days?.lowerBound ?? day {
                past += 1
            } catch {
                broken += 1
            }
        }
        guard opensRecords else { return }
        for column in SealedColumn.allCases {
            for cell in try SealedCell.all(of: column, in: group, connection) {
                guard let key = keys[cell.subject] else { continue }
                do {
                    _ = try cell.open(by: key)
                    records += 1
                } catch is SealingFault {
                    broken += 1
                }
            }
        }
    }
}
