import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import Alongside

@Suite struct MoneyReceiptTests {
    @Test("a receipt waits for the treasurer with its picture, sealed in pieces, and opens whole")
    func submit() async throws {
        let scene = try await MoneyScene()
        let jpeg = (0..<150_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 7) }
        let id = try await scene.submit(for: scene.delivery(), picture: MoneyScene.picture(7, jpeg: jpeg), note: "No oat milk")
        let receipt = try await scene.receipt(id)
        #expect(receipt.state == .submitted)
        #expect(receipt.amount == Money(minorUnits: 3_120, currency: .gbp))
        let (picture, chunks, sealed) = try await scene.world.read { connection, house, group in
            (
                try ReceiptStore.picture(.picture, of: receipt, in: house, group: group.id, connection),
                try connection.number("SELECT count(*) FROM attachment_chunk WHERE group_id = $1 AND kind = 'picture'", [group.id.stored]),
                try ReceiptStore.sealed(of: id, in: house, group: group.id, connection)
            )
        }
        #expect(picture == jpeg)
        #expect(chunks == 3)
        #expect(sealed?.note == "No oat milk")
    }

    @Test("nothing of the picture, its likeness or the note stands in the clear")
    func atRest() async throws {
        let scene = try await MoneyScene()
        let picture = MoneyScene.picture(0x5A, jpeg: [UInt8](repeating: 0xC3, count: 400))
        try await scene.submit(for: scene.delivery(), picture: picture, note: "the blue door")
        let stored = try await scene.world.read { connection, _, _ in
            try connection.all("SELECT sealed FROM receipt UNION ALL SELECT sealed FROM attachment_chunk") { $0.bytes(0) }
        }
        #expect(stored.count == 3)
        for secret in [picture.likeness, Array(picture.jpeg.prefix(24)), Array("the blue door".utf8), Array(Digest.sha256(picture.jpeg).prefix(8))] {
            #expect(stored.allSatisfy { !Self.contains($0, secret) })
        }
    }

    @Test("a piece of a picture that was swapped with another does not open")
    func swapped() async throws {
        let scene = try await MoneyScene()
        let jpeg = [UInt8](repeating: 9, count: 140_000)
        let id = try await scene.submit(for: scene.delivery(), picture: MoneyScene.picture(1, jpeg: jpeg))
        try await scene.world.write { transaction, _, _ in
            for (from, to) in [(0, 7), (1, 0), (7, 1)] {
                try transaction.execute("UPDATE attachment_chunk SET number = $1 WHERE number = $2 AND kind = 'picture'", [Value(to), Value(from)])
            }
        }
        let receipt = try await scene.receipt(id)
        await #expect(throws: SealingFault.self) {
            try await scene.world.read { connection, house, group in
                _ = try ReceiptStore.picture(.picture, of: receipt, in: house, group: group.id, connection)
            }
        }
    }

    @Test("a double click hands in one receipt, also when the form used its key for something else")
    func once() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        let key = OnceKey.random(by: scene.world.house.random)
        try await scene.world.write { try Once.remember("done", of: key, in: $2.id, at: $1.now, $0) }
        let first = try await scene.submit(for: match, once: key)
        let second = try await scene.submit(for: match, once: key)
        #expect(first == second)
        #expect(try await scene.receipt(first).duplicateOf == nil)
    }

    @Test("only the helper of the match hands it in, or a dispatcher for them")
    func whoMay() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        let link: ID<PrivateLink> = scene.world.house.newID()
        let stranger = try await scene.asking.helper("Bo")
        #expect(await problem { try await scene.submit(for: match, by: .link(link, .match, person: stranger)) }?.kind == .forbidden)
        #expect(await problem { try await scene.submit(for: match, by: .visitor) }?.kind == .forbidden)
        #expect(await problem { try await scene.submit(for: match, by: scene.world.actor(.tessa)) }?.kind == .forbidden)
        #expect(await problem { try await scene.submit(for: match, by: .link(link, .match, person: match.helper)) } == nil)
    }

    @Test("amounts that cannot be are refused before anything is written", arguments: [0, -1, 10_000_001, Int64.max])
    func amounts(_ minorUnits: Int64) async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        #expect(await problem { try await scene.submit(minorUnits, for: match) }?.field == "total")
        #expect(await problem { try await scene.submit(100, for: match, currency: .usd) }?.key == "money.problem.currency")
        #expect(await problem { try await scene.submit(100, for: match, note: String(repeating: "x", count: 501)) }?.field == "note")
        let count = try await scene.world.read { connection, _, group in try ReceiptStore.waitingCount(in: group.id, connection) }
        #expect(count == 0)
    }

    // MARK: Twice

    @Test("3.2 the same picture twice is flagged, also saved again; another one is not")
    func twice() async throws {
        let scene = try await MoneyScene()
        let first = try await scene.submit(for: scene.delivery(), picture: MoneyScene.picture(0x0F))
        scene.asking.world.time.move(by: .seconds(1))
        let same = try await scene.submit(999, for: scene.delivery(), picture: MoneyScene.picture(0x0F))
        let saved = try await scene.submit(998, for: scene.delivery(), picture: MoneyScene.picture(0x0F, flipping: 40))
        let other = try await scene.submit(for: scene.delivery(), picture: MoneyScene.picture(0xF0))
        #expect(try await scene.receipt(first).duplicateOf == nil)
        #expect(try await scene.receipt(same).duplicateOf == first)
        #expect(try await scene.receipt(saved).duplicateOf == first)
        #expect(try await scene.receipt(other).duplicateOf == nil)
    }

    @Test("without a picture, the same total for the same delivery is flagged")
    func twiceBare() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        let first = try await scene.submit(for: match)
        let second = try await scene.submit(for: match)
        let elsewhere = try await scene.submit(for: scene.delivery())
        #expect(try await scene.receipt(second).duplicateOf == first)
        #expect(try await scene.receipt(elsewhere).duplicateOf == nil)
    }

    @Test("a likeness dies with its receipt: what is forgotten is compared no more")
    func forgotten() async throws {
        let scene = try await MoneyScene()
        let first = try await scene.submit(for: scene.delivery(), picture: MoneyScene.picture(0x0F))
        try await scene.world.write { transaction, _, group in
            try transaction.execute("DELETE FROM record_key WHERE group_id = $1 AND subject_id = $2", [group.id.stored, first.stored])
        }
        let second = try await scene.submit(for: scene.delivery(), picture: MoneyScene.picture(0x0F))
        #expect(try await scene.receipt(second).duplicateOf == nil)
    }

    @Test("a new receipt opens those that came since the last one and not all that live; what is forgotten is compared no more")
    func bounded() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        let seen = scene.world.house.likenesses
        var ids: [ID<Receipt>] = []
        for number in 0..<20 { ids.append(try await scene.submit(Int64(100 + number), for: match, picture: Self.picture(number))) }
        #expect(seen.opened == 19, "each was opened once, and the last not yet")
        let again = try await scene.submit(for: match, picture: Self.picture(7))
        #expect(seen.opened == 20)
        #expect(try await scene.receipt(again).duplicateOf == ids[7])

        let first = ids[3]
        try await scene.world.write { transaction, house, group in
            try transaction.execute(
                "DELETE FROM record_key WHERE group_id = $1 AND subject_id = $2", [group.id.stored, first.stored]
            )
        }
        let late = try await scene.submit(for: match, picture: Self.picture(3))
        #expect(try await scene.receipt(late).duplicateOf == nil)
        #expect(seen.known(in: scene.world.group.id)[first] == nil)
    }

    @Test("among 2,000 living receipts a second look opens none")
    func many() async throws {
        let scene = try await MoneyScene()
        let match = try await scene.delivery()
        try await scene.world.write { transaction, house, group in
            for number in 0..<2_000 {
                let id: ID<Receipt> = house.newID()
                let key = try house.vault.begin(id.subject, .receipt, in: group, at: house.now, transaction)
                let receipt = Receipt(
                    id: id, ask: match.ask, match: match.id, payee: match.helper, amount: Money(minorUnits: Int64(1 + number), currency: .gbp),
                    state: .submitted, submittedAt: house.now, duplicateSettled: false, category: nil, picture: house.newID()
                )
                let sealed = ReceiptSealed(likeness: Self.picture(number).likeness, digest: Digest.sha256(Self.picture(number).jpeg))
                try ReceiptStore.insert(receipt, sealed, key: key, in: house, group: group.id, transaction)
            }
        }
        let compared = ReceiptLikeness.Compared(match: match.id, minorUnits: 1, sealed: ReceiptSealed(likeness: Self.picture(9_999).likeness))
        for _ in 0..<2 {
            let found = try await scene.world.read { connection, house, group in
                try ReceiptStore.alike(compared, in: house, group: group.id, connection)
            }
            #expect(found == nil)
        }
        #expect(scene.world.house.likenesses.opened == 2_000, "the first look opens all of them, the second none")
    }

    /// Pictures that are far apart from each other.
    private static func picture(_ number: Int) -> SubmitReceipt.Picture {
        .init(jpeg: [0xFF, 0xD8] + Array("\(number)".utf8), thumbnail: [0xFF, 0xD8, 1], likeness: Digest.sha256(Array("picture \(number)".utf8)))
    }

    @Test("3.2 a flagged receipt is paid only after somebody has compared the two")
    func settle() async throws {
        let scene = try await MoneyScene()
        try await scene.submit(for: scene.delivery(), picture: MoneyScene.picture(1))
        let second = try await scene.submit(for: scene.delivery(), picture: MoneyScene.picture(1))
        #expect(await problem { try await scene.pay(second, by: .tessa) }?.key == "money.problem.duplicate")
        #expect(await problem { try await scene.approve(second, by: .tessa) }?.key == "money.problem.duplicate")
        try await scene.settle(second, same: false)
        try await scene.pay(second, by: .tessa)
        #expect(try await scene.receipt(second).state == .paid)
    }

    @Test("the same one is turned down, and the helper is told kindly")
    func settleSame() async throws {
        let scene = try await MoneyScene()
        try await scene.submit(for: scene.delivery(), picture: MoneyScene.picture(1))
        let second = try await scene.submit(for: scene.delivery(), picture: MoneyScene.picture(1))
        try await scene.settle(second, same: true)
        #expect(try await scene.receipt(second).state == .rejected)
        #expect(try await scene.asking.messages(.receiptRejected).count == 1)
        #expect(await problem { try await scene.settle(second, same: false) }?.key == "money.problem.decided")
    }

    private static func contains(_ hay: [UInt8], _ needle: [UInt8]) -> Bool {
        guard hay.count >= needle.count else { return false }
        return (0...hay.count - needle.count).contains { Array(hay[$0..<$0 + needle.count]) == needle }
    }
}
