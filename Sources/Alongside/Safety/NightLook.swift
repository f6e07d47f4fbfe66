public import Kernel
public import Storage

/// What must always hold, looked at every night: rows that belong to nothing, keys that are gone, books that do not add up, and whether the database itself is
/// whole. What was found waits on a page for those who can do something about it.
public enum NightLook {
    public enum Kind: String, Sendable, CaseIterable, Storable {
        /// Sealed words whose key is gone.
        case key
        /// Keys of which there is no row.
        case row
        /// Pictures or messages that belong to nothing.
        case orphan
        /// Links that lead to what was forgotten.
        case link
        /// What must never be in the books.
        case books
        /// What the engine says of its own pages and references.
        case damage
        /// Day keys that are missing, for days that have come or will.
        case keys
        /// What should have been forgotten.
        case due

        static let ofGroups: [Kind] = [.key, .row, .orphan, .link, .books]
    }

    public struct Finding: Sendable, Hashable {
        public let kind: Kind
        public let count: Int
    }

    /// How often the engine looks at itself: it reads everything.
    static let wholeness = Span.hours(23)

    /// Looks at one group. What is found takes the place of what was found before.
    public static func look(at group: ID<Group>, in house: House) async throws {
        let found = try await house.database.read { connection in
            let rows = try HealthStore.findings(in: group, connection).map { Finding(kind: Kind($0.kind), count: $0.count) }
            let books = try LedgerCheck.problems(in: group, connection).reduce(0) { $0 + $1.count }
            return rows + (books == 0 ? [] : [Finding(kind: .books, count: books)])
        }
        let now = house.now
        try await house.database.write { try NightLookStore.replace(Kind.ofGroups, by: found, at: now, in: group, $0) }
    }

    /// Looks at what belongs to no group, after the night's work: keys and what they should have ended.
    static func lookAtInstallation(of house: House) async throws {
        let found = try await house.database.read { connection in
            let keys = try Checkup.keys(house, connection).reduce(0) { sum, finding in
                switch finding {
                case .keysMissing(let days): sum + days.count
                case .keysAhead(let count): sum + count
                default: sum
                }
            }
            let due = try Checkup.forgetting(house.now.day, connection).count
            return [Finding(kind: .keys, count: keys), Finding(kind: .due, count: due)]
        }
        let now = house.now
        try await house.database.write { try NightLookStore.replace([.keys, .due], by: found, at: now, in: InstallationStore.id, $0) }
    }

    /// Lets the engine look at itself, when the last time was long ago. Gives what it says, a line each.
    public static func lookAtDatabase(of house: House, _ problems: @Sendable () async throws -> [String]) async throws -> [String] {
        let now = house.now
        let last = try await house.database.read { try NightLookStore.lastLook(at: .damage, in: InstallationStore.id, $0) }
        if let last, now >= last, now - last < wholeness { return [] }
        let lines = try await problems()
        // Kept when nothing was found, too: it says when it was looked.
        try await house.database.write { transaction in
            let found = Finding(kind: .damage, count: lines.count)
            try NightLookStore.replace([.damage], by: [found], at: now, in: InstallationStore.id, transaction)
        }
        return lines
    }

    /// What the last night found in this group, and in what all groups share.
    public static func found(for group: ID<Group>, _ connection: any Connection) throws -> [Finding] {
        try NightLookStore.found(in: group, connection) + NightLookStore.found(in: InstallationStore.id, connection)
    }
}

extension NightLook.Kind {
    fileprivate init(_ kind: HealthStore.Finding.Kind) {
        self =
            switch kind {
            case .sealedWithoutKey: .key
            case .subjectWithoutRow: .row
            case .orphan: .orphan
            case .openLink: .link
            }
    }
}
