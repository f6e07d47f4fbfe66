import Kernel
import Storage
import Words

/// While somebody keeps to their home, the group asks them every third day how they are (requirement 0.4). Each is a message that waits for its day:
/// whoever sends by hand rings or writes.
enum CheckIns {
    /// From one to the next, in days.
    static let every = 3
    /// How many at most are planned at once: a month of them.
    static let most = 10
    /// The minute of the day at the group's place.
    static let minute = 10 * 60

    /// Plans them for as long as the ask says that somebody stays at home; those that were planned before are gone. Nobody is asked who left no way to
    /// reach them.
    static func plan(for ask: Ask, in house: House, group: Group, _ transaction: any Transaction) throws {
        try drop(of: ask.id, in: group.id, transaction)
        let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
        let details = try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, transaction).details
        guard let until = details.isolating(at: house.now) else { return }
        let today = CalendarDay.of(house.now, zone: group.timeZone)
        let last = CalendarDay.of(until, zone: group.timeZone)
        for number in 1...most where today + number * every <= last {
            let at = CalendarDay.start(of: today + number * every, zone: group.timeZone) + .minutes(minute)
            try Compose.toAsker(.checkIn, ask, dueAt: group.wakingHours.awake(from: at), in: house, group: group, transaction)
        }
    }

    /// Nobody is asked any more: the ask is over.
    static func drop(of ask: ID<Ask>, in group: ID<Group>, _ transaction: any Transaction) throws {
        try MessageStore.cancelWaiting(.checkIn, about: ask.subject, in: group, transaction)
    }
}
