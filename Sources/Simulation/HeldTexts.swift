public import Alongside
import Foundation
import Kernel
public import Storage
import Words

/// Everything made up that is still held of people, read back from the sealed records themselves: for checks from outside that nothing of it stands
/// anywhere in the clear. No text is also a public name.
public struct HeldText: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable { case name, phone, email, address, words }

    public let kind: Kind
    public let text: String

    /// All of a group, each once, in a fixed order.
    public static func all(in house: House, group: Group, _ connection: any Connection) throws -> [HeldText] {
        var gathering = Gathering()
        try gathering.asks(house, group, connection)
        try gathering.people(house, group, connection)
        try gathering.afterwards(house, group, connection)
        try gathering.receipts(house, group, connection)
        let known = try publicNames(house, group, connection)
        return gathering.held.filter { !known.contains(Folding.fold($0.text)) }.sorted { ($0.kind.rawValue, $0.text) < ($1.kind.rawValue, $1.text) }
    }

    /// One line of JSON.
    public var line: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// Folded names that everybody may know: the group, its zones, streets, kinds of help and texts.
    private static func publicNames(_ house: House, _ group: Group, _ connection: any Connection) throws -> Set<String> {
        var names = [group.name, group.slug]
        names += try ZoneStore.all(in: group.id, connection).map(\.name)
        names += try GazetteerStore.all(in: group.id, connection).map(\.name)
        names += try CategoryStore.all(in: group.id, activeOnly: false, connection).flatMap { Array($0.names.values) }
        names += try PotStore.all(in: group.id, connection).map(\.name)
        names += try GroupTextStore.all(in: group.id, connection).map(\.text)
        return Set(names.map(Folding.fold))
    }
}

private struct Gathering {
    var held: Set<HeldText> = []

    /// Shorter texts stand in anything by chance.
    private static let shortest = 6

    private mutating func add(_ kind: HeldText.Kind, _ text: String?) {
        guard let text, text.count >= Self.shortest else { return }
        held.insert(HeldText(kind: kind, text: text))
    }

    mutating func asks(_ house: House, _ group: Group, _ connection: any Connection) throws {
        for id in try DemoStore.held(.asks, as: Ask.self, in: group.id, connection) {
            let key = try house.vault.key(of: id.subject, in: group.id, connection)
            let (face, details) = try AskStore.sealed(of: id, key: key, in: house, group: group.id, connection)
            add(.name, face.alias)
            add(.name, details.proxyName)
            add(.phone, details.phone)
            add(.email, details.email)
            add(.address, details.place)
            let words = [
                details.words, details.otherContact, details.doorDetail, details.diet, details.store, details.accessWords, details.proxyContact,
                details.safeContact, details.callTimes, details.notes,
            ]
            for text in words { add(.words, text) }
        }
    }

    mutating func people(_ house: House, _ group: Group, _ connection: any Connection) throws {
        for id in try DemoStore.held(.people, as: Person.self, in: group.id, connection) {
            guard let card = try PersonStore.with(id: id, in: house, group: group.id, connection)?.card else { continue }
            add(.name, card.alias)
            add(.phone, card.phone)
            add(.email, card.email)
            add(.address, card.place)
            add(.words, card.note)
        }
        for id in try DemoStore.held(.offers, as: Offer.self, in: group.id, connection) {
            let key = try house.vault.key(of: id.subject, in: group.id, connection)
            let details = try OfferStore.details(of: id, key: key, in: house, group: group.id, connection)
            add(.name, details.alias)
            add(.phone, details.phone)
            add(.email, details.email)
            add(.address, details.place)
            add(.words, details.words)
            add(.words, details.remark)
        }
    }

    mutating func afterwards(_ house: House, _ group: Group, _ connection: any Connection) throws {
        for id in try DemoStore.held(.thanks, as: Ask.self, in: group.id, connection) {
            let words: ThanksWords? = try open(.thanks, id.subject, house, group, connection)
            add(.words, words?.text)
        }
        for id in try DemoStore.held(.followUps, as: Ask.self, in: group.id, connection) {
            let words: FollowUpWords? = try open(.followUps, id.subject, house, group, connection)
            add(.words, words?.text)
        }
        for complaint in try ComplaintStore.all(in: group.id, notAbout: nil, connection) {
            guard let key = try? house.vault.key(of: complaint.ask.subject, in: group.id, connection),
                let words = try ComplaintStore.words(of: complaint, key: key, in: house, group: group.id, connection)
            else { continue }
            add(.words, words.text)
            add(.words, words.answer)
        }
    }

    mutating func receipts(_ house: House, _ group: Group, _ connection: any Connection) throws {
        for id in try DemoStore.held(.receipts, as: Receipt.self, in: group.id, connection) {
            guard let sealed = try ReceiptStore.sealed(of: id, in: house, group: group.id, connection) else { continue }
            add(.words, sealed.note)
            add(.words, sealed.question)
            add(.words, sealed.reason)
        }
    }

    /// A record sealed under the key of the ask it belongs to.
    private func open<Record: SealedRecord>(
        _ sealed: DemoStore.Sealed, _ id: ID<Subject>, _ house: House, _ group: Group, _ connection: any Connection
    ) throws -> Record? {
        guard let bytes = try DemoStore.bytes(sealed, of: id, in: group.id, connection) else { return nil }
        return try house.vault.open(bytes, row: id.bytes, key: house.vault.key(of: id, in: group.id, connection), in: group.id)
    }
}
