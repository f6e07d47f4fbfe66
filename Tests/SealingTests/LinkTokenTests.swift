import Kernel
import Testing

@testable import Sealing

@Suite struct LinkTokenTests {
    let token = LinkToken(onceKey: "k3", purpose: "ask", group: [1])

    @Test("the same form gives the same link; another form, purpose or group gives another")
    func derived() {
        #expect(token == LinkToken(onceKey: "k3", purpose: "ask", group: [1]))
        #expect(token != LinkToken(onceKey: "k4", purpose: "ask", group: [1]))
        #expect(token != LinkToken(onceKey: "k3", purpose: "offer", group: [1]))
        #expect(token != LinkToken(onceKey: "k3", purpose: "ask", group: [2]))
        #expect(LinkToken.random() != LinkToken.random())
    }

    @Test("a token is 32 letters in an address, in either case, and nothing else is one")
    func text() {
        #expect(token.text.count == 32)
        #expect(LinkToken(text: token.text) == token && LinkToken(text: token.text.uppercased()) == token)
        #expect(LinkToken(text: String(token.text.dropLast())) == nil && LinkToken(text: token.text + "0") == nil)
        #expect(LinkToken(text: "") == nil && LinkToken(text: String(repeating: "?", count: 32)) == nil)
        #expect(LinkToken(text: String(token.text.dropLast()) + "-") == nil)
    }

    @Test("hash and key belong to the token, and are not each other")
    func hashAndKey() throws {
        let read = try #require(LinkToken(text: token.text))
        #expect(token.hash.count == 32 && read.hash == token.hash && read.key == token.key)
        #expect(token.key.bytes != token.hash && LinkToken.random().hash != token.hash)
        let wrapped = Wrap.wrap(.random(), for: token.key, bound: .phone)
        #expect(throws: SealingFault.damaged) { try Wrap.unwrap(wrapped, by: LinkToken.random().key, bound: .phone) }
    }
}
