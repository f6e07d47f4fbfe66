import Alongside
import Exchange
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

@testable import Markup

@Suite("The pages on which a sheet is brought in") struct ImportPagesTests {
    static let sheet = """
        Timestamp,Name,Phone,What do you need?,Details,Immigration status
        9/3/2026,Ann,0151 496 0001,Groceries,Bread,SECRETPAPERS
        8/3/2026,Bob,12,Groceries,=2+5,SECRETPAPERS
        7/3/2026,Cem,0151 496 0003,Pets,A walk,SECRETPAPERS
        """

    private func upload(
        _ world: World, _ text: String, as member: World.Member, cut: Bool = false, with fields: [(String, String)] = []
    ) async -> WebResponse {
        await upload(world, text, cookie: world.cookie(member), cut: cut, with: fields)
    }

    private func upload(
        _ world: World, _ text: String, cookie: String, cut: Bool = false, with fields: [(String, String)] = []
    ) async -> WebResponse {
        var body: [UInt8] = []
        let own = fields.filter { $0.0 != "once" && $0.0 != "form-token" }
        for (name, value) in own + [("once", OnceKey.random(by: world.house.random).text), ("form-token", token(cookie))] {
            body += Array("--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Our sheet.csv\"\r\nContent-Type: text/csv\r\n\r\n".utf8)
        body += Array(text.utf8)
        if !cut { body += Array("\r\n--edge--\r\n".utf8) }
        return await world.front.answer(
            WebRequest(
                method: .post, path: "/riverside/desk/import/preview", contentType: "multipart/form-data; boundary=edge", acceptLanguage: "en",
                cookies: ["alongside": cookie], body: body
            )
        )
    }

    private func get(_ world: World, _ path: String, cookie: String) async -> WebResponse {
        await world.front.answer(WebRequest(method: .get, path: path, query: [:], acceptLanguage: "en", cookies: ["alongside": cookie]))
    }

    private func post(_ world: World, _ path: String, _ fields: [(String, String)], cookie: String) async -> WebResponse {
        let own = fields.filter { $0.0 != "form-token" } + [("form-token", token(cookie))]
        return await world.front.answer(
            WebRequest(
                method: .post, path: path, query: [:], contentType: "application/x-www-form-urlencoded", acceptLanguage: "en",
                cookies: ["alongside": cookie], body: FormToken.encode(own)
            )
        )
    }

    private func token(_ cookie: String) -> String {
        guard let token = LinkToken(text: cookie) else { return "" }
        return Base32.encode(Digest.hmac(Array("form".utf8), under: token.key))
    }

    private func counts(_ world: World, _ tables: String...) async throws -> [Int] {
        var counts: [Int] = []
        for table in tables { counts.append(try await count(world, table)) }
        return counts
    }

    private func count(_ world: World, _ table: String) async throws -> Int {
        try await world.read { connection, _, _ in try connection.number("SELECT count(*) FROM \(table)") ?? 0 }
    }

    @Test("3.15 (import): from the file to the board without a script: columns shown, confirmed, brought in, counted")
    func whole() async throws {
        let world = try await World()
        let sent = await upload(world, Self.sheet, as: .rosa)
        #expect(sent.status == 303)
        let address = try #require(sent.header("location"))
        let preview = await world.get(address, as: .rosa)
        #expect(preview.status == 200)
        #expect(preview.text.contains("Immigration status"))
        #expect(!preview.text.contains("SECRETPAPERS"))
        #expect(preview.text.contains("Ann") && preview.text.contains("Bread"))
        #expect(!preview.text.contains("column-5"))
        #expect(!preview.text.contains("⟦"))
        let done = await world.follow(await world.send(preview, form: confirm(preview), as: .rosa), as: .rosa)
        #expect(done.text.contains("The sheet was brought in"))
        #expect(try await count(world, "ask") == 2)
        #expect(try await count(world, "import_problem") == 1)
        #expect(!done.text.contains("⟦"))
        let list = await world.get("/riverside/desk/import", as: .rosa)
        #expect(list.text.contains("Our sheet.csv") && !list.text.contains("⟦"))
    }

    @Test("what organisers wrote beside an ask stands under what happened, for those who may read it")
    func notes() async throws {
        let world = try await World()
        let sheet = "Timestamp,Name,Phone,What do you need?,Details,Notes\n9/3/2026,Ann,0151 496 0001,Groceries,Bread,Rings twice; ask for Joe"
        let preview = await world.get(try #require(await upload(world, sheet, as: .rosa).header("location")), as: .rosa)
        #expect(await world.send(preview, form: confirm(preview), as: .rosa).status == 303)
        let ask = try await world.newestAsk()
        let page = await world.get("/riverside/desk/asks/\(ask.id.text)", as: .ines)
        #expect(page.status == 200 && page.text.contains("Rings twice; ask for Joe"))
        #expect(await !world.get("/riverside/desk", as: .ines).text.contains("Rings twice"))
        #expect(await !world.get("/riverside/desk/asks/\(ask.id.text)", as: .tessa).text.contains("Rings twice"))
    }

    @Test("a corrected column is read as it was corrected, and one that may not be read cannot be chosen")
    func corrected() async throws {
        let world = try await World()
        let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location"))
        let preview = await world.get(address, as: .rosa)
        let sent = await world.send(preview, form: confirm(preview), [("column-4", "notes"), ("column-5", "words")], as: .rosa)
        #expect(sent.status == 303)
        let words = try await world.read { connection, house, group in
            try connection.all("SELECT ask_id FROM ask WHERE group_id = $1", [group.id.stored]) { row -> String in
                let id: ID<Ask> = try row.id(0)
                let key = try house.vault.key(of: id.subject, in: group.id, connection)
                return try AskStore.sealed(of: id, key: key, in: house, group: group.id, connection).details.words
            }
        }
        #expect(words.count == 2)
        #expect(words.allSatisfy { !$0.contains("Bread") && !$0.contains("SECRET") })
    }

    @Test("3.15 (import): before a sheet is brought in its page counts what would come of it, and lists each problem row by line and reason")
    func forecast() async throws {
        let world = try await World()
        let people = try await count(world, "person")
        let preview = await world.get(try #require(await upload(world, Self.sheet, as: .rosa).header("location")), as: .rosa)
        #expect(preview.text.contains("2 asks, 0 offers, 2 new people, 1 row with a problem"))
        #expect(preview.text.contains("The phone number cannot be read.") && !preview.text.contains("are counted here"))
        #expect(try await counts(world, "ask", "person", "import_problem") == [0, people, 0])
        // It is what then really comes of it.
        let done = await world.follow(await world.send(preview, form: confirm(preview), as: .rosa), as: .rosa)
        #expect(done.text.contains("The phone number cannot be read."))
        #expect(try await counts(world, "ask", "person", "import_problem") == [2, people + 2, 1])
    }

    @Test("\"Look again\" counts by the columns as they were corrected, keeps them, and brings nothing in")
    func lookAgain() async throws {
        let world = try await World()
        let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location"))
        var preview = await world.get(address, as: .rosa)
        let look = try #require(PageForm.all(in: preview.text)[confirm(preview)].buttons.first { $0.name == "look" })
        let corrected = [("column-2", ""), ("rows", "offers"), (look.name, look.value)]
        preview = await world.follow(await world.send(preview, form: confirm(preview), corrected, as: .rosa), as: .rosa)
        #expect(preview.text.contains("0 asks, 3 offers, 3 new people, 0 rows with a problem"))
        #expect(!preview.text.contains("Rows that cannot be taken"))
        let kept = PageForm.all(in: preview.text)[confirm(preview)].fields
        #expect(kept.contains { $0 == ("column-2", "") } && kept.contains { $0 == ("rows", "offers") })
        #expect(try await counts(world, "ask", "offer") == [0, 0])

        // Without a column that says what is needed there is nothing to count, and what was chosen before stays.
        let refused = await world.send(preview, form: confirm(preview), [("column-3", ""), ("column-4", ""), (look.name, look.value)], as: .rosa)
        #expect(refused.status == 422 && refused.text.contains("Which column says what is needed?") && !refused.text.contains("3 offers"))
        #expect(await world.get(address, as: .rosa).text.contains("3 offers"))
        for member in [World.Member.omar, .tessa, .ines] {
            #expect(await world.post(address, [(look.name, look.value)], as: member).status == 403)
        }
    }

    @Test("what would come of a sheet names no cell of it to anybody else, and says so when it counted the first rows only")
    func forecastOfOthers() async throws {
        let world = try await World()
        let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location"))
        let other = try await world.write { transaction, house, group in try World.admit("Zoe", [.organiser], house, group, transaction) }
        let seen = await get(world, address, cookie: other.cookie)
        #expect(seen.text.contains("2 asks, 0 offers, 2 new people, 1 row with a problem"))
        #expect(!seen.text.contains("Bob") && !seen.text.contains("=2+5"))

        let batch = try #require(ID<ImportBatch>(text: String(address.split(separator: "/").last ?? "")))
        let first = try await world.read { connection, house, group in
            let found = try ImportStore.existing(batch, in: group.id, connection)
            let source = try #require(try ImportStore.source(of: batch, in: house, group: group.id, connection))
            return try #require(try SheetForecast.of(found, source, problems: 0, rows: 2, in: house, group: group, connection))
        }
        #expect(first.rows == 2 && first.counts.asks == 1 && first.counts.problems == 1 && first.problems.isEmpty)

        let rows = (0...SheetForecast.mostRows).map { "Person \($0),Walk the dog \($0)" }.joined(separator: "\n")
        let long = await world.get(try #require(await upload(world, "Name,What do you need?\n" + rows, as: .rosa).header("location")), as: .rosa)
        #expect(long.text.contains("Only the first 5,000 of 5,001 rows are counted here.") && long.text.contains("5,000 asks"))
    }

    @Test("only who sent the sheet sees its first rows")
    func samples() async throws {
        let world = try await World()
        let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location"))
        let other = try await world.write { transaction, house, group in
            try World.admit("Zoe", [.organiser], house, group, transaction)
        }
        let split = String(address.split(separator: "?")[0])
        let seen = await world.front.answer(
            WebRequest(method: .get, path: split, query: [:], acceptLanguage: "en", cookies: ["alongside": other.cookie])
        )
        #expect(seen.status == 200)
        #expect(seen.text.contains("What do you need?"))
        #expect(!seen.text.contains("Bread") && !seen.text.contains("Ann"))
    }

    @Test("problem rows come down as a sheet in which nothing is a formula")
    func problems() async throws {
        let world = try await World()
        let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location"))
        let preview = await world.get(address, as: .rosa)
        let done = await world.follow(await world.send(preview, form: confirm(preview), as: .rosa), as: .rosa)
        let index = try #require(PageForm.all(in: done.text).firstIndex { $0.action.contains("/problems.csv") })
        let file = await world.send(done, form: index, as: .rosa)
        #expect(file.status == 200)
        #expect(file.header("content-disposition") == "attachment; filename=\"problems.csv\"")
        #expect(file.text.contains("'=2+5") && !file.text.contains(",=2+5"))
        #expect(file.text.contains("The phone number cannot be read."))
        #expect(!file.text.contains("SECRETPAPERS") && !file.text.contains("Immigration"))
        #expect(await world.post(address + "/problems.csv", as: .omar).status == 403)
    }

    @Test("problem rows open to who sent the sheet and to who may open contacts, each time with a row of its own, and to nobody else")
    func opened() async throws {
        let world = try await World()
        let (first, second) = try await world.write { transaction, house, group in
            (try World.admit("Zoe", [.organiser], house, group, transaction), try World.admit("Yan", [.organiser], house, group, transaction))
        }
        let address = try #require(await upload(world, Self.sheet, cookie: first.cookie).header("location"))
        let batch = try #require(ID<ImportBatch>(text: String(address.split(separator: "/").last ?? "")))
        let preview = await get(world, address, cookie: first.cookie)
        let form = try #require(PageForm.all(in: preview.text).first { $0.fields.contains { $0.1 == "confirm" } })
        _ = await post(world, address, form.fields, cookie: first.cookie)
        let opened = { () async throws -> [Reveal] in
            try await world.read { connection, _, group in try Reveal.of(batch.subject, in: group.id, connection) }
        }

        // By address alone nothing comes down, and an organiser who did not send the sheet is not even shown the button.
        #expect(await get(world, address + "/problems.csv", cookie: first.cookie).status == 303)
        #expect(await !get(world, address, cookie: second.cookie).text.contains("/problems.csv"))
        #expect(await post(world, address + "/problems.csv", [], cookie: second.cookie).status == 403)
        for member in [World.Member.omar, .tessa, .ines] { #expect(await world.post(address + "/problems.csv", as: member).status == 403) }
        #expect(try await opened().isEmpty)

        let own = await post(world, address + "/problems.csv", [], cookie: first.cookie)
        #expect(own.status == 200 && own.text.contains("Bob"))
        #expect(try await opened().map(\.person) == [first.id, first.id])
        #expect(Set(try await opened().map(\.field)) == [.contact, .street])
        let others = await world.post(address + "/problems.csv", as: .rosa)
        #expect(others.status == 200 && others.text.contains("Bob"))
        #expect(try await opened().filter { $0.person == world.id(.rosa) }.count == 2)
        #expect(await get(world, address, cookie: second.cookie).text.contains("Rosa opened"))
    }

    @Test("how far a sheet is stands on its page, which comes again by itself")
    func progress() async throws {
        let world = try await World()
        let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location"))
        let batch = try #require(ID<ImportBatch>(text: String(address.split(separator: "/").last ?? "")))
        try await world.write { transaction, house, group in
            let source = try ImportStore.source(of: batch, in: house, group: group.id, transaction)
            let plan = try #require(ImportPlan(text: source?.plan ?? ""))
            try ConfirmImport(batch, plan: plan).run(transaction, in: house, group: group, by: .command)
        }
        let page = await world.get(address, as: .rosa)
        #expect(page.text.contains("<progress") || page.text.contains("<meter"))
        #expect(page.header("refresh") == "3")
    }

    @Test("rows that are over too long are not kept while the sheet waits; reading them otherwise asks for the file again, and reads it as chosen")
    func resend() async throws {
        let world = try await World()
        let sheet = """
            Timestamp,Name,Phone,What do you need?,Status,Progress note
            9/3/2026,Ann,0151 496 0001,Groceries,New,Completed
            8/3/2020,Bob,0151 496 0002,Groceries,Completed,New
            """
        let address = try #require(await upload(world, sheet, as: .rosa).header("location"))
        let preview = await world.get(address, as: .rosa)
        #expect(preview.text.contains("Nothing of it was kept") || preview.text.contains("nothing of it was kept"))
        #expect(!preview.text.contains("Bob"))
        let changed = [("column-4", ""), ("column-5", "status")]
        let refused = await world.send(preview, form: confirm(preview), changed, as: .rosa)
        #expect(refused.status == 422 && refused.text.contains("send the file once more"))
        #expect(try await count(world, "ask") == 0)
        let again = try #require(PageForm.all(in: refused.text).first { $0.fields.contains { $0.0 == "of" } })
        let sent = await upload(world, sheet, as: .rosa, with: again.fields)
        let other = try #require(sent.header("location"))
        #expect(await world.get(address, as: .rosa).status == 404, "the first one is dropped")
        let second = await world.get(other, as: .rosa)
        #expect(second.text.contains("Bob"))
        let done = await world.follow(await world.send(second, form: confirm(second), as: .rosa), as: .rosa)
        #expect(done.text.contains("The sheet was brought in"))
        #expect(try await count(world, "ask") == 2)
    }

    @Test("the whole sheet is taken back from its page")
    func undo() async throws {
        let world = try await World()
        let people = try await count(world, "person")
        let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location"))
        let preview = await world.get(address, as: .rosa)
        let done = await world.follow(await world.send(preview, form: confirm(preview), as: .rosa), as: .rosa)
        let index = try #require(PageForm.all(in: done.text).firstIndex { $0.action.contains("/undo") })
        let undone = await world.follow(await world.send(done, form: index, as: .rosa), as: .rosa)
        #expect(undone.text.contains("The sheet was taken back"))
        #expect(try await count(world, "ask") == 0)
        #expect(try await count(world, "person") == people)
    }

    @Test("the same file again is brought in only with the box ticked")
    func again() async throws {
        let world = try await World()
        for _ in 0..<2 {
            let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location"))
            let preview = await world.get(address, as: .rosa)
            _ = await world.send(preview, form: confirm(preview), as: .rosa)
        }
        #expect(try await count(world, "ask") == 2)
        let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location"))
        let preview = await world.get(address, as: .rosa)
        #expect(preview.text.contains("The same file was brought in"))
        let refused = await world.send(preview, form: confirm(preview), as: .rosa)
        #expect(refused.status == 422 && refused.text.contains("Tick the box"))
        _ = await world.send(preview, form: confirm(preview), [("again", "on")], as: .rosa)
        #expect(try await count(world, "ask") == 4)
    }

    @Test("who may not bring in sheets gets 403, and a sheet of another group is not there")
    func apart() async throws {
        let world = try await World()
        let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location"))
        for member in [World.Member.omar, .tessa, .ines] {
            #expect(await world.get("/riverside/desk/import", as: member).status == 403)
            #expect(await world.get(address, as: member).status == 403)
            #expect(await world.post(address, [("do", "confirm")], as: member).status == 403)
            #expect(await upload(world, Self.sheet, as: member).status == 403)
        }
        let other = try await world.write { transaction, house, _ in
            let group = try World.found(house, "hillside", transaction).0
            return try World.admit("Zoe", [.organiser], house, group, transaction)
        }
        let path = address.replacing("/riverside/", with: "/hillside/")
        #expect(await get(world, path, cookie: other.cookie).status == 404)
        #expect(await post(world, path + "/problems.csv", [], cookie: other.cookie).status == 404)
    }

    @Test("no file, an empty one, a workbook and an upload that breaks off: said beside the field, and nothing is kept")
    func badInput() async throws {
        let world = try await World()
        for text in ["", "Name,Need\n", "PK\u{3}\u{4}zip", "Name,Need\nA,\"open quote\nB,food"] {
            let answer = await upload(world, text, as: .rosa)
            #expect(answer.status == 422)
            #expect(MarkupCheck.findings(in: HTML(bytes: answer.body)).isEmpty)
        }
        #expect(await upload(world, Self.sheet, as: .rosa, cut: true).status == 422)
        #expect(await world.get("/riverside/desk/import/nonsense", as: .rosa).status == 404)
        #expect(await world.post("/riverside/desk/import/nonsense", [("do", "confirm")], as: .rosa).status == 404)
        #expect(try await count(world, "import_batch") == 0)
        let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location"))
        for field in [("column-0", "householdSize"), ("column-3", "nonsense"), ("rows", "x"), ("order", "x")] {
            #expect(await world.post(address, [("do", "confirm"), field], as: .rosa).status == 422)
        }
        #expect(try await count(world, "ask") == 0)
    }

    @Test("every state of a sheet is a whole page in every language", arguments: ["en", "es", "ar"])
    func languages(_ language: String) async throws {
        let world = try await World()
        let address = try #require(await upload(world, Self.sheet, as: .rosa).header("location")) + "?in=\(language)"
        let preview = await world.get(address, as: .rosa)
        let done = await world.follow(await world.send(preview, form: confirm(preview), as: .rosa), as: .rosa)
        let index = try #require(PageForm.all(in: done.text).firstIndex { $0.action.contains("/undo") })
        let undone = await world.follow(await world.send(done, form: index, as: .rosa), as: .rosa)
        let list = await world.get("/riverside/desk/import?in=\(language)", as: .rosa)
        for page in [preview, done, undone, list] {
            #expect(page.status == 200)
            #expect(!page.text.contains("⟦"))
            #expect(MarkupCheck.findings(in: HTML(bytes: page.body)).isEmpty)
            #expect(page.text.contains("lang=\"\(language)\""))
        }
    }

    /// Which form of the page says yes.
    private func confirm(_ page: WebResponse) -> Int {
        PageForm.all(in: page.text).firstIndex { form in form.fields.contains { $0.0 == "do" && $0.1 == "confirm" } } ?? 99
    }
}
