import Kernel
import Storage

/// Helpers of whom nothing was heard for twelve months are asked twice whether they are still there, and then count as having left.
enum SilentHelpers {
    /// Days of silence before the first notice, the second, and the end.
    static let first = 337
    static let second = 351
    static let end = 365
    /// Between two notices, and from the last to the end, also when the program was off meanwhile.
    static let pause = Span.days(14)

    enum Step: Hashable { case notice, leave }

    /// The rule.
    static func step(silentDays: Int, notices: Int, lastNotice: Instant?, now: Instant) -> Step? {
        if let lastNotice, now - lastNotice < pause { return nil }
        if notices >= 2 { return silentDays >= end ? .leave : nil }
        return silentDays >= (notices == 0 ? first : second) ? .notice : nil
    }

    static func settle(in house: House, group: Group) async throws {
        let today = house.now.day
        try await house.database.write { try LivingStore.clearNotices(heardSince: today - first, in: group.id, $0) }
        for id in try await house.database.read({ try LivingStore.silent(since: today - first, in: group.id, $0) }) {
            try await house.database.write { try settle(id, today, in: house, group: group, $0) }
        }
    }

    private static func settle(_ id: ID<Person>, _ today: Day, in house: House, group: Group, _ transaction: any Transaction) throws {
        guard var helper = try HelperStore.with(id: id, in: group.id, transaction) else { return }
        let last = helper.notices == 0 ? nil : try LivingStore.lastNotice(to: id, in: group.id, transaction)
        switch step(silentDays: today - helper.lastActiveDay, notices: helper.notices, lastNotice: last, now: house.now) {
        case .notice:
            helper.notices += 1
            try HelperStore.update(helper, in: group.id, transaction)
            guard try PersonStore.with(id: id, in: house, group: group.id, transaction)?.card != nil else { break }
            // With the way to their own page, where one tap says that they are still there.
            try NewHelperLink.send(.silentHelper, id, in: house, group: group, transaction)
        case .leave: try LeaveHelping(id).run(transaction, in: house, group: group, by: .system)
        case nil: break
        }
    }
}
