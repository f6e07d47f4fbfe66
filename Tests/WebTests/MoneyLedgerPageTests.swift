import Alongside
import Foundation
import Kernel
import Storage
import TestKit
import Testing
import Web

@Suite struct MoneyLedgerPageTests {
    private let ledger = "/riverside/desk/ledger"

    private func write(_ scene: MoneyScene, _ fields: [(String, String)], as member: World.Member = .tessa) async -> WebResponse {
        await scene.world.post(ledger + "/entry", [("pot", scene.pot.text), ("method", "cash")] + fields, as: member)
    }

    @Test("a donation written down stands in the ledger, and every total opens into its rows")
    func donation() async throws {
        let scene = try await MoneyScene(holding: 0)
        #expect(await write(scene, [("kind", "donation"), ("amount", "120,50")]).status == 303)
        #expect(await write(scene, [("kind", "cost"), ("amount", "20.50"), ("category", scene.world.category("pets").id.text)]).status == 303)
        let page = await scene.world.get(ledger, as: .tessa)
        #expect(page.text.contains("£120.50") && page.text.contains("£100"))
        let rows = await scene.world.get(ledger + "?kind=cost", as: .tessa)
        #expect(page.text.contains("kind=cost"))
        #expect(rows.text.contains("Pets"))
        let table = rows.text.components(separatedBy: "<caption").last ?? ""
        #expect(table.contains("20.50") && !table.contains("120.50"))
    }

    @Test(
        "amounts that cannot be are said beside the field, and what was typed stays", arguments: ["", "0", "-4", "four", "1.234", "99999999999999"])
    func badAmounts(_ amount: String) async throws {
        let scene = try await MoneyScene(holding: 0)
        let answer = await write(scene, [("kind", "donation"), ("amount", amount)])
        if amount == "1.234" {
            // Three digits behind a point are thousands.
            #expect(answer.status == 303)
            return
        }
        #expect(answer.status == 422)
        #expect(try await scene.entries().isEmpty)
    }

    @Test("a dispatcher reads the ledger and writes nothing in it; nobody but the keepers sees who carries money")
    func permissions() async throws {
        let scene = try await MoneyScene()
        let helper = try await scene.world.write { try MoneyScene.helper("Amina", $1, $2, $0) }
        let give = [("holder", helper.text), ("pot", scene.pot.text), ("amount", "20"), ("method", "cash")]
        #expect(await scene.world.post(ledger + "/advance", give, as: .omar).status == 403)
        #expect(await scene.world.post(ledger + "/advance", give, as: .tessa).status == 303)
        #expect(await scene.world.get(ledger, as: .tessa).text.contains("Amina"))
        for member in [World.Member.omar, .rosa] {
            let page = await scene.world.get(ledger + "?holder=\(helper.text)", as: member)
            #expect(page.status == 200)
            #expect(!page.text.contains("Amina") && !page.text.contains(helper.text))
            for path in ["/entry", "/advance", "/pot", "/reverse"] {
                #expect(await scene.world.get(ledger + path, as: member).status == 403)
                #expect(await scene.world.post(ledger + path, as: member).status == 403)
            }
        }
        #expect(await scene.world.get(ledger, as: .ines).status == 403)
    }

    @Test("an advance is given and comes back through the page")
    func advance() async throws {
        let scene = try await MoneyScene()
        let helper = try await scene.world.write { try MoneyScene.helper("Amina", $1, $2, $0) }
        let page = await scene.world.get(ledger + "/advance", as: .tessa)
        #expect(page.text.contains("at most £100"))
        let give = [("holder", helper.text), ("pot", scene.pot.text), ("amount", "20"), ("method", "cash")]
        #expect(await scene.world.send(page, form: scene.asker.form(page, to: "/advance"), give, as: .tessa).status == 303)
        let back = [("do", "return"), ("float", "\(helper.text).\(scene.pot.text)"), ("amount", "20.01"), ("method", "cash")]
        let refused = await scene.world.post(ledger + "/advance", back, as: .tessa)
        #expect(refused.status == 422)
        #expect(refused.text.contains("20.01"))
        #expect(await scene.world.post(ledger + "/advance", back.map { $0.0 == "amount" ? ("amount", "20") : $0 }, as: .tessa).status == 303)
        #expect(try await scene.entries().count == 3)
    }

    @Test("a row is corrected by its opposite, from the row's own link")
    func reverse() async throws {
        let scene = try await MoneyScene()
        let entry = try await scene.entries()[0]
        let row = await scene.world.get(ledger + "/reverse?entry=\(entry.id.text)", as: .tessa)
        #expect(row.text.contains("£500"))
        #expect(await scene.world.send(row, form: scene.asker.form(row, to: "/reverse"), as: .tessa).status == 303)
        #expect(await scene.world.post(ledger + "/reverse", [("entry", entry.id.text)], as: .tessa).status == 409)
        #expect(await scene.world.get(ledger + "/reverse", as: .tessa).status == 200)
        #expect(await scene.world.post(ledger + "/reverse", [("entry", "x")], as: .tessa).status == 404)
        #expect(await scene.world.get(ledger, as: .tessa).text.contains("taken back"))
    }

