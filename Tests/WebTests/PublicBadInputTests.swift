import Alongside
import Foundation
import Kernel
import Storage
import TestKit
import Testing
import Web

/// Everything that anybody can type or a broken browser can send: a clear answer, nothing half-written, no 500.
@Suite struct PublicBadInputTests {
    static let texts: [String] = [
        "", " ", "\u{0}", "\u{0}\u{1}\u{7F}", "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "=cmd|' /C calc'!A0", "'; DROP TABLE ask; --",
        "٠٠٠",
        "\u{202E}evil", "👩‍👩‍👧‍👦", String(repeating: "🧺", count: 300), String(repeating: "a", count: 100_000), "-1", "NaN", "99999999999999999999",
        "2026-02-31",
        "9999-99-99", "../../etc/passwd", "%00", "\r\n\r\nSet-Cookie: a=b", "{{7*7}}", "null",
    ]

    private func check(_ response: WebResponse, _ note: String) {
        #expect([200, 303, 409, 413, 422].contains(response.status), "\(note): \(response.status)")
        #expect(!response.text.contains("<script>alert"), "\(note)")
        #expect(!response.text.contains("\" onmouseover=\""), "\(note)")
        if response.status == 422 || response.status == 409 { #expect(AskerScene.findings(in: response).isEmpty, "\(note)") }
    }

    @Test("every field of the ask form takes anything without breaking")
    func askForm() async throws {
        let scene = try await AskerScene()
        for name in ["name", "reach", "place", "zone", "kind", "what", "when", "date", "language", "once"] {
            for text in Self.texts { check(await scene.ask([name: text]), "\(name) = \(text.prefix(20))") }
        }
    }

    @Test("every field of the offer form takes anything without breaking")
    func offerForm() async throws {
        let scene = try await AskerScene()
        let whole = [("name", "Ola"), ("reach", "07700 900123"), ("kind", scene.world.category("chat").id.text), ("what", "A call")]
        for name in [
            "name", "reach", "kind", "what", "minutes", "hours", "until", "place", "zone", "transport", "languages", "language-other", "once",
        ] {
            for text in Self.texts {
                check(await scene.world.post("/riverside/offer", whole.filter { $0.0 != name } + [(name, text)]), "\(name) = \(text.prefix(20))")
            }
        }
    }

    @Test("every field of the private pages takes anything without breaking")
    func ownPages() async throws {
        let scene = try await AskerScene()
        let own = try await scene.asked()
        let ask = try await scene.newest().id
        let details = [
            "cost", "substitutions", "diet", "store", "access", "access-words", "isolating", "door", "proxy-name", "proxy-contact", "safe-contact",
            "call-times",
            "notes", "line-0-text", "line-0-note", "line-remove", "line-add",
        ]
        for name in details {
            for text in Self.texts { check(await scene.world.post(own + "/details", [(name, text)]), "details \(name) = \(text.prefix(20))") }
        }
        try await scene.match(ask, .done, ask: .done)
        for (path, names) in [("thank", ["words"]), ("how-was-it", ["came", "words", "do"]), ("complain", ["about", "words"])] {
            for name in names {
                for text in Self.texts { check(await scene.world.post(own + "/" + path, [(name, text)]), "\(path) \(name) = \(text.prefix(20))") }
            }
        }
        for text in Self.texts where !text.isEmpty && !text.contains("/") && !text.contains("%") {
            let response = await scene.world.post(own + "/undo/" + (text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "x"))
            #expect([404, 409].contains(response.status))
        }
    }

    @Test("a megabyte in one field is told to be too long, and kept out of the database")
    func megabyte() async throws {
        let scene = try await AskerScene()
        let response = await scene.ask(["what": String(repeating: "é", count: 500_000)])
        #expect(response.status == 422 && response.text.contains("id=\"what-problem\""))
        #expect(try await scene.asks() == 0)
    }

    @Test("broken UTF-8 is repaired, other content types and cut bodies are refused")
    func bodies() async throws {
        let scene = try await AskerScene()
        func send(_ type: String?, _ body: [UInt8]) async -> Int {
            await scene.world.front.answer(WebRequest(method: .post, path: "/riverside/ask", contentType: type, body: body)).status
        }
        let form = "application/x-www-form-urlencoded"
        #expect(await send(form, Array("name=%FF%FE%C3&what=%ED%A0%80".utf8)) == 422)
        #expect(await send(form, [0xFF, 0xFE, 0x3D, 0x80]) == 422)
        #expect(await send("application/json", Array("{}".utf8)) == 422)
        #expect(await send("multipart/form-data; boundary=x", Array("--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nOl".utf8)) == 422)
        #expect(await send(nil, []) == 422)
        #expect(await scene.world.front.answer(WebRequest(method: .other, path: "/riverside/ask")).status == 405)
        #expect(try await scene.asks() == 0)
    }

    @Test("what people typed stays escaped wherever it is shown")
    func escaped() async throws {
        let scene = try await AskerScene()
        let evil = "<img src=x onerror=alert(1)>\" '&"
        let own = try await scene.asked(["name": evil, "what": evil, "place": evil])
        for path in [own, own + "/details", own + "/change", own + "/complain"] {
            let page = await scene.world.get(path)
            #expect(page.status == 200 && !page.text.contains("<img src=x"), "\(path)")
            #expect(AskerScene.findings(in: page).isEmpty, "\(path): \(AskerScene.findings(in: page))")
        }
        #expect(await scene.world.get(own + "/change").text.contains("&lt;img src=x onerror=alert(1)&gt;"))
    }
}
