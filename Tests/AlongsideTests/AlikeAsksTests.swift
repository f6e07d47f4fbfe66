import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside

/// What may be the same is found among thousands, and says no more than whoever reads it may know.
@Suite struct AlikeAsksTests {
    /// Opens as many as in a surge, in one transaction.
    private func many(_ count: Int, _ input: OpenAsk.Input, _ scene: AskScene, closed: Bool = false) async throws {
        try await scene.world.write { transaction, house, group in
            for _ in 0..<count {
                let id = try OpenAsk(input).run(transaction, in: house, group: group, by: .visitor).ask
                guard closed else { continue }
                var ask = try AskStore.existing(id, in: group.id, transaction)
                try AskStore.apply(.close, to: &ask, closing: .notWanted, at: house.now)
                try AskStore.update(ask, in: group.id, transaction)
            }
        }
    }

    private func input(_ scene: AskScene, phone: String, zone: String? = nil, kind: String = "groceries") -> OpenAsk.Input {
        var input = scene.input(kind, alias: "Maria", contact: Contact(reach: .phone, phone: phone), place: nil)
        input.zone = zone.map { scene.world.zone($0).id }
        return input
    }

    @Test("1.6 the same number is found behind fifty newer asks of the same name, and behind fifty that are closed")
    func behindMany() async throws {
        let scene = try await AskScene()
        let first = try await scene.open(input(scene, phone: "+447700900123")).ask
        try await many(50, input(scene, phone: "+447700900124", zone: "Mill Lane", kind: "chat"), scene)
        try await many(50, input(scene, phone: "+447700900123"), scene, closed: true)
        let own = try await scene.open(input(scene, phone: "+447700900123", zone: "Mill Lane")).ask
        #expect(try await scene.alike(own).map(\.ask.id) == [first])
    }

    @Test("1.6 the same name for the same thing in the same zone is found behind a hundred and fifty of that name elsewhere")
    func nameBehindMany() async throws {
        let scene = try await AskScene()
        let first = try await scene.open(input(scene, phone: "+447700900123", zone: "Mill Lane")).ask
        try await many(150, input(scene, phone: "+447700900124", kind: "chat"), scene)
        let own = try await scene.open(input(scene, phone: "+447700900125", zone: "Mill Lane")).ask
        #expect(try await scene.alike(own).map(\.ask.id) == [first])
    }

    @Test("a name is compared with few of thousands, and finds all that it is like")
    func comparisons() {
        let syllables = ["ka", "mi", "ro", "le", "tu", "sa", "ni", "do", "be", "fa", "go", "hu", "jo", "pe", "va", "ze"]
        let names = syllables.flatMap { one in syllables.flatMap { two in syllables.map { one + two + $0 } } }
        var index = AlikeIndex()
        var number: UInt64 = 0
        func put(_ name: String) -> ID<Ask> {
            number += 1
            index.put(ID(high: 1, low: number), AskSigns(name: name))
            return ID(high: 1, low: number)
        }
        for name in names + names { _ = put(name) }
        for name in ["karole", "zebe", "Tusani Díaz"] {
            #expect(index.names(near: NameLikeness(name)).count < names.count / 10, "\(name)")
        }
        for (one, other) in [
            ("Fatima", "فاطمة"), ("Yusuf", "يوسف"), ("Mohammed Ali", "محمد"), ("María", "Maria"), ("Margaret", "Margret"), ("Rosa", "Rosa Díaz"),
            ("Aisha", "Asha"), ("J", "J Smith"),
        ] {
            let (left, right) = (put(one), put(other))
            #expect(NameLikeness(one).isAlike(NameLikeness(other)) == (index.common(with: AskSigns(name: one))[right] == [.name]), "\(one) \(other)")
            #expect(NameLikeness(one).isAlike(NameLikeness(other)) == (index.common(with: AskSigns(name: other))[left] == [.name]), "\(one) \(other)")
        }
    }

    @Test("an ask that is taken out of the index, or has changed, is found by nothing that it had")
    func takenOut() {
        var index = AlikeIndex()
        let signs = AskSigns(name: "Rosa", phone: "+447700900123", email: "rosa@example.org", place: "14 Mill Lane")
        let (one, other): (ID<Ask>, ID<Ask>) = (ID(high: 1, low: 1), ID(high: 1, low: 2))
        index.put(one, signs)
        index.put(other, signs)
        #expect(index.common(with: signs) == [one: [.phone, .email, .name, .place], other: [.phone, .email, .name, .place]])
        index.remove(one, signs)
        #expect(Set(index.common(with: signs).keys) == [other])
        index.remove(other, signs)
        #expect(index.common(with: signs).isEmpty && index.names(near: signs.name).isEmpty)
    }

    @Test("whose number or address it is is told to nobody who may not open contacts: they read of other reasons only")
    func withoutContact() async throws {
        let scene = try await AskScene()
        let first = try await scene.open(scene.input(alias: "Khaled")).ask
        let second = try await scene.open(scene.input("chat", alias: "K.", place: nil)).ask
        let third = try await scene.open(scene.input(alias: "Khaled")).ask
        let organiser = Actor.member(scene.world.id(.rosa), roles: [.organiser])
        let found = Dictionary(uniqueKeysWithValues: try await scene.alike(first, by: organiser).map { ($0.ask.id, $0.reasons) })
        #expect(found == [second: [], third: [.name, .place, .kind]])
        #expect(try await scene.alike(first).first { $0.ask.id == second }?.reasons == [.phone])
    }
}
