import Alongside
import Kernel
import Storage

/// What rows of a sheet come to, counted before anything is made of them: the same for the command line's dry run and for the page's preview.
struct SheetTally: Sendable {
    private var counts = ImportBatch.Counts()
    private var seen: Set<RowMark> = []
    private var contacts: Set<Contact> = []

    /// What becomes of a row.
    enum Outcome: Equatable {
        case taken
        /// Over for longer than the group keeps people.
        case past
        case problem(RowProblem)
    }

    /// Counts one more row.
    mutating func add(_ row: ImportRow, _ reader: RowReader) -> Outcome {
        var (reading, marks) = reader.read(row)
        if !seen.isDisjoint(with: marks) { reading = .problem(.twice) } else { seen.formUnion(marks) }
        switch reading {
        case .past:
            counts.past += 1
            return .past
        case .problem(let reason):
            counts.problems += 1
            return .problem(reason)
        case .ask(let ask):
            counts.asks += 1
            note(ask.input.contact)
        case .offer(let offer):
            counts.offers += 1
            note(offer.input.contact)
        }
        return .taken
    }

    /// What came together so far. People whom the group knows already are none of the new ones.
    func counts(in house: House, group: Group, _ connection: any Connection) throws -> ImportBatch.Counts {
        var counts = counts
        for contact in contacts where try !isKnown(contact, in: house, group: group, connection) { counts.people += 1 }
        return counts
    }

    /// Somebody without a number or address is always new.
    private mutating func note(_ contact: Contact) {
        guard contact.phone != nil || contact.email != nil else {
            counts.people += 1
            return
        }
        contacts.insert(Contact(reach: .other, phone: contact.phone, email: contact.phone == nil ? contact.email?.lowercased() : nil))
    }

    private func isKnown(_ contact: Contact, in house: House, group: Group, _ connection: any Connection) throws -> Bool {
        if let phone = contact.phone { return try !house.lookups.people(phone: phone, in: house, group: group.id, connection).isEmpty }
        guard let email = contact.email else { return false }
        return try !house.lookups.people(email: email, in: house, group: group.id, connection).isEmpty
    }
}
