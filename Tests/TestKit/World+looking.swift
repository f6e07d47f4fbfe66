import Foundation
public import Kernel
import Storage

@testable public import Alongside

/// Looking at what stands in the database, for tests that go through pages.
extension World {
    /// A helper whom nothing speaks against, with an address in the same zone.
    public func neighbourWhoHelps(_ name: String, zone: String = "Mill Lane") async throws -> ID<Person> {
        let zone = self.zone(zone).id
        return try await write { transaction, house, group in
            let id = ID<Person>.random(by: house.random)
            try PersonStore.insert(id, PersonCard(alias: name, phone: "+447700900999"), language: .english, in: house, group: group, transaction)
            try HelperStore.insert(
                Helper(
                    id: id, trust: .solo, weeklyLimit: 2, hours: .anytime, mayFront: true, languages: [.english, .spanish, .arabic], zone: zone,
                    joinedAt: house.now
                ),
                in: group.id, transaction
            )
            return id
        }
    }

    public func newestAsk() async throws -> Ask {
        let found = try await read { connection, _, group in
            try connection.first("SELECT ask_id FROM ask WHERE group_id = $1 ORDER BY created_at DESC, ask_id DESC LIMIT 1", [group.id.stored]) {
                row in
                try AskStore.existing(row.id(0), in: group.id, connection)
            }
        }
        guard let found else { throw Problem.missing() }
        return found
    }

    public func face(of ask: ID<Ask>) async throws -> AskFace {
        try await read { connection, house, group in
            let key = try house.vault.key(of: ask.subject, in: group.id, connection)
            return try AskStore.sealed(of: ask, key: key, in: house, group: group.id, connection).face
        }
    }

    /// The newest message of a kind that waits to be sent.
    public func waitingMessage(_ kind: Message.Kind) async throws -> (id: ID<Message>, words: MessageWords) {
        let found = try await read { connection, house, group in
            let id: ID<Message>? = try connection.first(
                "SELECT message_id FROM message WHERE group_id = $1 AND kind = $2 AND state = 'waiting' ORDER BY created_at DESC LIMIT 1",
                [group.id.stored, .text(kind.rawValue)]
            ) { try $0.id(0) }
            return try id.flatMap { id in
                try MessageStore.with(id: id, in: group.id, connection).flatMap {
                    try MessageStore.words(of: $0, in: house, group: group.id, connection).map { (id: id, words: $0) }
                }
            }
        }
        guard let found else { throw Problem.missing() }
        return found
    }

    public func onlyReceipt() async throws -> ID<Receipt> {
        let found: ID<Receipt>? = try await read { connection, _, group in
            try connection.first("SELECT receipt_id FROM receipt WHERE group_id = $1", [group.id.stored]) { try $0.id(0) }
        }
        guard let found else { throw Problem.missing() }
        return found
    }

    public func receiptState(_ id: ID<Receipt>) async throws -> String? {
        try await read { connection, _, group in
            try connection.first("SELECT state FROM receipt WHERE group_id = $1 AND receipt_id = $2", [group.id.stored, id.stored]) { $0.text(0) }
        }
    }

    public func onlyPot() async throws -> ID<Pot> {
        let found: ID<Pot>? = try await read { connection, _, group in
            try connection.first("SELECT pot_id FROM pot WHERE group_id = $1", [group.id.stored]) { try $0.id(0) }
        }
        guard let found else { throw Problem.missing() }
        return found
    }

    /// A first pot with a donation in it.
    public func fillPot(_ minorUnits: Int64) async throws {
        let actor = actor(.tessa)
        try await write { transaction, house, group in
            let pot = try SavePot(.init(name: "Fund")).run(transaction, in: house, group: group, by: actor)
            let amount = Money(minorUnits: minorUnits, currency: .gbp)
            try WriteEntry(.init(kind: .donation, pot: pot, amount: amount, method: .cash)).run(transaction, in: house, group: group, by: actor)
        }
    }
}
