import Foundation
import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside

@Suite struct MoneyLedgerTests {
    @Test("what a pot holds is what its rows add up to")
    func balances() async throws {
        let scene = try await MoneyScene(holding: 10_000)
        try await scene.write(.grant, 5_000)
        try await scene.write(.cost, 2_500)
        #expect(try await scene.balance() == 12_500)
        #expect(await problem { try await scene.write(.cost, 12_501) }?.key == PotStore.emptyKey)
        #expect(try await scene.balance() == 12_500)
        #expect(try await scene.findings().isEmpty)
    }

    @Test("amounts of nothing, less than nothing and absurdly much are refused", arguments: [0, -5, Int64.max])
    func amounts(_ minorUnits: Int64) async throws {
        let scene = try await MoneyScene()
        #expect(await problem { try await scene.write(.donation, minorUnits) }?.field == "amount")
    }

    @Test("a move between pots is two rows that add up to nothing")
    func move() async throws {
        let scene = try await MoneyScene(holding: 10_000)
        let actor = scene.world.actor(.tessa)
        let from = scene.pot
        let (to, same) = try await scene.world.write { transaction, house, group in
            let to = try SavePot(.init(name: "Medicine")).run(transaction, in: house, group: group, by: actor)
            try MoveMoney(.init(from: from, to: to, amount: Money(minorUnits: 4_000, currency: .gbp))).run(
                transaction, in: house, group: group, by: actor)
            return (try PotStore.balance(of: to, in: group.id, transaction), try PotStore.balance(of: from, in: group.id, transaction))
        }
        #expect(to == 4_000 && same == 6_000)
        #expect(try await scene.entries(.transfer).count == 2)
        #expect(try await scene.findings().isEmpty)
    }

    @Test("nobody must front money: an advance is carried, spent by a receipt, and what is left comes back")
    func advance() async throws {
        let scene = try await MoneyScene(holding: 10_000)
        let match = try await scene.delivery()
        try await scene.give(5_000, to: match.helper)
        #expect(try await scene.balance() == 5_000)
        #expect(try await scene.float(of: match.helper) == 5_000)
        let receipt = try await scene.submit(3_120, for: match)
        try await scene.pay(receipt, by: .tessa, method: .advance)
        #expect(try await scene.float(of: match.helper) == 1_880)
        #expect(try await scene.balance() == 5_000)
        let actor = scene.world.actor(.tessa)
        let (helper, pot) = (match.helper, scene.pot)
        func back(_ minorUnits: Int64) async throws {
            let input = ReturnAdvance.Input(holder: helper, pot: pot, amount: Money(minorUnits: minorUnits, currency: .gbp), method: .cash)
            try await scene.world.write { try ReturnAdvance(input).run($0, in: $1, group: $2, by: actor) }
        }
        #expect(await problem { try await back(1_881) }?.key == "money.problem.float")
        try await back(1_880)
        #expect(try await scene.float(of: match.helper) == 0)
        #expect(try await scene.balance() == 6_880)
        #expect(try await scene.findings().isEmpty)
    }

