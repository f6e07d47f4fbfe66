public import Kernel
import Sealing
public import Storage

/// What a house can say of its own health from its database and its keys: for `doctor`, and for the page that organisers read.
public enum Checkup {
    public enum Finding: Sendable, Hashable {
        case clock(ClockTrouble)
        case nightMissed(lastRun: Instant)
        case burnUnfinished
        /// Days to which living records are sealed, and whose keys are gone.
        case keysMissing([Day])
        /// How many of the days to come have no key.
        case keysAhead(Int)
        case noRecoveryCode
        /// A day that has passed and holds somebody who lives.
        case stuck(Day)
        case pastDue(Int)
        case books(ID<Group>, slug: String, LedgerCheck.Finding)
        /// Nil for the installation's own.
        case jobs(ID<Group>?, slug: String?, Jobs.GivenUp)
        /// A node that did not end in good order and says nothing.
        case nodeAway(name: String, seen: Instant)
        /// A node that runs and lacks keys of the days to come.
        case nodeLags(name: String, newest: Day)
        /// A node that runs and whose clock is further from the database server's than the product bears; behind it where negative.
        case nodeClock(name: String, ahead: Span)
        case noBackup
        case oldBackup(Instant)
        /// The nightly backup failed; the sentence is for whoever runs the machine.
        case backupFailed(Instant, problem: String)
    }

    /// So long a night may be missed, and a backup be old.
    private static let patience = (night: Span.days(2), backup: Span.days(3))

    /// With the books of every group, or of one alone.
    public static func findings(in house: House, booksOf group: Group? = nil, _ connection: any Connection) throws -> [Finding] {
        let groups = try group.map { [$0] } ?? GroupStore.everyGroup(connection)
        return try clock(house, connection) + keys(house, connection) + forgetting(house.now.day, connection) + books(groups, connection)
            + jobs(connection) + nodes(house, connection) + backups(house.now, connection)
    }

    private static func clock(_ house: House, _ connection: any Connection) throws -> [Finding] {
        if let trouble = try ClockTrouble.now(house.now, connection) { return [.clock(trouble)] }
        guard let reading = try ClockStore.reading(connection), house.now - reading.lastRun > patience.night else { return [] }
        return [.nightMissed(lastRun: reading.lastRun)]
    }

    static func keys(_ house: House, _ connection: any Connection) throws -> [Finding] {
        var findings: [Finding] = Burn.isUnfinished(house) ? [.burnUnfinished] : []
        let keys = house.vault.dayKeys
        let published: Set<[Int]> = house.seat == nil ? [] : Set(try NodeKeyStore.proofs(connection).map { [$0.epoch, Int($0.day.number)] })
        let missing = try HealthStore.livingDays(connection).filter { day, epoch in
            // What another node has is on its way: the node that lacks it is named for that.
            if published.contains([epoch, Int(day.number)]) { return false }
            do {
                _ = try keys.key(for: day, epoch: epoch)
                return false
            } catch {
                return true
            }
        }
        if !missing.isEmpty { findings.append(.keysMissing(Set(missing.map(\.day)).sorted())) }
        let ahead = (0..<59).count { !keys.has(house.now.day + $0) }
        if ahead > 0 { findings.append(.keysAhead(ahead)) }
        if house.vault.folder.recovery == nil { findings.append(.noRecoveryCode) }
        return findings
    }

    static func forgetting(_ today: Day, _ connection: any Connection) throws -> [Finding] {
        let past = try HealthStore.pastDue(before: today, connection)
        return try HealthStore.stuckDays(before: today, connection).map { .stuck($0) } + (past > 0 ? [.pastDue(past)] : [])
    }

    private static func books(_ groups: [Group], _ connection: any Connection) throws -> [Finding] {
        try groups.flatMap { group in
            try LedgerCheck.problems(in: group.id, connection).map { .books(group.id, slug: group.slug, $0) }
        }
    }

    private static func jobs(_ connection: any Connection) throws -> [Finding] {
        let owners = try Jobs.givenUp(in: connection)
        guard !owners.isEmpty else { return [] }
        let groups = Dictionary(try GroupStore.everyGroup(connection).map { ($0.id.bytes, $0) }, uniquingKeysWith: { first, _ in first })
        return owners.map { owner in
            let group = groups[owner.group.bytes]
            return .jobs(owner.group == Jobs.installation ? nil : group?.id ?? owner.group.named(), slug: group?.slug, owner)
        }
    }

    private static func nodes(_ house: House, _ connection: any Connection) throws -> [Finding] {
        guard house.seat != nil else { return [] }
        return try NodeStore.all(connection).filter { $0.state == .member && $0.stoppedAt == nil }.compactMap { node in
            // Whatever was wrong with a dead one's clock, nobody can mend it.
            if !node.isLiving(at: house.serverNow) { return .nodeAway(name: node.name, seen: node.seen) }
            if let ahead = node.clockAhead, node.isClockOff { return .nodeClock(name: node.name, ahead: ahead) }
            return node.newestDay < house.now.day + Node.ahead - 2 ? .nodeLags(name: node.name, newest: node.newestDay) : nil
        }
    }

    /// A demo town is made anew, not restored.
    private static func backups(_ now: Instant, _ connection: any Connection) throws -> [Finding] {
        guard try !InstallationStore.isDemo(connection) else { return [] }
        let failed: [Finding] = try InstallationStore.backupFailure(connection).map { [.backupFailed($0.at, problem: $0.problem)] } ?? []
        guard let last = try InstallationStore.lastBackup(connection) else { return failed.isEmpty ? [.noBackup] : failed }
        return failed + (now - last > patience.backup ? [.oldBackup(last)] : [])
    }
}
