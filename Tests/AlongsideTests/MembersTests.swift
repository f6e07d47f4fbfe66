import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@Suite struct MembersTests {
    private func invite(_ world: World, _ roles: Set<Role>) async throws -> LinkToken {
        let token = LinkToken.random()
        let rosa = world.actor(.rosa)
        try await world.write { transaction, house, group in
            try InviteMember(roles: roles, token: token).run(transaction, in: house, group: group.id, by: rosa)
        }
        return token
    }

    private func accept(_ world: World, _ token: LinkToken, _ input: AcceptInvitation.Input, session: LinkToken = .random()) async throws -> ID<
        Person
    > {
        try await world.write { transaction, house, group in
            try AcceptInvitation(input, invitation: token, session: session).run(transaction, in: house, group: group.id)
        }
    }

    private func roles(_ world: World, _ person: ID<Person>) async throws -> Set<Role> {
        try await world.read { connection, _, group in try PersonStore.roles(of: person, in: group.id, connection) }
    }

    @Test("an invitation gives its roles once, and the same form sent twice is the same person")
    func invitation() async throws {
        let world = try await World()
        let token = try await invite(world, [.dispatcher, .intake])
        let session = LinkToken.random()
        let first = try await accept(world, token, .init(alias: "Hana", language: .arabic), session: session)
        let again = try await accept(world, token, .init(alias: "Hana", language: .arabic), session: session)
        #expect(first == again)
        #expect(try await roles(world, first) == [.dispatcher, .intake])

        let problem = await #expect(throws: Problem.self) { _ = try await accept(world, token, .init(alias: "Eve", language: .english)) }
        #expect(problem?.kind == .conflict)
    }

    @Test("an invitation lasts seven days, and can be taken back")
    func waits() async throws {
        let world = try await World()
        let token = try await invite(world, [.dispatcher])
        let other = try await invite(world, [.intake])
        let rosa = world.actor(.rosa)
        try await world.write { transaction, house, group in
            let waiting = try InvitationStore.waiting(in: group.id, at: house.now, transaction)
            #expect(waiting.count == 2)
            let intake = try #require(waiting.first { $0.roles == [.intake] })
            try InvitationStore.withdraw(intake.id, in: house, group: group.id, by: rosa, transaction)
        }
        await #expect(throws: Problem.self) { _ = try await accept(world, other, .init(alias: "Eve", language: .english)) }
        world.time.move(by: .days(7))
        await #expect(throws: Problem.self) { _ = try await accept(world, token, .init(alias: "Hana", language: .english)) }
    }

    @Test("1.6 (web) who has asked before stays the same person when they become dispatcher")
    func onePerson() async throws {
        let world = try await World()
        let phone = try PhoneNumber(typed: "020 7946 0958", country: world.group.callingCountry)
        let known = ID<Person>.random(by: world.house.random)
        try await world.write { transaction, house, group in
            let card = PersonCard(alias: "E.", phone: phone.text)
            try PersonStore.insert(known, card, language: .english, in: house, group: group, transaction)
        }
        let token = try await invite(world, [.dispatcher])
        let joined = try await accept(world, token, .init(alias: "Edna", phone: phone, language: .english))
        #expect(joined == known)
        #expect(try await roles(world, known) == [.dispatcher])
        let card = try await world.read { connection, house, group in try PersonStore.with(id: known, in: house, group: group.id, connection)?.card }
        #expect(card?.alias == "Edna" && card?.phone == phone.text)
    }

    @Test("typing an organiser's number does not open their account")
    func noTakeover() async throws {
        let world = try await World()
        let phone = try PhoneNumber(typed: "020 7946 0958", country: world.group.callingCountry)
        let rosa = world.id(.rosa)
        try await world.write { transaction, house, group in
            try PersonStore.update(rosa, PersonCard(alias: "Rosa", phone: phone.text), in: house, group: group.id, transaction)
        }
        let joined = try await accept(world, invite(world, [.intake]), .init(alias: "Mallory", phone: phone, language: .english))
        #expect(joined != rosa)
        #expect(try await roles(world, joined) == [.intake])
    }

    @Test("1.6 (web) a role is given to somebody who is here already, and ended again; undo gives it back")
    func giveAndEnd() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        let ines = world.id(.ines)
        try await world.write { transaction, house, group in
            try GiveRole(.dispatcher, to: ines).run(transaction, in: house, group: group.id, by: rosa)
        }
        #expect(try await roles(world, ines) == [.intake, .dispatcher])
        let undo = try await world.write { transaction, house, group in
            try EndRole(.dispatcher, of: ines).run(transaction, in: house, group: group.id, by: rosa)
        }
        #expect(try await roles(world, ines) == [.intake])
        try await world.write { transaction, house, group in try UndoSetting(undo).run(transaction, in: house, group: group.id, by: rosa) }
        #expect(try await roles(world, ines) == [.intake, .dispatcher])
    }

    @Test("the last organiser stays")
    func lastOrganiser() async throws {
        let world = try await World()
        let actor = world.actor(.rosa)
        let rosa = world.id(.rosa)
        let omar = world.id(.omar)
        let problem = await #expect(throws: Problem.self) {
            try await world.write { transaction, house, group in
                _ = try EndRole(.organiser, of: rosa).run(transaction, in: house, group: group.id, by: actor)
            }
        }
        #expect(problem?.key == "members.problem.last")
        try await world.write { transaction, house, group in
            try GiveRole(.organiser, to: omar).run(transaction, in: house, group: group.id, by: actor)
            try EndRole(.organiser, of: rosa).run(transaction, in: house, group: group.id, by: actor)
        }
        #expect(try await roles(world, rosa) == [.dispatcher])
    }

    @Test("who has no role left is signed out everywhere")
    func signedOut() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        let ines = world.id(.ines)
        let token = try #require(LinkToken(text: world.cookie(.ines)))
        try await world.write { transaction, house, group in
            #expect(try SessionStore.with(hash: token.hash, at: house.now, in: group.id, transaction) != nil)
            try EndRole(.intake, of: ines).run(transaction, in: house, group: group.id, by: rosa)
            #expect(try SessionStore.with(hash: token.hash, at: house.now, in: group.id, transaction) == nil)
        }
    }

    @Test("only an organiser invites, gives and ends roles", arguments: [World.Member.omar, .tessa, .ines])
    func whoMay(member: World.Member) async throws {
        let world = try await World()
        let actor = world.actor(member)
        let other = world.id(.ivo)
        try await world.write { transaction, house, group in
            #expect(throws: Problem.self) {
                try InviteMember(roles: [.organiser], token: .random()).run(transaction, in: house, group: group.id, by: actor)
            }
            #expect(throws: Problem.self) { try GiveRole(.organiser, to: other).run(transaction, in: house, group: group.id, by: actor) }
            #expect(throws: Problem.self) { try EndRole(.treasurer, of: other).run(transaction, in: house, group: group.id, by: actor) }
            #expect(throws: Problem.self) { try MakeSignInLink(for: other, token: .random()).run(transaction, in: house, group: group.id, by: actor) }
            #expect(throws: Problem.self) { try EndSession(.all(of: other, except: nil)).run(transaction, in: house, group: group.id, by: actor) }
        }
    }

    // MARK: Signing in

    private func setPassphrase(_ world: World, _ member: World.Member, _ phrase: String) async throws {
        let hash = try Passphrase.hash(phrase, cost: .quick)
        let person = world.id(member)
        try await world.write { transaction, house, group in
            try PersonStore.update(
                person, PersonCard(alias: member.rawValue, passphraseHash: hash), in: house, group: group.id, transaction)
        }
    }

    @Test("name and passphrase sign in; a wrong one says nothing about which was wrong")
    func passphrase() async throws {
        let world = try await World()
        try await setPassphrase(world, .omar, "three green boats")
        let session = LinkToken.random()
        let person = try await SignInByPassphrase(name: "OMAR", passphrase: "three green boats", session: session).run(
            in: world.house, group: world.group.id)
        #expect(person == world.id(.omar))
        let held = try await world.read { connection, house, group in
            try SessionStore.with(hash: session.hash, at: house.now, in: group.id, connection)
        }
        #expect(held?.person == person)

        var keys: Set<String> = []
        for name in ["Omar", "Nobody"] {
            let problem = await #expect(throws: Problem.self) {
                _ = try await SignInByPassphrase(name: name, passphrase: "wrong", session: .random()).run(in: world.house, group: world.group.id)
            }
            if let problem { keys.insert("\(problem.key) \(problem.field ?? "")") }
        }
        #expect(keys == ["signIn.problem.wrong passphrase"])
    }

    @Test("after five wrong tries a name has to wait, longer each time, and others do not")
    func patience() throws {
        let patience = SignInPatience()
        let group = ID<Group>(high: 1, low: 1)
        var now = World.start
        for _ in 0..<SignInPatience.free {
            try patience.check("Omar", in: group, at: now)
            patience.failed("Omar", in: group, at: now)
        }
        #expect(throws: Problem.self) { try patience.check("ömar", in: group, at: now) }
        try patience.check("Tessa", in: group, at: now)
        now = now + SignInPatience.wait(after: SignInPatience.free)
        try patience.check("Omar", in: group, at: now)
        patience.succeeded("Omar", in: group)
        try patience.check("Omar", in: group, at: now)
        let waits = (1...20).map { SignInPatience.wait(after: $0) }
        #expect(waits == waits.sorted() && waits[3].milliseconds == 0 && waits[19] == .minutes(15))
    }

    @Test("a sign-in link works once, for a quarter of an hour")
    func signInLink() async throws {
        let world = try await World()
        let omar = world.actor(.omar)
        let person = world.id(.omar)
        func make() async throws -> LinkToken {
            let token = LinkToken.random()
            try await world.write { transaction, house, group in
                try MakeSignInLink(for: person, token: token).run(transaction, in: house, group: group.id, by: omar)
            }
            return token
        }
        func use(_ link: LinkToken) async throws -> ID<Person> {
            try await world.write { transaction, house, group in
                try SignInByLink(link, session: .random()).run(transaction, in: house, group: group.id)
            }
        }
        let link = try await make()
        #expect(try await use(link) == person)
        await #expect(throws: Problem.self) { _ = try await use(link) }
        let late = try await make()
        world.time.move(by: .minutes(15))
        await #expect(throws: Problem.self) { _ = try await use(late) }
    }

    @Test("sessions are ended one by one or all others; somebody else's are not there")
    func sessions() async throws {
        let world = try await World()
        let omar = world.actor(.omar)
        let person = world.id(.omar)
        try await world.write { transaction, house, group in
            try BeginSession(of: person, token: .random()).run(transaction, in: house, group: group.id)
            try BeginSession(of: person, token: .random()).run(transaction, in: house, group: group.id)
            let all = try SessionStore.all(of: person, at: house.now, in: group.id, transaction)
            #expect(all.count == 3)
            try EndSession(.one(all[0].id)).run(transaction, in: house, group: group.id, by: omar)
            try EndSession(.all(of: person, except: all[1].id)).run(transaction, in: house, group: group.id, by: omar)
            #expect(try SessionStore.all(of: person, at: house.now, in: group.id, transaction).map(\.id) == [all[1].id])
        }
        let tessa = world.actor(.tessa)
        let problem = await #expect(throws: Problem.self) {
            try await world.write { transaction, house, group in
                let all = try SessionStore.all(of: person, at: house.now, in: group.id, transaction)
                try EndSession(.one(all[0].id)).run(transaction, in: house, group: group.id, by: tessa)
            }
        }
        #expect(problem?.kind == .missing)
    }

    @Test("a session runs out after its ninety days")
    func sessionEnds() async throws {
        let world = try await World()
        let token = try #require(LinkToken(text: world.cookie(.rosa)))
        world.time.move(by: .days(SessionStore.days))
        let held = try await world.read { connection, house, group in try SessionStore.with(hash: token.hash, at: house.now, in: group.id, connection)
        }
        #expect(held == nil)
    }
}
