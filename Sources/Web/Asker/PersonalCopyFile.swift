import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// What the group holds about whoever has this private link, as a file for them to keep: of the ask or offer of the link; of a helper also what they offered and the receipts they sent.
struct PersonalCopyFile: Download {
    func load(_ visit: Visit, _ connection: any Connection) throws -> (type: String, name: String?, bytes: [UInt8]) {
        guard let link = visit.link?.link else { throw Problem.missing() }
        var parts: [PersonalCopy.Part] = []
        if link.purpose == .helper {
            let person = try HelperLink.person(visit)
            let offers = try OfferStore.of(person: person, in: visit.group.id, connection).filter { $0.forgottenAt == nil }.map(\.id.subject)
            let receipts = try ReceiptStore.sent(by: person, in: visit.group.id, connection).map(\.subject)
            for subject in [person.subject] + offers + receipts { try add(subject, to: &parts, visit, connection) }
        } else if let subject = link.subject {
            let isSafe = try AskStore.with(id: subject.named(), in: visit.group.id, connection)?.safeMode ?? false
            parts = [PersonalCopy.Part(subject, try visit.linkedSubjectKey(connection), isSafe: isSafe)]
        }
        guard !parts.isEmpty else { throw Problem.missing("problem.forgotten") }
        return ("application/json", "\(visit.group.slug).json", try PersonalCopy(parts).file(in: visit.house, group: visit.group, connection))
    }

    /// What is forgotten meanwhile is not in it.
    private func add(_ subject: ID<Subject>, to parts: inout [PersonalCopy.Part], _ visit: Visit, _ connection: any Connection) throws {
        do {
            parts.append(PersonalCopy.Part(subject, try visit.house.vault.key(of: subject, in: visit.group.id, connection)))
        } catch let problem as Problem where problem.key == "problem.forgotten" {}
    }

    /// The way to it.
    static func link(_ visit: Visit) -> HTML {
        ButtonLink(visit.say("mine.copy"), to: visit.to(LinkSite.copy), .quiet, wide: true).html
    }
}
