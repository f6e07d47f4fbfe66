public import Kernel
import Sealing
public import Storage

/// Whether the recovery code, without which no backup opens, is known to be on paper. The code itself is nowhere; what stands for it is the public
/// half of its pair, so that a new code is asked about anew.
public enum RecoveryStanding: Sendable, Hashable {
    /// No code was ever made.
    case none
    /// Made, and nobody of this group has said that it is kept.
    case unconfirmed(ID<Subject>)
    /// An organiser said that it is on paper and apart from the machine.
    case kept(at: Instant, by: ID<Person>?)

    public var isKept: Bool {
        if case .kept = self { true } else { false }
    }

    /// Nil in a demo town, which is made anew and never restored.
    public static func of(_ group: ID<Group>, in house: House, _ connection: any Connection) throws -> RecoveryStanding? {
        guard try !InstallationStore.isDemo(connection) else { return nil }
        guard let code = code(of: house) else { return RecoveryStanding.none }
        let kept = try History.of(code, key: nil, in: house, group: group, connection).last { $0.verb == .codeKept }
        return kept.map { .kept(at: $0.at, by: $0.person) } ?? .unconfirmed(code)
    }

    /// The name under which the history speaks of the code that holds now.
    static func code(of house: House) -> ID<Subject>? {
        house.vault.folder.recovery.flatMap { half in
            ID(bytes: Array(Digest.sha256(Array("alongside recovery code kept/".utf8) + half.bytes).prefix(16)))
        }
    }
}
