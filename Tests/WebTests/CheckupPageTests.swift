import Alongside
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

/// The page on which the house says how it is, and what the desk tells of it.
@Suite struct CheckupPageTests {
    private static let page = "/riverside/desk/settings/checkup"

    private func healthy() async throws -> World {
        let world = try await World()
        try world.house.vault.folder.setRecovery(RecoveryCode.generate().publicHalf)
        try await world.write { transaction, house, _ in try InstallationStore.noteBackup(at: house.now, transaction) }
        return world
    }

    @Test("nothing is wrong where nothing is wrong, and the desk says nothing")
    func well() async throws {
        let world = try await healthy()
        #expect(await world.get(Self.page, as: .rosa).text.contains("Nothing is wrong."))
        #expect(await !world.get("/riverside/desk", as: .rosa).text.contains("class=\"news\""))
    }

    @Test("who asks for one group hears of its books, and another group's are not even looked at")
    func ownBooks() async throws {
        let world = try await healthy()
        let (house, own) = (world.house, world.group)
        let other = try await world.write { transaction, house, _ in
            let other = try World.found(house, "elsewhere", transaction).0
            for group in [own, other] {
                let pot = ID<Group>(high: 3, low: 3).stored
                try transaction.execute("INSERT INTO pot (group_id, pot_id, name, position) VALUES ($1, $2, 'Damaged', 9)", [group.id.stored, pot])
                try transaction.execute(
                    """
                    INSERT INTO ledger_entry (group_id, entry_id, at, pot_id, amount_minor, currency, kind, method, made_by)
                    VALUES ($1, $2, 1, $2, 500, 'USD', 'donation', 'cash', $2)
                    """, [group.id.stored, pot])
            }
            return other
        }
        func books(of group: Group?) async throws -> [ID<Group>] {
            try await house.database.read { try Checkup.findings(in: house, booksOf: group, $0) }.compactMap { finding in
                if case .books(let group, _, _) = finding { group } else { nil }
            }
        }
        #expect(try await books(of: own) == [own.id])
        #expect(try await Set(books(of: nil)) == [own.id, other.id])
    }

    @Test("after a long power-off the desk tells organisers, nobody else, and their tap lets the house go on")
    func waiting() async throws {
        let world = try await healthy()
        world.time.move(by: .days(32))
        let cookie = try await world.signedInAgain(.rosa)
        let other = try await world.signedInAgain(.omar)
        let board = await world.open("/riverside/desk", cookie)
        #expect(board.text.contains("It forgets nothing until somebody confirms the clock.") && board.text.contains(Self.page))
        #expect(await !world.open("/riverside/desk", other).text.contains("class=\"news\""))
        #expect(try await Nightly(world.house).run().verdict == .waiting(since: World.start))

        let page = await world.open(Self.page, cookie)
        #expect(page.status == 200 && page.text.contains("Is the clock right?") && !page.text.contains("Nothing is wrong."))
        let form = try #require(PageForm.all(in: page.text).first { $0.fields.contains { $0 == ("do", "confirm-clock") } })
        #expect(await world.sendForm(form, other).status == 403)
        #expect(await world.open(Self.page, cookie).text.contains("Is the clock right?"))
        #expect(await world.sendForm(form, cookie).status == 303)
        #expect(await !world.open(Self.page, cookie).text.contains("Is the clock right?"))
        #expect(await !world.open("/riverside/desk", cookie).text.contains("class=\"news\""))
        guard case .running(_, let dropsKeys) = try await Nightly(world.house).run().verdict else {
            Issue.record("the house still waits")
            return
        }
        #expect(dropsKeys)
    }

    @Test("a clock that went back can be confirmed from the page, though nothing else is written")
    func behind() async throws {
        let world = try await healthy()
        world.time.move(by: .days(5))
        try await Nightly(world.house).run()
        world.time.move(by: .days(-2))
        // Her session was last used on an earlier day, which cannot be noted now.
        let cookie = world.cookie(.rosa)
        #expect(await world.open("/riverside/desk", cookie).text.contains("The clock of the machine went back"))
        let page = await world.open(Self.page, cookie)
        #expect(page.text.contains("Nothing can be saved until the clock is right."))
        await #expect(throws: Problem(.busy, "problem.clock.behind")) { _ = try await world.house.database.write { _ in true } }
        let form = try #require(PageForm.all(in: page.text).first { $0.fields.contains { $0 == ("do", "confirm-clock") } })
        #expect(await world.sendForm(form, cookie).status == 303)
        #expect(try await world.house.database.write { _ in true })
    }

    @Test("a tap while nothing is wrong changes nothing: keys still wait for their day of running")
    func noTrouble() async throws {
        let world = try await healthy()
        world.time.move(by: .days(5))
        try await Nightly(world.house).run()
        let before = try await world.read { connection, _, _ in try ClockStore.reading(connection) }
        #expect(before?.runningSince != nil)
        #expect(await world.post(Self.page, [("do", "confirm-clock")], as: .rosa).status == 303)
        #expect(try await world.read { connection, _, _ in try ClockStore.reading(connection) } == before)
    }

    @Test("what is found is said in words, with what to do", arguments: ["en", "es", "ar"])
    func found(language: String) async throws {
        let world = try await World()
        try await world.write { transaction, house, group in
            try InstallationStore.noteBackup(at: house.now - .days(9), transaction)
            try Jobs.enqueue("odd", group: group.id, id: house.newID(), due: house.now, in: transaction)
            _ = try transaction.execute("UPDATE job SET state = 'dead'", [])
        }
        let page = await world.get(Self.page + "?in=\(language)", as: .rosa)
        #expect(page.status == 200 && !page.text.contains("⟦"))
        // No recovery code, an old backup, and work that was given up.
        #expect(page.text.ranges(of: "class=\"notice notice-waiting\"").count == 3)
        #expect(SettingsPagesTests.findings(page).isEmpty)
    }

    @Test("for a week after a restore the board says to which moment, to everybody there")
    func restored() async throws {
        let world = try await healthy()
        let copy = World.start - .days(3)
        let endings = try await world.read { connection, house, _ in try Endings(at: house.now, connection) }
        _ = try await SettleRestored(restoredTo: copy, endings: endings, unrepeatable: []).run(in: world.house)
        for member in [World.Member.rosa, .omar] {
            let cookie = try await world.signedInAgain(member)
            let board = await world.open("/riverside/desk", cookie)
            #expect(board.text.contains("The data was restored to") && board.text.contains("7 March"), "\(member)")
            #expect(await !world.open("/riverside/desk/helpers", cookie).text.contains("The data was restored to"))
        }
        world.time.move(by: .days(7))
        let later = try await world.signedInAgain(.omar)
        #expect(await !world.open("/riverside/desk", later).text.contains("The data was restored to"))
    }
}

extension World {
    /// A new session of a member: the first ones end while the clock is moved far.
    fileprivate func signedInAgain(_ member: Member) async throws -> String {
        let id = id(member)
        let token = LinkToken.random()
        try await write { transaction, house, group in
            try SessionStore.insert(house.newID(), hash: token.hash, of: id, at: house.now, in: group.id, transaction)
        }
        return token.text
    }

    fileprivate func open(_ path: String, _ cookie: String) async -> WebResponse {
        await front.answer(WebRequest(method: .get, path: path, acceptLanguage: "en", cookies: ["alongside": cookie]))
    }

    /// Sends a form in the name of whoever has the cookie.
    fileprivate func sendForm(_ form: PageForm, _ cookie: String) async -> WebResponse {
        await SettingsBrowser(front, language: "en", cookie: cookie).send(form, [], follow: false)
    }
}