    @Test("a receipt cannot be paid from an advance that is too small")
    func smallAdvance() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        try await scene.give(1_000, to: match.helper)
        let receipt = try await scene.submit(3_120, for: match)
        #expect(await problem { try await scene.pay(receipt, by: .tessa, method: .advance) }?.field == "method")
        #expect(try await scene.receipt(receipt).state == .submitted)
    }

    @Test("an advance goes to somebody who helps, not to oneself, and not beyond the limit")
    func advanceRules() async throws {
        let scene = try await MoneyScene()
        let helper = try await scene.asking.helper()
        let own = try await scene.helps(.tessa)
        #expect(await problem { try await scene.give(100, to: own) }?.key == "money.problem.advance.own")
        #expect(await problem { try await scene.give(100, to: scene.world.id(.rosa)) }?.field == "holder")
        try await scene.give(10_000, to: helper)
        #expect(await problem { try await scene.give(1, to: helper) }?.key == "money.problem.advance.limit")
        #expect(await problem { try await scene.give(100, to: helper, by: .omar) }?.kind == .forbidden)
    }

    @Test("a mistake is put right by its opposite, once; the row itself stays")
    func reverse() async throws {
        let scene = try await MoneyScene(holding: 10_000)
        try await scene.write(.cost, 2_500)
        let cost = try await scene.entries(.cost)[0]
        try await scene.reverse(cost.id)
        #expect(try await scene.balance() == 10_000)
        #expect(try await scene.entries().count == 3)
        #expect(await problem { try await scene.reverse(cost.id, by: .ivo) }?.key == "money.problem.reverse.twice")
        let correction = try await scene.entries(.correction)[0]
        #expect(await problem { try await scene.reverse(correction.id) }?.key == "money.problem.reverse.correction")
        #expect(try await scene.findings().isEmpty)
    }

    @Test("a repayment from the wrong pot goes back, its receipt waits again and is paid once more")
    func reopen() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        let receipt = try await scene.submit(for: match)
        try await scene.give(5_000, to: match.helper)
        try await scene.pay(receipt, by: .tessa, method: .advance)
        let payment = try await scene.entries(.repayment)[0]
        try await scene.reverse(payment.id)
        #expect(try await scene.float(of: match.helper) == 5_000)
        #expect(try await scene.receipt(receipt).state == .approved)
        #expect(try await scene.asking.messages(.receiptPaid).isEmpty)
        #expect(try await scene.findings().isEmpty)
        try await scene.pay(receipt, by: .tessa)
        #expect(try await scene.balance() == 50_000 - 5_000 - 3_120)
        #expect(try await scene.findings().isEmpty)
    }

    @Test("nobody corrects what was paid to themselves")
    func reverseOwn() async throws {
        let scene = try await MoneyScene()
        let receipt = try await scene.submit(for: scene.delivery(helper: scene.helps(.tessa)))
        try await scene.pay(receipt, by: .ivo)
        let payment = try await scene.entries(.repayment)[0]
        #expect(await problem { try await scene.reverse(payment.id, by: .tessa) }?.key == "money.problem.reverse.own")
    }

    @Test("an advance that was spent cannot be taken back as if it were still there")
    func reverseSpent() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        try await scene.give(5_000, to: match.helper)
        let advance = try await scene.entries(.advance)[0]
        let receipt = try await scene.submit(for: match)
        try await scene.pay(receipt, by: .tessa, method: .advance)
        #expect(await problem { try await scene.reverse(advance.id) }?.key == "money.problem.float")
    }

    @Test("a pot is put away only when it is empty and another is left; its name is its own")
    func pots() async throws {
        let scene = try await MoneyScene(holding: 1_000)
        let actor = scene.world.actor(.tessa)
        let pot = scene.pot
        func save(_ pot: ID<Pot>?, _ name: String, active: Bool = true) async throws {
            let input = SavePot.Input(pot: pot, name: name, active: active)
            try await scene.world.write { _ = try SavePot(input).run($0, in: $1, group: $2, by: actor) }
        }
        #expect(await problem { try await save(pot, "Fund", active: false) }?.key == "money.problem.pot.last")
        #expect(await problem { try await save(nil, " fund ") }?.key == "money.problem.pot.name.taken")
        #expect(await problem { try await save(nil, "  ") }?.field == "name")
        try await save(nil, "Medicine")
        #expect(await problem { try await save(pot, "Fund", active: false) }?.key == "money.problem.pot.full")
        try await scene.write(.cost, 1_000)
        try await save(pot, "Fund", active: false)
        #expect(await problem { try await scene.write(.donation, 100) }?.key == "money.problem.pot.away")
    }

    // MARK: Checking

    @Test("doctor's check sees what somebody did to the books behind the program's back")
    func check() async throws {
        let scene = try await MoneyScene()
        let receipt = try await scene.submit(for: scene.delivery())
        try await scene.pay(receipt, by: .tessa)
        try await scene.write(.cost, 500)
        let cost = try await scene.entries(.cost)[0]
        try await scene.reverse(cost.id)
        #expect(try await scene.findings().isEmpty)
        let damages: [(LedgerCheck.Fault, String)] = [
            (.unpaid, "UPDATE receipt SET amount_minor = 1"),
            (.stray, "UPDATE receipt SET state = 'rejected'"),
            (.correction, "UPDATE ledger_entry SET amount_minor = 499 WHERE kind = 'correction'"),
            (.currency, "UPDATE ledger_entry SET currency = 'USD' WHERE kind = 'donation'"),
            (.transfer, "UPDATE ledger_entry SET kind = 'transfer', pair_id = entry_id WHERE kind = 'donation'"),
            (.float, "UPDATE ledger_entry SET holder_id = made_by WHERE kind = 'donation'"),
        ]
        for (fault, sql) in damages {
            // The damage is looked at inside its own transaction, which then undoes itself.
            struct Seen: Error { let found: [LedgerCheck.Finding] }
            var found: [LedgerCheck.Finding] = []
            do {
                try await scene.world.write { transaction, _, group in
                    try transaction.execute(sql)
                    throw Seen(found: try LedgerCheck.problems(in: group.id, transaction))
                }
            } catch let seen as Seen { found = seen.found }
            #expect(found.contains { $0.fault == fault }, "\(fault) was not found")
        }
        #expect(try await scene.findings().isEmpty)
    }

    @Test("no statement of the program changes or removes a row of the ledger")
    func appendOnly() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        #expect(files.count > 100)
        for file in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8).uppercased()
            #expect(!text.contains("UPDATE LEDGER_ENTRY"), "\(file.lastPathComponent)")
            #expect(!text.contains("DELETE FROM LEDGER_ENTRY"), "\(file.lastPathComponent)")
        }
    }

    // MARK: Open books

    @Test("the open books show a month when it is over, and no line of fewer than five rows")
    func openBooks() async throws {
        let scene = try await MoneyScene(holding: 10_000)
        for _ in 0..<4 { try await scene.write(.donation, 1_000) }
        for _ in 0..<2 { try await scene.write(.cost, 100) }
        #expect(try await books(scene).months.isEmpty)
        scene.world.time.move(by: .days(31))
        let books = try await books(scene)
        #expect(books.months.map { $0.lines.map(\.rows) } == [[5]])
        #expect(books.months[0].lines[0].minorUnits == 14_000)
        #expect(books.holdsBack)
    }

    private func books(_ scene: MoneyScene) async throws -> OpenBooks {
        try await scene.world.read { connection, house, group in try OpenBooks.load(group, at: house.now, connection) }
    }

    @Test("months begin at midnight of the group's own zone and are written as in an address")
    func months() throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let start = try #require(Months.start(named: "2026-03", in: zone))
        #expect(start == Instant(milliseconds: 1_772_341_200_000))
        #expect(Months.name(of: start, in: zone) == "2026-03")
        #expect(Months.name(of: Months.next(start, in: zone), in: zone) == "2026-04")
        #expect(Months.start(named: "2026-13", in: zone) == nil)
        #expect(Months.start(named: "x", in: zone) == nil)
    }
}
