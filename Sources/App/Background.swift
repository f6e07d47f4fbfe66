public import Alongside
import Exchange
import Kernel
import Storage

/// Everything that happens by itself: its name, how often, and what. The one list.
public enum Background {
    struct Chore: Sendable {
        let name: String
        /// From one run to the next, at least.
        let every: Span
        /// Whether one node does it for all, where there are several. Each may also do it at once: then it comes to the same.
        var isShared = true
        /// Whether a node may do it whose clock is off while another one's is right: it looks at the clock itself, or goes by no time at which others would be wronged.
        var bearsWrongClock = false
        /// Answers lines for the log, without anybody's data.
        let run: @Sendable (House) async throws -> [String]
    }

    static let chores: [Chore] = [
        Chore(name: "clock, erasures, and once a day forgetting", every: .minutes(1), isShared: false, bearsWrongClock: true) { house in
            NightWords.lines(try await Nightly(house).run())
        },
        Chore(name: "holds that run out", every: .minutes(1)) { house in
            try await inEachGroup(house) { group, transaction in try ReleaseHolds().run(transaction, in: house, group: group) }
        },
        Chore(name: "jobs", every: .minutes(1), isShared: false) { house in
            let runner = JobRunner(database: house.database, work: work(in: house), random: house.random)
            // A long job asks for itself again while it works, and need not wait for the next minute.
            while try await runner.runDue(time: house.time) > 0, !Task.isCancelled {}
            return []
        },
        Chore(name: "follow-ups that are due", every: .minutes(5)) { house in
            try await inEachGroup(house, upTo: SendFollowUps.batch) { group, transaction in
                try SendFollowUps().run(transaction, in: house, group: group)
            }
        },
        Chore(name: "sheets that nobody said yes to", every: .hours(1)) { house in
            try await inEachGroup(house) { group, transaction in try DropWaitingSheets.run(transaction, in: house, group: group) }
        },
        Chore(name: "offers that run out", every: .hours(1)) { house in
            try await inEachGroup(house, upTo: ExpireOffers.batch) { group, transaction in
                try ExpireOffers().run(transaction, in: house, group: group)
            }
        },
        Chore(name: "asks that are done and answered", every: .hours(6)) { house in
            try await inEachGroup(house, upTo: SettleAsks.batch) { group, transaction in
                try SettleAsks().run(transaction, in: house, group: group)
            }
        },
        Chore(name: "isolation that is over", every: .hours(6)) { house in
            for group in try await house.database.read({ try GroupStore.everyGroup($0) }) { try await EndIsolation.run(in: house, group: group) }
            return []
        },
        Chore(name: "what was opened for lookups and is not used", every: .minutes(5), isShared: false, bearsWrongClock: true) { house in
            DropIdle.run(in: house)
            return []
        },
        Chore(name: "jobs that are done", every: .hours(24)) { house in
            try await house.database.write { _ = try Jobs.forgetDone(dueBefore: house.now - .days(60), in: $0) }
            return []
        },
    ]

    /// What a server does beside the list: it alone holds the engine, which can look at itself.
    static func wholeness(of database: any KeptDatabase) -> Chore {
        Chore(name: "whether the database is whole", every: .hours(1), bearsWrongClock: true) { house in
            try await NightLook.lookAtDatabase(of: house) { try await database.integrityProblems() }.map { "The database is damaged: \($0)" }
        }
    }

    /// The list of a served folder: the one above, and what is done with the folder itself.
    ///
    /// `watch` looks whether the data went back, and `onWentBack` ends the program.
    static func chores(of open: OpenHouse, backup: String?, watch: HistoryWatch? = nil, onWentBack: @escaping @Sendable () -> Void = {}) -> [Chore] {
        var all = chores + [wholeness(of: open.database)]
        if let watch {
            all.append(
                Chore(name: "whether the data went back", every: .minutes(1), isShared: false, bearsWrongClock: true) { _ in
                    do {
                        return try await watch.look()
                    } catch is HistoryWatch.WentBack {
                        onWentBack()
                        return []
                    }
                })
        }
        let path = open.folder.database
        all.append(
            Chore(name: "copies from before an upgrade", every: .hours(24), isShared: false) { house in
                try BeforeMigration.forget(path, at: house.now)
                return []
            })
        all.append(
            Chore(name: "erasures in copies from before an upgrade", every: .minutes(10), isShared: false, bearsWrongClock: true) { house in
                try await BeforeMigration.letGo(beside: path, in: house)
                return []
            })
        guard let backup else { return all }
        return all + [
            Chore(name: "the nightly backup", every: .hours(1), bearsWrongClock: true) { _ in try await NightlyBackup(of: open, to: backup).run() }
        ]
    }

    /// What is done for each kind of job.
    static func work(in house: House) -> [String: JobWork] { [ImportJob.kind: ImportJob.work(in: house)] }

    /// Kinds of jobs that nobody may do a second time by themselves.
    static func unrepeatable(in house: House) -> [String] { work(in: house).filter { !$0.value.mayBeRepeated }.keys.sorted() }

    /// Runs the whole list once, whenever each was last run: for towns that are lived through on a moved clock.
    public static func runAll(in house: House) async throws {
        for chore in chores { _ = try await chore.run(house) }
    }

    /// One short write a group, again while it did as much as it may in one; nothing when `most` is nil.
    private static func inEachGroup(
        _ house: House, upTo most: Int? = nil, _ body: @escaping @Sendable (Group, any Transaction) throws -> Int
    ) async throws -> [String] {
        for group in try await house.database.read({ try GroupStore.everyGroup($0) }) {
            while try await house.database.write({ try body(group, $0) }) == most ?? -1, !Task.isCancelled {}
        }
        return []
    }
}
