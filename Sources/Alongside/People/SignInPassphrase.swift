import Dispatch
public import Kernel
public import Sealing
import Storage
import Synchronization

/// Signing in by name and passphrase. Argon2id takes a fifth of a second and 128 MB, so it runs one at a time on a thread of its own, outside every
/// database closure.
public struct SignInByPassphrase: Sendable {
    public let name: String
    public let passphrase: String
    public let session: LinkToken

    public init(name: String, passphrase: String, session: LinkToken) {
        self.name = name
        self.passphrase = passphrase
        self.session = session
    }

    /// Throws `.invalid` on the field `passphrase` without saying which of the two was wrong, and `.busy` after too many tries.
    public func run(in house: House, group: ID<Group>) async throws -> ID<Person> {
        try house.patience.check(name, in: group, at: house.now)
        let name = name
        let candidates = try await house.database.read { connection in
            try Self.candidates(named: name, in: house, group: group, connection)
        }
        let passphrase = passphrase
        let match = try await PassphraseThread.run { () -> ID<Person>? in
            // The same work when nobody has that name: how long the answer takes must not tell whether somebody does.
            guard !candidates.isEmpty else {
                _ = Passphrase.verify(passphrase, against: Self.decoy)
                return nil
            }
            return candidates.first { Passphrase.verify(passphrase, against: $0.hash) }?.person
        }
        guard let match else {
            house.patience.failed(name, in: group, at: house.now)
            throw Problem.invalid("passphrase", "signIn.problem.wrong")
        }
        house.patience.succeeded(name, in: group)
        let session = session
        try await house.database.write { transaction in
            try BeginSession(of: match, token: session).run(transaction, in: house, group: group)
        }
        return match
    }

    /// Members of exactly this name, in any writing of it, who have a passphrase. Few share a name; more than four are not tried.
    private static func candidates(named name: String, in house: House, group: ID<Group>, _ connection: any Connection) throws
        -> [(person: ID<Person>, hash: String)]
    {
        let folded = Folding.fold(name)
        var found: [(person: ID<Person>, hash: String)] = []
        for id in try house.lookups.people(named: name, in: house, group: group, connection) where found.count < 4 {
            guard let card = try PersonStore.with(id: id, in: house, group: group, connection)?.card, Folding.fold(card.alias) == folded,
                let hash = card.passphraseHash
            else { continue }
            let roles = try PersonStore.roles(of: id, in: group, connection)
            guard roles.contains(where: { $0.abilities.contains(.ownSessions) }) else { continue }
            found.append((id, hash))
        }
        return found
    }

    private static let decoy: String = {
        do { return try Passphrase.hash(LinkToken.random().text) } catch { return "" }
    }()
}

extension SignInByPassphrase {
    /// Letters that a new passphrase has at least: three or four words.
    public static let shortest = 10

    /// The hash of a new passphrase; throws `.invalid` on `field` when it is too short.
    public static func hash(_ typed: String, field: String = "passphrase") async throws -> String {
        guard typed.count >= shortest else { throw Problem.invalid(field, "signIn.problem.short", ["count": String(shortest)]) }
        guard typed.utf8.count <= 1_000 else { throw Problem.invalid(field, "problem.tooLong", ["limit": "200"]) }
        return try await PassphraseThread.run { try Passphrase.hash(typed) }
    }
}

/// The one thread on which passphrases are hashed; a long queue is turned away instead of filling the memory.
enum PassphraseThread {
    private static let queue = DispatchQueue(label: "alongside.passphrases")
    private static let waiting = Mutex(0)
    private static let mostWaiting = 20

    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let isFull = waiting.withLock { count in
            guard count < mostWaiting else { return true }
            count += 1
            return false
        }
        guard !isFull else { throw Problem(.busy, "problem.busy") }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}
