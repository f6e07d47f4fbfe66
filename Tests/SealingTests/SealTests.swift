import Kernel
import Testing

@testable import Sealing

@Suite struct SealTests {
    let key = SealingKey.random()
    let plain = Array("07700 900123".utf8)

    @Test("what is sealed opens under the same key and binding, and is 29 bytes longer")
    func roundTrip() throws {
        for count in [0, 1, 200, 70_000] {
            let plain = randomBytes(count)
            let sealed = Seal.seal(plain, under: key, bound: .phone)
            #expect(sealed.count == count + 29)
            #expect(try Seal.open(sealed, under: key, bound: .phone) == plain)
        }
    }

    @Test(
        "every part of the binding is needed",
        arguments: [
            Binding(group: [1, 2, 4], record: [4, 5], field: "person.phone", version: 1),
            Binding(group: [1, 2, 3], record: [4, 6], field: "person.phone", version: 1),
            Binding(group: [1, 2, 3], record: [4, 5], field: "person.name", version: 1),
            Binding(group: [1, 2, 3], record: [4, 5], field: "person.phone", version: 2),
            Binding(group: [1, 2], record: [3, 4, 5], field: "person.phone", version: 1),
            Binding(group: [], record: [1, 2, 3, 4, 5], field: "person.phone", version: 1),
        ])
    func wrongBinding(other: Binding) {
        let sealed = Seal.seal(plain, under: key, bound: .phone)
        #expect(throws: SealingFault.damaged) { try Seal.open(sealed, under: key, bound: other) }
    }

    @Test("another key opens nothing")
    func wrongKey() {
        let sealed = Seal.seal(plain, under: key, bound: .phone)
        #expect(throws: SealingFault.damaged) { try Seal.open(sealed, under: .random(), bound: .phone) }
    }

    @Test("a changed bit anywhere, and every cut, is told")
    func damage() {
        let sealed = Seal.seal(plain, under: key, bound: .phone)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 0x10
            #expect(throws: SealingFault.damaged) { try Seal.open(changed, under: key, bound: .phone) }
            #expect(throws: SealingFault.damaged) { try Seal.open(Array(sealed[..<index]), under: key, bound: .phone) }
        }
    }

    @Test("the same words are sealed differently each time")
    func nonces() {
        let sealed = (0..<200).map { _ in Seal.seal(plain, under: key, bound: .phone) }
        #expect(Set(sealed).count == 200)
    }

    @Test("keys, tokens and codes print as nothing")
    func silence() throws {
        let key = try SealingKey(bytes: Array(repeating: 0xAB, count: 32))
        let token = try #require(LinkToken(text: String(repeating: "z", count: 32)))
        var printed = ""
        dump(key, to: &printed)
        dump(token, to: &printed)
        dump(RecoveryCode.generate(), to: &printed)
        printed += "\(key) \(token) \(String(reflecting: key)) \(String(reflecting: token))"
        #expect(!printed.contains("171") && !printed.contains("255") && !printed.contains("zzz") && !printed.contains("bytes"))
    }

    @Test("a key has 32 bytes, and equals only itself")
    func keys() throws {
        #expect(throws: SealingFault.damaged) { try SealingKey(bytes: randomBytes(31)) }
        let again = try SealingKey(bytes: key.bytes)
        #expect(again == key && key != .random())
        #expect(key.derived(for: "a") != key.derived(for: "b") && key.derived(for: "a") == again.derived(for: "a"))
    }

    @Test("SHA-256 is that of FIPS 180, and equality needs every byte")
    func digests() throws {
        let abc: [UInt8] = [0xBA, 0x78, 0x16, 0xBF, 0x8F, 0x01, 0xCF, 0xEA]
        #expect(Digest.sha256(Array("abc".utf8)).prefix(8) == abc[...])
        let key = try SealingKey(bytes: Array(0..<32))
        #expect(Digest.hmac([1], under: key).count == 32 && Digest.hmac([1], under: key) != Digest.hmac([2], under: key))
        #expect(Digest.equal([], []) && Digest.equal([1, 2], [1, 2]))
        #expect(!Digest.equal([1, 2], [1, 3]) && !Digest.equal([1], [1, 2]))
    }
}
