import Foundation
import Images
import Kernel
import Sealing
import Storage
import TestKit
import Testing
import Web

@testable import Alongside

@Suite struct MoneyReceiptPageTests {
    @Test("8.1 Repaid: the treasurer finds the receipt, pays it, and it stands among the repaid")
    func repaid() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt()
        let queue = await scene.world.get("/riverside/desk/receipts", as: .tessa)
        #expect(queue.text.contains("£31.20") && queue.text.contains("Amina") && queue.text.contains(id.text))
        let page = await scene.world.get(scene.page(id), as: .tessa)
        let paid = await scene.world.send(
            page, form: scene.asker.form(page, to: "/pay"), [("method", "transfer"), ("pot", scene.pot.text)], as: .tessa
        )
        #expect(paid.status == 303)
        #expect(try await scene.state(id) == .paid)
        let after = await scene.world.follow(paid, as: .tessa)
        #expect(after.text.contains("Repaid in the last two weeks"))
        #expect(try await scene.entries().filter { $0.kind == .repayment }.count == 1)
    }

    @Test("the treasurer sees the code word and the kind, never who asked or where they live")
    func noNames() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt()
        let word = try await scene.asker.sealed(scene.asker.newest().id).face.codeWord
        for path in [scene.page(id), "/riverside/desk/receipts", "/riverside/desk/ledger"] {
            let page = await scene.world.get(path, as: .tessa)
            #expect(page.status == 200)
            for secret in ["Ola", "Mill Lane", "900123", "rice"] { #expect(!page.text.contains(secret), "\(secret) on \(path)") }
        }
        #expect(await scene.world.get(scene.page(id), as: .tessa).text.contains(word))
    }

    @Test("nobody but a treasurer sees a receipt or its picture", arguments: [World.Member.omar, .rosa, .ines])
    func permissions(_ member: World.Member) async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt(likeness: 3, note: "for the treasurer")
        for path in ["/riverside/desk/receipts", scene.page(id), scene.page(id) + "/picture"] {
            let page = await scene.world.get(path, as: member)
            #expect(page.status == 403)
            #expect(!page.text.contains("£31.20") && !page.text.contains("for the treasurer"))
        }
        for verb in ["approve", "pay", "question", "reject", "settle"] {
            #expect(await scene.world.post(scene.page(id) + "/" + verb, [("method", "cash"), ("pot", scene.pot.text)], as: member).status == 403)
        }
        #expect(try await scene.state(id) == .submitted)
    }

    @Test("the picture comes to the treasurer's session only, as a JPEG that is not kept")
    func picture() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt(likeness: 3)
        let large = await scene.world.get(scene.page(id) + "/picture", as: .tessa)
        #expect(large.body == [0xFF, 0xD8, 3])
        #expect(large.header("content-type") == "image/jpeg" && large.header("cache-control") == "no-store")
        #expect(await scene.world.get(scene.page(id) + "/picture?size=small", as: .tessa).body == [0xFF, 0xD8, 3, 1])
        #expect(await scene.world.get(scene.page(id) + "/picture").status != 200)
        let bare = try await scene.receipt(100)
        #expect(await scene.world.get(scene.page(bare) + "/picture", as: .tessa).status == 404)
    }

    @Test("what a helper wrote is text and nothing else")
    func markup() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt(note: "<script>alert(1)</script><img src=x onerror=alert(1)>")
        let page = await scene.world.get(scene.page(id), as: .tessa)
        #expect(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"))
        #expect(page.text.contains("&lt;script&gt;"))
        #expect(AskerScene.findings(in: page).isEmpty)
    }

    @Test("3.2 self-approval: one's own receipt has no button, and the form that would have been there is refused")
    func own() async throws {
        let scene = try await MoneyScene()
        let tessa = scene.world.id(.tessa)
        try await scene.world.write { try MoneyScene.helps(tessa, $1, $2, $0) }
        let id = try await scene.receipt(helper: tessa)
        let page = await scene.world.get(scene.page(id), as: .tessa)
        #expect(page.text.contains("This is your own receipt"))
        #expect(!page.text.contains(id.text + "/pay") && !page.text.contains(id.text + "/approve"))
        #expect(await scene.pay(id).status == 409)
        #expect(try await scene.state(id) == .submitted)
    }

    @Test("3.2 above the limit the page leads two people through it")
    func two() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt(12_000)
        let page = await scene.world.get(scene.page(id), as: .tessa)
        #expect(page.text.contains("above £100"))
        #expect(await scene.world.send(page, form: scene.asker.form(page, to: "/approve"), as: .tessa).status == 303)
        let mine = await scene.world.get(scene.page(id), as: .tessa)
        #expect(mine.text.contains("A second person pays it") && !mine.text.contains(id.text + "/pay"))
        #expect(await scene.pay(id, as: .tessa).status == 409)
        #expect(await scene.pay(id, as: .ivo).status == 303)
        #expect(try await scene.state(id) == .paid)
    }

    @Test("a group with one treasurer is told what it lacks, and what to do")
    func tooSmall() async throws {
        let scene = try await MoneyScene()
        let ivo = scene.world.id(.ivo)
        try await scene.world.write { try PersonStore.end(.treasurer, of: ivo, at: $1.now, in: $2.id, $0) }
        let id = try await scene.receipt(12_000)
        let page = await scene.world.get(scene.page(id), as: .tessa)
        #expect(page.text.contains("Too few people for this receipt"))
        #expect(page.text.contains("Ask an organiser to invite a second treasurer"))
        #expect(await scene.world.get(scene.page(try await scene.receipt(500)), as: .tessa).text.contains("Too few people") == false)
    }

    @Test("3.2 two that look the same stand side by side, and there is no way to pay before they are compared")
    func twice() async throws {
        let scene = try await MoneyScene()
        let first = try await scene.receipt(likeness: 3)
        let second = try await scene.receipt(likeness: 3)
        #expect(await scene.world.get("/riverside/desk/receipts", as: .tessa).text.contains("sent twice?"))
        let page = await scene.world.get(scene.page(second), as: .tessa)
        #expect(page.text.contains(first.text) && page.text.contains(second.text + "/picture"))
        #expect(!page.text.contains(second.text + "/pay"))
        #expect(await scene.pay(second).status == 409)
        let index = scene.asker.form(page, to: "/settle")
        #expect(await scene.world.send(page, form: index, [("same", "perhaps")], as: .tessa).status == 422)
        #expect(await scene.world.send(page, form: index, [("same", "no")], as: .tessa).status == 303)
        #expect(await scene.pay(second).status == 303)
    }

    @Test("a question and a reason go to the helper; without words the form comes back")
    func words() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt()
        #expect(await scene.world.post(scene.page(id) + "/question", [("question", " ")], as: .tessa).status == 422)
        #expect(await scene.world.post(scene.page(id) + "/question", [("question", "Which <b>shop</b>?")], as: .tessa).status == 303)
        #expect(try await scene.state(id) == .needsInformation)
        #expect(await scene.world.get(scene.page(id), as: .tessa).text.contains("Which &lt;b&gt;shop"))
        #expect(await scene.world.post(scene.page(id) + "/reject", [("reason", "")], as: .tessa).status == 422)
        #expect(await scene.world.post(scene.page(id) + "/reject", [("reason", "A bus ticket")], as: .tessa).status == 303)
        #expect(try await scene.state(id) == .rejected)
    }

    @Test("the link in the question shows it and takes the answer, and the treasurer reads it", arguments: ["en", "es", "ar"])
    func answered(_ language: String) async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt()
        _ = await scene.world.post(scene.page(id) + "/question", [("question", "Which <b>shop</b>?")], as: .tessa)
        let words = try await scene.world.waitingMessage(.receiptQuestion).words
        let link = try #require(words.link)
        #expect(words.text.contains("Which <b>shop</b>?") && words.text.contains("/riverside/l/\(link)"))

        let task = "/riverside/l/\(link)?in=\(language)"
        var page = await scene.world.get(task)
        #expect(page.status == 200 && page.text.contains("Which &lt;b&gt;shop"))
        #expect(AskerScene.findings(in: page).isEmpty && !page.text.contains("⟦") && !page.text.contains("Ola"))
        let empty = await scene.world.send(page, form: scene.asker.form(page, to: "/answer"), [("answer", " ")])
        #expect(empty.status == 422 && empty.text.contains("answer-\(id.text)-problem"))
        let form = scene.asker.form(page, to: "/answer")
        #expect(await scene.world.send(page, form: form, [("answer", "The one on Quay Road")]).status == 303)
        #expect(await scene.world.send(page, form: form, [("answer", "The one on Quay Road")]).status == 303, "a double click")
        #expect(try await scene.state(id) == .submitted)
        #expect(await scene.world.get(scene.page(id), as: .tessa).text.contains("The one on Quay Road"))
        page = await scene.world.get(task)
        #expect(page.status == 200 && !page.text.contains("/answer"))
    }

    @Test("a question stands on the helper's own page, and leads to the task's")
    func ownPage() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt()
        let own = try await scene.world.write { transaction, house, group in
            let payee = try ReceiptStore.existing(id, in: group.id, transaction).payee
            let token = LinkToken.random()
            try LinkStore.insert(
                PrivateLink(group: group.id, id: house.newID(), purpose: .helper, person: payee, subject: payee.subject, roles: []),
                hash: token.hash, at: house.now, transaction
            )
            return "/riverside/l/\(token.text)"
        }
        #expect(await !scene.world.get(own).text.contains("Questions about your receipts"))
        _ = await scene.world.post(scene.page(id) + "/question", [("question", "Which shop?")], as: .tessa)
        let page = await scene.world.get(own)
        #expect(page.text.contains("Questions about your receipts") && AskerScene.findings(in: page).isEmpty)
        let forms = PageForm.all(in: page.text)
        let open = try #require(forms.firstIndex { $0.names.contains("match") })
        let task = await scene.world.follow(await scene.world.send(page, form: open))
        #expect(task.text.contains("Which shop?"))
    }

    @Test("a receipt that is not repaid is told by a message of its own kind")
    func rejection() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt()
        _ = await scene.world.post(scene.page(id) + "/reject", [("reason", "A bus ticket")], as: .tessa)
        #expect(try await scene.world.waitingMessage(.receiptRejected).words.text.contains("A bus ticket"))
        #expect(await scene.world.get("/riverside/desk/send", as: .omar).text.contains("receipt not repaid"))
    }

    @Test("a pot that holds too little is said beside it, what was chosen stays, and one may go on")
    func emptyPot() async throws {
        let scene = try await MoneyScene(holding: 0)
        let id = try await scene.receipt()
        let refused = await scene.pay(id)
        #expect(refused.status == 422)
        #expect(refused.text.contains("name=\"overdraw\""))
        #expect(await scene.pay(id, [("overdraw", "yes")]).status == 303)
    }

    @Test("a payment with wrong fields writes nothing", arguments: [("method", "magic"), ("pot", "x"), ("pot", "00000000000000000000000000")])
    func badInput(_ field: (String, String)) async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt()
        #expect(await scene.pay(id, [field]).status == 422)
        #expect(try await scene.state(id) == .submitted)
        #expect(await scene.world.get("/riverside/desk/receipts/not-an-id", as: .tessa).status == 404)
    }

    @Test("a double click pays once and lands on the same page")
    func doubleClick() async throws {
        let scene = try await MoneyScene()
        let id = try await scene.receipt()
        let once = ("once", OnceKey.random(by: scene.world.house.random).text)
        let first = await scene.pay(id, [once])
        let second = await scene.pay(id, [once])
        #expect(first.status == 303 && second.status == 303)
        #expect(try await scene.entries().filter { $0.kind == .repayment }.count == 1)
    }

    @Test("every page of receipts is whole in every language", arguments: ["en", "es", "ar"])
    func whole(_ language: String) async throws {
        let scene = try await MoneyScene()
        _ = try await scene.receipt(likeness: 3)
        let second = try await scene.receipt(12_000, likeness: 3, note: "ok")
        for path in ["/riverside/desk/receipts?in=\(language)", scene.page(second) + "?in=\(language)"] {
            let page = await scene.world.get(path, as: .tessa)
            #expect(page.status == 200)
            #expect(AskerScene.findings(in: page).isEmpty, "\(AskerScene.findings(in: page))")
            #expect(!page.text.contains("⟦"))
        }
    }

    @Test("receipts are compared by the same measure that likenesses are made for")
    func sameMeasure() {
        #expect(ReceiptLikeness.alikeWithin == Likeness.alikeWithin)
        #expect(ReceiptLikeness.bits == Likeness.size * 8)
        let (left, right) = ([UInt8](repeating: 0x35, count: 32), [UInt8](repeating: 0xA1, count: 32))
        #expect(ReceiptLikeness.distance(left, right) == Likeness.distance(left, right))
    }
}
