import Kernel
import Storage

/// Finds the person behind a contact, or makes one: one record a neighbour, whatever they do here (requirement 1.6).
enum AskNeighbour {
    /// Somebody who is known by this number or address; nil when there is nobody, or no contact.
    static func known(by contact: Contact, in house: House, group: ID<Group>, _ connection: any Connection) throws -> ID<Person>? {
        if let phone = contact.phone, let person = try house.lookups.people(phone: phone, in: house, group: group, connection).first { return person }
        if let email = contact.email, let person = try house.lookups.people(email: email, in: house, group: group, connection).first { return person }
        return nil
    }

    /// The known person, active again today, or a new one. A known person's card stays as it is: whoever types a number has not shown that it is
    /// theirs.
    static func findOrMake(
        _ alias: String, _ contact: Contact, language: LanguageTag, batch: ID<ImportBatch>? = nil, in house: House, group: Group,
        _ transaction: any Transaction
    ) throws -> (id: ID<Person>, isNew: Bool) {
        if let known = try known(by: contact, in: house, group: group.id, transaction) {
            try PersonStore.touch(known, in: house, group: group, transaction)
            return (known, false)
        }
        let id = ID<Person>.random(by: house.random)
        let card = PersonCard(alias: alias, phone: contact.phone, email: contact.email)
        try PersonStore.insert(id, card, language: language, batch: batch, in: house, group: group, transaction)
        return (id, true)
    }
}
