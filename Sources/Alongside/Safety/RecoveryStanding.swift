import Foundation
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
    /// An organiser said that they have written it down, while its file lay on the machine. Whether it still does, `House.hasCodeBeside` says.
    case written(at: Instant, by: ID<Person>?)
    /// An organiser said that whoever looks after the machine keeps it.
    case entrusted(at: Instant, by: ID<Person>?)

    /// Somebody of this group has said where it is.
    public var isKept: Bool {
        switch self {
        case .none, .unconfirmed: false
        case .kept, .written, .entrusted: true
        }
    }

    /// When it was said, and by whom.
    public var said: (at: Instant, by: ID<Person>?)? {
        switch self {
        case .none, .unconfirmed: nil
        case .kept(let at, let person), .written(let at, let person), .entrusted(let at, let person): (at, person)
        }
    }

    /// Somebody of this group can say where it is. That there is none is nothing that a group can mend by itself.
    public var isAsked: Bool {
        if case .unconfirmed = self { true } else { false }
    }

    /// Nil in a demo town, which is made anew and never restored.
    public static func of(_ group: ID<Group>, in house: House, _ connection: any Connection) throws -> RecoveryStanding? {
        guard try !InstallationStore.isDemo(connection) else { return nil }
        guard let code = code(of: house) else { return RecoveryStanding.none }
        guard let said = try History.of(code, key: nil, in: house, group: group, connection).last else { return .unconfirmed(code) }
        switch said.verb {
        case .codeKept: return .kept(at: said.at, by: said.person)
        case .codeWritten: return .written(at: said.at, by: said.person)
        case .codeEntrusted: return .entrusted(at: said.at, by: said.person)
        default: return .unconfirmed(code)
        }
    }

    /// The name under which the history speaks of the code that holds now.
    static func code(of house: House) -> ID<Subject>? {
        house.vault.folder.recovery.flatMap { half in
            ID(bytes: Array(Digest.sha256(Array("alongside recovery code kept/".utf8) + half.bytes).prefix(16)))
        }
    }
}

extension House {
    /// Whether the recovery code still lies in its file, on the machine whose backups it opens. Looks at the disk.
    public var hasCodeBeside: Bool { codeFile.map { FileManager.default.fileExists(atPath: $0) } ?? false }
}
