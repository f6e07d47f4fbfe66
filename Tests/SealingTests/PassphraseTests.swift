import Testing

@testable import Sealing

@Suite struct PassphraseTests {
    @Test("a passphrase is known again, and another is not")
    func verify() throws {
        let hash = try Passphrase.hash("four words about bread", cost: .quick)
        #expect(hash.hasPrefix("$argon2id$") && hash.utf8.count < 128)
        #expect(Passphrase.verify("four words about bread", against: hash))
        #expect(!Passphrase.verify("four words about bread ", against: hash) && !Passphrase.verify("", against: hash))
        #expect(try Passphrase.hash("four words about bread", cost: .quick) != hash)
    }

    @Test("letters that keyboards write in two ways are one")
    func letters() throws {
        let hash = try Passphrase.hash("caf\u{E9}", cost: .quick)
        #expect(Passphrase.verify("cafe\u{301}", against: hash))
    }

    @Test("text that is no hash is no match")
    func noHash() {
        #expect(!Passphrase.verify("x", against: "") && !Passphrase.verify("x", against: "$argon2id$nonsense"))
        #expect(!Passphrase.verify("x", against: String(repeating: "a", count: 500)))
    }

    @Test("a cost outside the limits is refused")
    func cost() {
        #expect(throws: SealingFault.passphraseCost) { try Passphrase.hash("x", cost: Passphrase.Cost(passes: 0, memory: 8_192)) }
        #expect(throws: SealingFault.passphraseCost) { try Passphrase.hash("x", cost: Passphrase.Cost(passes: 1, memory: 10)) }
    }

    @Test("phrase, salt and cost give one key")
    func key() throws {
        let salt = Passphrase.salt()
        let key = try Passphrase.key("bread", salt: salt, cost: .quick)
        #expect(try Passphrase.key("bread", salt: salt, cost: .quick) == key)
        #expect(try Passphrase.key("bread", salt: Passphrase.salt(), cost: .quick) != key)
        #expect(try Passphrase.key("water", salt: salt, cost: .quick) != key)
        #expect(throws: SealingFault.damaged) { try Passphrase.key("bread", salt: [1], cost: .quick) }
    }
}
