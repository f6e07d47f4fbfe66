import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@Suite struct OfferHelpTests {
    private func input(_ scene: AskScene, phone: String = "+447700900123", remote: Bool = false, minutes: Int? = nil) -> OfferHelp.Input {
        OfferHelp.Input(
            alias: "Ola", contact: Contact(reach: .phone, phone: phone),
            categories: [scene.world.category("chat").id, scene.world.category("pets").id],
            words: "A call", minutes: minutes, remote: remote, languages: [.english, .arabic], language: .english
        )
    }

    private func offer(_ scene: AskScene, _ input: OfferHelp.Input, once: OnceKey? = nil) async throws -> OfferHelp.Offered {
        try await scene.world.write { transaction, house, group in
            try OfferHelp(input, once: once).run(transaction, in: house, group: group, by: .visitor)
        }
    }

    private func found(_ scene: AskScene, _ id: ID<Offer>) async throws -> Offer {
        try await scene.world.read { connection, _, group in
            guard let offer = try OfferStore.with(id: id, in: group.id, connection) else { throw Problem.missing() }
            return offer
        }
    }

    private func helper(_ scene: AskScene, _ id: ID<Person>) async throws -> Helper? {
        try await scene.world.read { connection, _, group in try HelperStore.with(id: id, in: group.id, connection) }
    }

    @Test("4.16 twenty minutes on the phone make an offer and a helper who is only asked for that")
    func tiny() async throws {
        let scene = try await AskScene()
        let offered = try await offer(scene, input(scene, remote: true, minutes: 20))
        let offer = try await found(scene, offered.offer)
        #expect(offer.remote && offer.minutes == 20 && offer.state == .open)
        #expect(offer.untilAt == CalendarDay.end(of: World.start.day + OfferHelp.usualDays, zone: scene.world.group.timeZone))
        let helper = try #require(try await helper(scene, offered.person))
        #expect(helper.remoteOnly && helper.transport == .none && helper.trust == .new && helper.weeklyLimit == scene.world.group.weeklyLimit)
        #expect(helper.languages == [.english, .arabic] && helper.categories.count == 2)
    }

    @Test("2.3 somebody with an open ask can offer; the ask stays as it is")
    func bothWays() async throws {
        let scene = try await AskScene()
        let opened = try await scene.open()
        let before = try await scene.ask(opened.ask)
        let offered = try await offer(scene, input(scene))
        let after = try await scene.ask(opened.ask)
        #expect(offered.person == before.person)
        #expect(
            after.state == before.state && after.urgency == before.urgency && after.wantedBy == before.wantedBy && after.createdAt == before.createdAt
        )
        // Nor does the offer make a later ask another one.
        let later = try await scene.ask(scene.open().ask)
        #expect(later.urgency == nil && later.state == .new)
    }

    @Test("somebody new sees their own page at once; somebody known is sent it, since whoever types a number has not shown that it is theirs")
    func ownPage() async throws {
        let scene = try await AskScene()
        let new = try await offer(scene, input(scene, phone: "+447700900001"))
        let token = try #require(new.helperToken)
        #expect(token == OfferHelp.helperToken(beside: new.token, in: scene.world.group.id))
        #expect(try await scene.link(token).0.purpose == .helper)

        _ = try await scene.open()
        let known = try await offer(scene, input(scene))
        #expect(known.helperToken == nil)
        let beside = OfferHelp.helperToken(beside: known.token, in: scene.world.group.id)
        #expect(await problem { _ = try await scene.link(beside) }?.kind == .missing)
        let sent = try await scene.messages(.welcomeHelper)
        #expect(sent.count == 1 && sent.first?.words.phone == "+447700900123")
        let told = try #require(sent.first?.words.link.flatMap { LinkToken(text: $0) })
        #expect(try await scene.link(told).0.person == known.person)
    }

    @Test("who helps already keeps their own limits")
    func limitsStay() async throws {
        let scene = try await AskScene()
        let first = try await offer(scene, input(scene, remote: true))
        _ = try await offer(scene, input(scene))
        #expect(try await helper(scene, first.person)?.remoteOnly == true)
    }

    @Test("sent twice with one key it is one offer")
    func once() async throws {
        let scene = try await AskScene()
        let key = OnceKey.random(by: scene.world.house.random)
        let first = try await offer(scene, input(scene), once: key)
        let second = try await offer(scene, input(scene), once: key)
        #expect(first.offer == second.offer && first.token == second.token)
    }

    @Test("offers run out by themselves, and can be made longer")
    func expiry() async throws {
        let scene = try await AskScene()
        let offered = try await offer(scene, input(scene))
        let expire: () async throws -> Int = {
            try await scene.world.write { transaction, house, group in try ExpireOffers().run(transaction, in: house, group: group) }
        }
        scene.world.time.move(by: .days(14))
        #expect(try await expire() == 0)
        scene.world.time.move(by: .days(1))
        #expect(try await expire() == 1)
        #expect(try await found(scene, offered.offer).state == .expired)

        let (link, actor) = try await scene.link(offered.token)
        let chat = scene.world.category("chat").id
        try await scene.world.write { transaction, house, group in
            let longer = ChangeOffer.Input(categories: [chat], words: "Still", hours: .anytime, until: house.now.day + 20)
            try ChangeOffer(.write(longer), of: link).run(transaction, in: house, group: group, by: actor)
        }
        let offer = try await found(scene, offered.offer)
        #expect(offer.state == .open && offer.untilAt > scene.world.now + .days(19))
    }

    @Test("an offer rests, goes on, is taken back and comes back")
    func steps() async throws {
        let scene = try await AskScene()
        let offered = try await offer(scene, input(scene))
        let (link, actor) = try await scene.link(offered.token)
        let step: (ChangeOffer.Step) async throws -> Void = { step in
            try await scene.world.write { transaction, house, group in
                try ChangeOffer(step, of: link).run(transaction, in: house, group: group, by: actor)
            }
        }
        try await step(.pause)
        #expect(try await found(scene, offered.offer).state == .paused)
        #expect(await problem { try await step(.pause) }?.kind == .conflict)
        try await step(.resume)
        let undo = try await scene.world.write { transaction, house, group in
            try WithdrawOffer(offered.offer).run(transaction, in: house, group: group, by: actor, link: link)
        }
        #expect(try await found(scene, offered.offer).state == .withdrawn)
        try await scene.world.write { transaction, house, group in
            try UndoOfferWithdrawal(undo, of: link).run(transaction, in: house, group: group, by: actor)
        }
        #expect(try await found(scene, offered.offer).state == .open)
    }
}
