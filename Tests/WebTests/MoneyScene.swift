import Alongside
import Kernel
import Storage
import TestKit
import Web

/// A delivery that was paid for, as the treasurer's pages meet it.
struct MoneyScene {
    let asker: AskerScene
    let pot: ID<Pot>
    var world: World { asker.world }

    init(holding minorUnits: Int64 = 50_000) async throws {
        asker = try await AskerScene()
        let actor = asker.world.actor(.tessa)
        pot = try await asker.world.write { transaction, house, group in
            let pot = try SavePot(.init(name: "Fund")).run(transaction, in: house, group: group, by: actor)
            if minorUnits > 0 {
                let amount = Money(minorUnits: minorUnits, currency: .gbp)
                try WriteEntry(.init(kind: .donation, pot: pot, amount: amount, method: .transfer)).run(
                    transaction, in: house, group: group, by: actor
                )
            }
            return pot
        }
    }

    /// A receipt of Amina's, for what Ola asked for.
    func receipt(
        _ minorUnits: Int64 = 3_120, likeness: UInt8? = nil, note: String? = nil, repayment: String? = nil, helper: ID<Person>? = nil
    ) async throws -> ID<Receipt> {
        _ = try await asker.asked()
        let ask = try await asker.newest()
        let dispatcher = world.actor(.omar)
        return try await world.write { transaction, house, group in
            let helper = try helper ?? Self.helper("Amina", house, group, transaction)
            let match = Match(
                id: house.newID(), ask: ask.id, helper: helper, position: 1, state: .done, proposedAt: house.now, acceptedAt: house.now,
                endedAt: house.now
            )
            try MatchStore.insert(match, in: group.id, transaction)
            let picture = likeness.map {
                SubmitReceipt.Picture(jpeg: [0xFF, 0xD8, $0], thumbnail: [0xFF, 0xD8, $0, 1], likeness: [UInt8](repeating: $0, count: 32))
            }
            let input = SubmitReceipt.Input(
                ask: ask.id, match: match.id, payee: helper, amount: Money(minorUnits: minorUnits, currency: .gbp), picture: picture, note: note,
                repayment: repayment
            )
            return try SubmitReceipt(input).run(transaction, in: house, group: group, by: dispatcher)
        }
    }

    static func helper(_ name: String, _ house: House, _ group: Group, _ transaction: any Transaction) throws -> ID<Person> {
        let helper = ID<Person>.random(by: house.random)
        try PersonStore.insert(helper, PersonCard(alias: name, phone: "+447700900777"), language: .english, in: house, group: group, transaction)
        try helps(helper, house, group, transaction)
        return helper
    }

    static func helps(_ person: ID<Person>, _ house: House, _ group: Group, _ transaction: any Transaction) throws {
        try HelperStore.insert(
            Helper(id: person, weeklyLimit: 2, hours: .anytime, languages: [.english], joinedAt: house.now), in: group.id, transaction
        )
    }

    func page(_ id: ID<Receipt>) -> String { "/riverside/desk/receipts/\(id.text)" }

    func state(_ id: ID<Receipt>) async throws -> ReceiptState {
        try await world.read { connection, _, group in try ReceiptStore.existing(id, in: group.id, connection).state }
    }

    func entries() async throws -> [LedgerEntry] {
        try await world.read { connection, _, group in
            try LedgerStore.page(LedgerFilter(), from: 0, limit: 500, in: group.id, connection).map(\.entry)
        }
    }

    /// Pays as the form on the page would.
    func pay(_ id: ID<Receipt>, as member: World.Member = .tessa, _ changed: [(String, String)] = []) async -> WebResponse {
        let names = Set(changed.map(\.0))
        return await world.post(
            page(id) + "/pay", [("method", "transfer"), ("pot", pot.text)].filter { !names.contains($0.0) } + changed, as: member
        )
    }
}
