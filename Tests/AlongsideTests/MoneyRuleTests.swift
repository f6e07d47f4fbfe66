import Kernel
import Testing

@testable import Alongside

@Suite struct MoneyRuleTests {
    private let payee = ID<Person>(high: 1, low: 1)
    private let tessa = ID<Person>(high: 2, low: 2)
    private let ivo = ID<Person>(high: 3, low: 3)
    private let omar = ID<Person>(high: 4, low: 4)

    private func rule(
        _ state: ReceiptState = .submitted, _ minorUnits: Int64 = 5_000, approver: ID<Person>? = nil, treasurers: [ID<Person>]? = nil,
        duplicate: Bool = false
    ) -> RepaymentRule {
        RepaymentRule(
            state: state, minorUnits: minorUnits, limit: 10_000, payee: payee, approver: approver, treasurers: Set(treasurers ?? [tessa, ivo]),
            duplicateOpen: duplicate
        )
    }

    @Test("3.2 nobody decides on their own receipt, whatever it costs and wherever it stands", arguments: ReceiptState.allCases)
    func own(_ state: ReceiptState) {
        for amount: Int64 in [1, 10_000, 10_001] {
            let rule = rule(state, amount, approver: state == .approved ? tessa : nil, treasurers: [payee, tessa, ivo])
            #expect(rule.problemApproving(payee)?.key == "money.problem.own")
            #expect(rule.problemPaying(payee)?.key == "money.problem.own")
            #expect(rule.problemDeciding(payee)?.key == "money.problem.own")
        }
    }

    @Test("up to the limit one person approves and pays, in one step or in two")
    func oneIsEnough() {
        #expect(rule(.submitted, 10_000).problemPaying(tessa) == nil)
        #expect(rule(.approved, 10_000, approver: tessa).problemPaying(tessa) == nil)
        #expect(rule(.needsInformation, 10_000).problemPaying(ivo) == nil)
        #expect(!rule(.submitted, 10_000).needsTwo)
    }

    @Test("3.2 above the limit approver and payer are two people")
    func two() {
        #expect(rule(.submitted, 10_001).needsTwo)
        #expect(rule(.submitted, 10_001).problemPaying(tessa)?.key == "money.problem.approveFirst")
        #expect(rule(.submitted, 10_001).problemApproving(tessa) == nil)
        #expect(rule(.approved, 10_001, approver: tessa).problemPaying(tessa)?.key == "money.problem.same")
        #expect(rule(.approved, 10_001, approver: tessa).problemPaying(ivo) == nil)
    }

    @Test("a group too small for a receipt is told what it lacks")
    func shortage() {
        #expect(rule(treasurers: [payee]).shortage == .nobody)
        #expect(rule(treasurers: [tessa]).shortage == nil)
        #expect(rule(.submitted, 10_001, treasurers: [tessa]).shortage == .second)
        #expect(rule(.submitted, 10_001, treasurers: [tessa, payee]).shortage == .second)
        #expect(rule(.submitted, 10_001, treasurers: [tessa]).problemPaying(tessa)?.key == "money.problem.second")
        #expect(rule(.submitted, 10_001).shortage == nil)
    }

    @Test("an approval given by somebody who has left the treasury still counts")
    func approverLeft() {
        let rule = rule(.approved, 10_001, approver: omar, treasurers: [tessa])
        #expect(rule.shortage == nil)
        #expect(rule.problemPaying(tessa) == nil)
    }

    @Test("who is no treasurer decides nothing")
    func stranger() {
        #expect(rule().problemApproving(omar)?.kind == .forbidden)
        #expect(rule().problemPaying(omar)?.kind == .forbidden)
        #expect(rule().problemDeciding(omar)?.kind == .forbidden)
    }

    @Test("3.2 a receipt flagged as sent twice is settled before it is approved or paid")
    func duplicate() {
        #expect(rule(duplicate: true).problemApproving(tessa)?.key == "money.problem.duplicate")
        #expect(rule(duplicate: true).problemPaying(tessa)?.key == "money.problem.duplicate")
        #expect(rule(duplicate: true).problemDeciding(tessa) == nil)
    }

    @Test("what is over is over", arguments: [ReceiptState.paid, .rejected, .cancelled])
    func over(_ state: ReceiptState) {
        #expect(rule(state).problemApproving(tessa)?.key == "money.problem.decided")
        #expect(rule(state).problemPaying(tessa)?.key == "money.problem.decided")
        #expect(rule(state).problemDeciding(tessa)?.key == "money.problem.decided")
    }

    @Test("the states of a receipt, all of them and every change")
    func states() {
        let allowed: [ReceiptState: [ReceiptState.Change: ReceiptState]] = [
            .submitted: [.ask: .needsInformation, .approve: .approved, .pay: .paid, .reject: .rejected],
            .needsInformation: [.ask: .needsInformation, .answer: .submitted, .approve: .approved, .pay: .paid, .reject: .rejected],
            .approved: [.ask: .needsInformation, .pay: .paid, .reject: .rejected],
            .paid: [.reopen: .approved],
        ]
        for state in ReceiptState.allCases {
            for change in ReceiptState.Change.allCases { #expect(state.after(change) == allowed[state]?[change]) }
        }
    }

    @Test("nobody gives an advance to themselves, and nobody carries more than one person may decide alone")
    func advances() {
        #expect(AdvanceRule.problemGiving(100, to: tessa, holding: 0, by: tessa, limit: 10_000)?.key == "money.problem.advance.own")
        #expect(AdvanceRule.problemGiving(10_000, to: payee, holding: 0, by: tessa, limit: 10_000) == nil)
        #expect(AdvanceRule.problemGiving(1, to: payee, holding: 10_000, by: tessa, limit: 10_000)?.key == "money.problem.advance.limit")
        #expect(AdvanceRule.problemReturning(100, from: tessa, holding: 100, by: tessa)?.key == "money.problem.advance.own")
        #expect(AdvanceRule.problemReturning(101, from: payee, holding: 100, by: tessa)?.key == "money.problem.float")
        #expect(AdvanceRule.problemReturning(100, from: payee, holding: 100, by: tessa) == nil)
    }

    @Test("two likenesses are alike up to forty bits, and what is no likeness is like nothing")
    func likeness() {
        let zero = [UInt8](repeating: 0, count: 32)
        var forty = zero
        for index in 0..<5 { forty[index] = 0xFF }
        var more = forty
        more[9] = 1
        #expect(ReceiptLikeness.distance(zero, forty) == 40)
        #expect(alike(zero, forty))
        #expect(!alike(zero, more))
        #expect(ReceiptLikeness.distance(zero, []) == 256)
    }

    private func alike(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        ReceiptLikeness.alike(
            .init(match: nil, minorUnits: 1, sealed: ReceiptSealed(likeness: left)),
            .init(match: nil, minorUnits: 2, sealed: ReceiptSealed(likeness: right))
        )
    }
}