    @Test("pots are made, renamed and named apart")
    func pots() async throws {
        let scene = try await MoneyScene()
        #expect(await scene.world.post(ledger + "/pot", [("name", "Medicine <b>")], as: .tessa).status == 303)
        let page = await scene.world.get(ledger + "/pot", as: .tessa)
        #expect(page.text.contains("Medicine &lt;b&gt;"))
        #expect(await scene.world.post(ledger + "/pot", [("name", "fund")], as: .tessa).status == 422)
        #expect(await scene.world.post(ledger + "/pot", [("pot", scene.pot.text), ("name", "Food"), ("active", "yes")], as: .tessa).status == 303)
        #expect(await scene.world.get(ledger, as: .tessa).text.contains("Food"))
    }

    @Test("choosing a month, a pot or a page that is not there shows no rows and no error")
    func filters() async throws {
        let scene = try await MoneyScene()
        for query in ["?month=2026-03", "?month=1999-01", "?month=x", "?pot=x&kind=y", "?page=9999999999999999999", "?kind=grant", "?page=-1"] {
            #expect(await scene.world.get(ledger + query, as: .tessa).status == 200, "\(query)")
        }
    }

    @Test("a long ledger is read in pages that keep the choice")
    func pages() async throws {
        let scene = try await MoneyScene(holding: 0)
        let (pot, actor) = (scene.pot, scene.world.actor(.tessa))
        try await scene.world.write { transaction, house, group in
            for _ in 0..<60 {
                let amount = Money(minorUnits: 100, currency: .gbp)
                try WriteEntry(.init(kind: .donation, pot: pot, amount: amount, method: .cash)).run(transaction, in: house, group: group, by: actor)
            }
        }
        let page = await scene.world.get(ledger + "?kind=donation", as: .tessa)
        #expect(page.text.contains("kind=donation&amp;page=2") || page.text.contains("kind=donation&page=2"))
        #expect(await scene.world.get(ledger + "?kind=donation&page=2", as: .tessa).status == 200)
    }

    @Test("the open books are for everybody, and show neither pots nor people nor a row by itself")
    func openBooks() async throws {
        let scene = try await MoneyScene(holding: 12_300)
        _ = await scene.pay(try await scene.receipt())
        scene.world.time.move(by: .days(40))
        let small = await scene.world.get("/riverside/books")
        #expect(small.status == 200)
        for secret in ["Fund", "Amina", "123", "31.20", "Tessa"] { #expect(!small.text.contains(secret), "\(secret)") }
        let (pot, actor) = (scene.pot, scene.world.actor(.tessa))
        try await scene.world.write { transaction, house, group in
            for _ in 0..<6 {
                let amount = Money(minorUnits: 1_100, currency: .gbp)
                try WriteEntry(.init(kind: .grant, pot: pot, amount: amount, method: .cash)).run(transaction, in: house, group: group, by: actor)
            }
        }
        #expect(!(await scene.world.get("/riverside/books").text.contains("£66")))
        scene.world.time.move(by: .days(31))
        let books = await scene.world.get("/riverside/books")
        #expect(books.text.contains("£66") && books.text.contains("Grants"))
        #expect(!books.text.contains("123"))
    }

    @Test("every page of the ledger is whole in every language", arguments: ["en", "es", "ar"])
    func whole(_ language: String) async throws {
        let scene = try await MoneyScene()
        _ = await scene.pay(try await scene.receipt())
        let helper = try await scene.world.write { try MoneyScene.helper("Bo", $1, $2, $0) }
        _ = await scene.world.post(
            ledger + "/advance", [("holder", helper.text), ("pot", scene.pot.text), ("amount", "20"), ("method", "cash")], as: .tessa
        )
        let entry = try await scene.entries()[0].id.text
        for path in ["", "/entry", "/advance", "/pot", "/reverse?entry=\(entry)"] {
            let page = await scene.world.get(ledger + path + (path.contains("?") ? "&" : "?") + "in=\(language)", as: .tessa)
            #expect(page.status == 200, "\(path)")
            #expect(AskerScene.findings(in: page).isEmpty, "\(path): \(AskerScene.findings(in: page))")
            #expect(!page.text.contains("⟦"), "\(path)")
        }
        let books = await scene.world.get("/riverside/books?in=\(language)")
        #expect(AskerScene.findings(in: books).isEmpty && !books.text.contains("⟦"))
    }
}
