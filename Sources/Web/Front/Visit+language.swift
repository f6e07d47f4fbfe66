import Alongside
import Kernel
import Storage

extension Visit {
    /// The language that the holder of a private link asked in.
    static func language(of link: PrivateLink, in group: Group, _ connection: any Connection) throws -> LanguageTag? {
        if let subject = link.subject, link.purpose == .asker,
            let found = try AskStore.with(id: subject.named(Ask.self), in: group.id, connection)
        {
            return found.language
        }
        guard let person = link.person else { return nil }
        return try PersonStore.language(of: person, in: group.id, connection)
    }
}
