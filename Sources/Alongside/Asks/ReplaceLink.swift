public import Kernel
public import Sealing
public import Storage
import Words

/// Somebody lost their private link: against the code word and one contact detail they get a new one, and the old one is dead. There is no undo:
/// a link that was killed stays dead.
public struct ReplaceLink: Sendable {
    public let ask: ID<Ask>
    public let codeWord: String
    public let contact: String

    public init(_ ask: ID<Ask>, codeWord: String, contact: String) {
        self.ask = ask
        self.codeWord = codeWord
        self.contact = contact
    }

    /// Whoever may triage. Both must fit what is sealed; the answer does not say which did not.
    ///
    /// - Returns: the new link, to be told on the phone, for somebody who left no way to write to them; else nil, and it waits to be sent to the
    ///   contact that they left themself, not to whoever rang.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> LinkToken? {
        try actor.must(.triage)
        let ask = try AskStore.existing(ask, in: group.id, transaction)
        guard ask.forgottenAt == nil else { throw Problem.missing("problem.forgotten") }
        let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
        let (face, details) = try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, transaction)
        guard Self.fits(codeWord, face), Self.fits(contact, face, details, group) else {
            throw Problem.invalid("code-word", "desk.link.problem")
        }
        for link in try LinkStore.open(.asker, of: ask.id.subject, in: group.id, transaction) {
            try LinkStore.end(link, in: group.id, at: house.now, transaction)
            try house.vault.dismiss(link, from: ask.id.subject, in: group.id, transaction)
        }
        let token = try NewAskLink.make(for: ask, in: house, group: group.id, transaction)
        try History.record(.linkReplaced, "ask", ask.id.subject, by: actor, in: house, group: group.id, transaction)
        let message = try Compose.toAsker(.newLink, ask, urgent: true, link: token, in: house, group: group, transaction)
        return message == nil ? token : nil
    }

    /// The code word in either script, however it was typed.
    static func fits(_ typed: String, _ face: AskFace) -> Bool {
        let folded = Folding.fold(typed)
        return !folded.isEmpty && (folded == Folding.fold(face.codeWord) || folded == face.codeWordLatin.map(Folding.fold))
    }

    /// The phone number, the e-mail address, or, where neither was left, the name.
    static func fits(_ typed: String, _ face: AskFace, _ details: AskDetails, _ group: Group) -> Bool {
        if let phone = details.phone, let number = try? PhoneNumber(typed: typed, country: group.callingCountry), number.text == phone { return true }
        if let email = details.email, typed.lowercased() == email.lowercased() { return true }
        guard details.phone == nil, details.email == nil else { return false }
        let folded = Folding.fold(typed)
        return !folded.isEmpty && folded == Folding.fold(face.alias)
    }
}
