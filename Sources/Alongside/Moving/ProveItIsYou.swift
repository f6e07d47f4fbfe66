public import Kernel
import Sealing
import Storage

/// Somebody who is signed in types their passphrase once more, before something that a session alone must not be enough for. Argon2id runs outside of every database closure.
public struct ProveItIsYou: Sendable {
    public let person: ID<Person>
    public let typed: String

    public init(_ person: ID<Person>, typed: String) {
        self.person = person
        self.typed = typed
    }

    /// Throws `.invalid` on the field `passphrase` for another one, and for somebody who has none; `.busy` after too many tries.
    public func run(in house: House, group: ID<Group>) async throws {
        let name = "prove \(person.text)"
        try house.patience.check(name, in: group, at: house.now)
        let (person, typed) = (person, typed)
        let hash = try await house.database.read { try PersonStore.with(id: person, in: house, group: group, $0)?.card?.passphraseHash }
        guard let hash, try await PassphraseThread.run({ Passphrase.verify(typed, against: hash) }) else {
            house.patience.failed(name, in: group, at: house.now)
            throw Problem.invalid("passphrase", "moving.problem.passphrase")
        }
        house.patience.succeeded(name, in: group)
    }
}
