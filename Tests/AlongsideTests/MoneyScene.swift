import Alongside
import Kernel
import Storage
import TestKit

/// Short ways to a delivery that somebody paid for, and to a group with money in a pot.
struct MoneyScene {
    let asking: AskScene
    var world: World { asking.world }
    /// The pot "Fund", which holds what `seed` gave it.
    let pot: ID<Pot>

    /// A pot with this much in it, in pence.
    init(holding minorUnits: Int64 = 50_000) async throws {
        asking = try await AskScene()
        let actor = asking.world.actor(.tessa)
        pot = try await asking.world.write { transaction, house, group in
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

    /// An ask that a helper has shopped for. The helper may be somebody who has a role too.
    func delivery(helper: ID<Person>? = nil) async throws -> Match {
        let opened = try await asking.open()
        let person: ID<Person>
        if let helper { person = helper } else { person = try await asking.helper(phone: "+447700900777") }
        return try await asking.match(opened.ask, helper: person, .done, ask: .done)
    }

    /// Makes a member somebody who helps as well.
    func helps(_ member: World.Member) async throws -> ID<Person> {
        let id = world.id(member)
        try await world.write { transaction, house, group in
            try HelperStore.insert(
                Helper(id: id, weeklyLimit: 2, hours: .anytime, languages: [.english], joinedAt: house.now), in: group.id, transaction
            )
        }
        return id
    }

    /// A picture whose likeness is these bytes repeated.
    static func picture(_ pattern: UInt8, jpeg: [UInt8]? = nil, flipping bits: Int = 0) -> SubmitReceipt.Picture {
        var likeness = [UInt8](repeating: pattern, count: 32)
        for bit in 0..<bits { likeness[bit / 8] ^= 0x80 >> UInt8(bit % 8) }
        return .init(jpeg: jpeg ?? [0xFF, 0xD8, pattern, UInt8(bits)], thumbnail: [0xFF, 0xD8, 1], likeness: likeness)
    }

    @discardableResult
    func submit(
        _ minorUnits: Int64 = 3_120, for match: Match, picture: SubmitReceipt.Picture? = nil, note: String? = nil, repayment: String? = nil,
        once: OnceKey? = nil, by actor: Actor? = nil, currency: Currency = .gbp
    ) async throws -> ID<Receipt> {
        let input = SubmitReceipt.Input(
            ask: match.ask, match: match.id, payee: match.helper, amount: Money(minorUnits: minorUnits, currency: currency), picture: picture,
            note: note, repayment: repayment, once: once
        )
        let actor = actor ?? world.actor(.omar)
        return try await world.write { try SubmitReceipt(input).run($0, in: $1, group: $2, by: actor) }
    }

    func approve(_ receipt: ID<Receipt>, by member: World.Member) async throws {
        let actor = world.actor(member)
        try await world.write { try ApproveReceipt(receipt).run($0, in: $1, group: $2, by: actor) }
    }

    func pay(_ receipt: ID<Receipt>, by member: World.Member, method: PaymentMethod = .transfer, overdraw: Bool = false) async throws {
        let actor = world.actor(member)
        let input = PayReceipt.Input(receipt: receipt, method: method, pot: pot, overdraw: overdraw)
        try await world.write { try PayReceipt(input).run($0, in: $1, group: $2, by: actor) }
    }

    func settle(_ receipt: ID<Receipt>, same: Bool, by member: World.Member = .tessa) async throws {
        let actor = world.actor(member)
        try await world.write { try SettleDuplicate(receipt, same: same).run($0, in: $1, group: $2, by: actor) }
    }

    func give(_ minorUnits: Int64, to holder: ID<Person>, by member: World.Member = .tessa) async throws {
        let actor = world.actor(member)
        let input = GiveAdvance.Input(holder: holder, pot: pot, amount: Money(minorUnits: minorUnits, currency: .gbp), method: .cash)
        try await world.write { try GiveAdvance(input).run($0, in: $1, group: $2, by: actor) }
    }

    func write(_ kind: WriteEntry.Input.Kind, _ minorUnits: Int64, overdraw: Bool = false, by member: World.Member = .tessa) async throws {
        let actor = world.actor(member)
        let input = WriteEntry.Input(kind: kind, pot: pot, amount: Money(minorUnits: minorUnits, currency: .gbp), method: .cash, overdraw: overdraw)
        try await world.write { _ = try WriteEntry(input).run($0, in: $1, group: $2, by: actor) }
    }

    func reverse(_ entry: ID<LedgerEntry>, by member: World.Member = .tessa, overdraw: Bool = false) async throws {
        let actor = world.actor(member)
        try await world.write { try ReverseEntry(entry, overdraw: overdraw).run($0, in: $1, group: $2, by: actor) }
    }

    // MARK: Looking

    func receipt(_ id: ID<Receipt>) async throws -> Receipt {
        try await world.read { connection, _, group in try ReceiptStore.existing(id, in: group.id, connection) }
    }

    func entries(_ kind: LedgerEntry.Kind? = nil) async throws -> [LedgerEntry] {
        try await world.read { connection, _, group in
            try LedgerStore.page(LedgerFilter(kind: kind), from: 0, limit: 500, in: group.id, connection).map(\.entry)
        }
    }

    /// What the pot holds, in pence.
    func balance() async throws -> Int64 {
        let pot = pot
        return try await world.read { connection, _, group in try PotStore.balances(in: group.id, connection)[pot] ?? 0 }
    }

    func float(of holder: ID<Person>) async throws -> Int64 {
        try await world.read { connection, _, group in
            try LedgerStore.floats(of: holder, in: group.id, connection).reduce(0) { $0 + $1.minorUnits }
        }
    }

    func findings() async throws -> [LedgerCheck.Finding] {
        try await world.read { connection, _, group in try LedgerCheck.problems(in: group.id, connection) }
    }
}
