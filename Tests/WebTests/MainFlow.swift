import Alongside
import App
import Foundation
import Images
import Kernel
import Storage
import TestKit
import Testing
import Web

/// One ask in Spanish and the people around it, who go through the pages in the order of the main job (section 8.1): each step is one row of its table.
struct MainFlow {
    static let name = "Lucía Ibarra", street = "14 Mill Lane", number = "07700", thanks = "Gracias de corazón"

    let world: World
    /// The same pages, with the worker that reads photographs.
    private let front: Front
    private let slow: ID<Person>
    private let helper: ID<Person>

    private(set) var ask: ID<Ask> = ID(high: 0, low: 0)
    private var asker: ID<Person>?
    /// The address of the asker's own page, and of the task of the helper who comes.
    private(set) var own = ""
    private var task = ""
    private var word = ""
    private var receipt: ID<Receipt> = ID(high: 0, low: 0)

    /// `seen` and `around` as a world has them.
    init(
        seed: UInt64, seen: @Sendable (any Database) -> any Database = { $0 },
        around: @escaping @Sendable (Front, WebRequest) async -> WebResponse = { await $0.answer($1) }
    ) async throws {
        world = try await World(seed: seed, seen: seen, around: around)
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("alongside")
        front = Front(house: world.house, assets: try Assets.load(), pictures: PictureReader(executable: program.path))
        slow = try await world.neighbourWhoHelps("Bo Lindqvist")
        helper = try await world.neighbourWhoHelps("Amina Haddad")
        try await Background.runAll(in: world.house)
    }

    private var desk: String { "/riverside/desk/asks/\(ask.text)" }

    // MARK: 0:00 to 0:15

    /// 0:00 on the web, without account or script.
    mutating func isAsked() async throws {
        let kind = world.category("groceries").id.text
        let sent = await world.post(
            "/riverside/ask?in=es",
            [
                ("name", Self.name), ("reach", "07700 900123"), ("kind", kind), ("what", "leche 2 l\narroz 2 kg"), ("place", Self.street),
                ("when", "today"), ("language", "es"),
            ]
        )
        #expect(sent.status == 303)
        own = try #require(sent.header("location")).asPath
        let found = try await world.newestAsk()
        (ask, asker) = (found.id, found.person)
    }

    /// 0:01 a code word, an honest wait, and who answers at once.
    mutating func isAcknowledged() async throws {
        word = try await world.face(of: ask).codeWord
        let page = await world.get(own).text
        #expect(page.contains(word))
        #expect(page.contains("Somos un grupo nuevo. Una persona lo lee.") && page.contains("A más tardar: hoy"))
        #expect(page.contains("href=\"tel:116123\"") && page.contains("href=\"/riverside/crisis"))
    }

    /// 0:10 on the board, which shows neither number nor street: how soon, where, who pays.
    func isTriaged() async throws {
        let board = await world.get("/riverside/desk", as: .omar).text
        #expect(board.contains(word) && !board.contains(Self.number) && !board.contains(Self.street))
        let sorted = await world.post(
            desk + "/triage", [("urgency", "today"), ("zone", world.zone("Mill Lane").id.text), ("cost", "fund"), ("cap", "45")], as: .omar
        )
        #expect(sorted.status == 303)
    }

    /// 0:15 suggested with reasons in words; a person confirms an order of two.
    func isMatched() async throws {
        let page = await world.get(desk, as: .omar).text
        #expect(page.contains("Amina Haddad") && page.contains("Bo Lindqvist") && page.contains("Speaks Spanish"))
        #expect(await world.post(desk + "/match", [("helper", slow.text), ("helper", helper.text)], as: .omar).status == 303)
    }

    // MARK: 0:20, and until it is done

    /// 0:20 told by hand: what it is, but not where. The hold begins when the message is sent, and after 30 minutes the next is asked.
    mutating func holdRunsOut() async throws {
        let first = try await world.waitingMessage(.offerToHelper)
        let late = "/riverside/l/\(try #require(first.words.link))"
        #expect(await world.post("/riverside/desk/send/\(first.id.text)/sent", as: .omar).status == 303)
        let offer = await world.get(late).text
        #expect(offer.contains("£45") && !offer.contains(Self.number) && !offer.contains(Self.street))

        world.time.move(by: .minutes(31))
        try await Background.runAll(in: world.house)
        #expect(await world.get(desk, as: .omar).text.contains("The hold ran out"))
        let next = try await world.waitingMessage(.offerToHelper)
        #expect(next.id != first.id)
        task = "/riverside/l/\(try #require(next.words.link))"
        #expect(await world.post("/riverside/desk/send/\(next.id.text)/sent", as: .omar).status == 303)
    }

    /// Yes, with a time. The neighbour reads who comes, by their first name; the number stays closed, and the street until it is time.
    func isAccepted() async throws {
        #expect(await world.post(task + "/accept", [("day", "2026-03-10"), ("when-from", "15:00"), ("when-until", "17:00")]).status == 303)
        let page = await world.get(own).text
        #expect(page.contains("Amina") && !page.contains("Haddad"))
        let told = try await world.waitingMessage(.helperFound).words.text
        #expect(told.contains("Amina") && told.contains(word) && !told.contains("Haddad"))
        #expect(await !world.post(task + "/open/phone").text.contains(Self.number))
        #expect(await !world.post(task + "/open/street").text.contains(Self.street))
        world.time.move(by: .hours(5))
        #expect(await world.post(task + "/open/street").text.contains(Self.street))
        #expect(await world.get(own).text.contains("Amina abrió tu calle"))
    }

    /// The list with its prices, and a warning from nine tenths of the cap on.
    func isShopped() async throws {
        let half = await world.follow(await world.post(task + "/list", [("got-0", "yes"), ("price-0", "20.10"), ("got-1", "not_yet")])).text
        #expect(half.contains("£20.10") && !half.contains("Nearly at the limit"))
        let saved = await world.post(task + "/list", [("got-0", "yes"), ("price-0", "20.10"), ("got-1", "yes"), ("price-1", "20.90")])
        let page = await world.follow(saved).text
        #expect(page.contains("£41.00") && page.contains("Nearly at the limit: £4.00 is left."))
    }

    /// Nobody at home the first time: the neighbour is told, the board says it, and the helper comes later.
    func failsOnce() async throws {
        #expect(await world.post(task + "/arrive").status == 303)
        #expect(try await world.waitingMessage(.atTheDoor).words.text.contains("Amina"))
        #expect(await world.post(task + "/problem", [("failure", "nobody_home"), ("next", "retry")]).status == 303)
        #expect(try await world.waitingMessage(.notDelivered).words.link != nil)
        #expect(await world.get(desk, as: .omar).text.contains("Nobody at home."))
        #expect(await !world.get(task).text.contains(Self.street))
        #expect(await world.post(task + "/window", [("day", "2026-03-10"), ("when-from", "19:00"), ("when-until", "20:30")]).status == 303)
        world.time.move(by: .hours(4))
        #expect(await world.post(task + "/open/street").text.contains(Self.street))
    }

    /// At the door with the code word, then done with total and photograph in one form. The place is closed to the helper.
    mutating func isDone() async throws {
        let page = await world.get(task).text
        #expect(page.contains(word))
        #expect(await world.post(task + "/arrive").status == 303)
        #expect(await send(photograph: try Self.photograph(), to: task + "/done", [("total", "41.00")]).status == 303)
        #expect(await !world.get(task).text.contains(Self.street))
        #expect(await world.get(own).text.contains("Está hecho"))
        receipt = try await world.onlyReceipt()
    }

    // MARK: Afterwards

    /// +24 h by one who is not the payee, who sees the photograph.
    func isRepaid() async throws {
        try await pass(days: 1)
        let page = "/riverside/desk/receipts/\(receipt.text)"
        #expect(await world.get(page, as: .tessa).text.contains("£41.00"))
        let picture = await world.get(page + "/picture", as: .tessa)
        #expect(picture.status == 200 && picture.body.starts(with: [0xFF, 0xD8]))
        #expect(await world.get(page, as: .omar).status == 403)
        try await world.fillPot(10_000)
        #expect(await world.post(page + "/approve", as: .tessa).status == 303)
        let pot = try await world.onlyPot()
        #expect(await world.post(page + "/pay", [("method", "transfer"), ("pot", pot.text)], as: .tessa).status == 303)
        #expect(try await world.receiptState(receipt) == "paid")
        #expect(try await world.waitingMessage(.receiptPaid).words.text.contains("£41.00"))
    }

    /// +24 h from person to person, asked for once.
    func isThanked() async throws {
        #expect(await world.get(own).text.contains(own + "/thank"))
        #expect(await world.post(own + "/thank", [("words", Self.thanks)]).status == 303)
        let message = try await world.waitingMessage(.thanks)
        #expect(await !world.get(task).text.contains(Self.thanks), "not before they were passed on")
        #expect(message.words.alias == "Amina Haddad" && message.words.text.contains(Self.thanks))
        #expect(await world.post("/riverside/desk/send/\(message.id.text)/sent", as: .omar).status == 303)
        let id = ask
        #expect(try await world.read { connection, _, group in try ThanksStore.of(id, in: group.id, connection)?.state } == .passed)
        let over = await world.get(task).text
        #expect(over.contains(Self.thanks) && over.contains("Repaid: £41.00") && !over.contains(Self.name))
        #expect(await !world.get(own).text.contains(own + "/thank"))
        #expect(await world.post(own + "/thank", [("words", "otra vez")]).status == 409)
    }

    /// +48 h as a message in their language, with a link of its own; the answer is read at the desk.
    func isFollowedUp() async throws {
        try await pass(days: 1)
        let message = try await world.waitingMessage(.followUp)
        #expect(message.words.text.contains("¿Llegó?"))
        let path = "/riverside/desk/send/\(message.id.text)"
        #expect(await world.post("\(path)/sent", as: .omar).status == 409, "its link is not open yet")
        #expect(await world.post("\(path)/open", as: .omar).status == 200)
        #expect(await world.post("\(path)/sent", as: .omar).status == 303)
        let page = "/riverside/l/\(try #require(message.words.link))/how-was-it"
        #expect(await world.get(page).text.contains("lang=\"es\""))
        #expect(await world.post(page, [("came", "yes"), ("words", "Todo llegó fresco")]).status == 303)
        let read = await world.get(desk, as: .omar).text
        #expect(read.contains("All of it came.") && read.contains("Todo llegó fresco"))
    }

    /// A complaint goes past the person it is about: not one word of it stands on their pages.
    func isComplainedAbout() async throws {
        #expect(await world.post(own + "/complain", [("about", "dispatcher"), ("words", "Nadie llamó antes")]).status == 303)
        let list = await world.get("/riverside/desk/complaints", as: .rosa).text
        let path = try #require(list.components(between: "href=\"", and: "\"").first { $0.contains("/desk/complaints/") })
        #expect(await world.get(path, as: .rosa).text.contains("Nadie llamó antes"))
        #expect(await world.get(path, as: .omar).status == 404)
        #expect(await !world.get(desk, as: .omar).text.contains("Nadie llamó antes"))
        #expect(await world.post(path, [("do", "take")], as: .rosa).status == 303)
        #expect(await world.post(path, [("do", "close"), ("answer", "We rang and said sorry")], as: .rosa).status == 303)
        #expect(await world.get(own).text.contains("Ya se revisó."))
    }

    /// What came is closed by itself, and on day 31 nothing of it is left but that it was done.
    func isForgotten() async throws {
        try await pass(days: 1)
        #expect(try await standing().closing == .met)
        try await pass(days: 29)
        #expect(await world.get(own).status == 200)
        try await pass(days: 2)
        #expect(await world.get(own).status == 404)
        let page = await world.get(desk, as: .omar).text
        for gone in [Self.name, Self.number, Self.street, word, "arroz", Self.thanks] { #expect(!page.contains(gone), "\(gone)") }
        #expect(try await held().isEmpty)
        let left = try await standing()
        #expect(left.closing == .met && left.forgottenAt != nil)
    }

    // MARK: Looking

    private func standing() async throws -> Ask {
        let id = ask
        return try await world.read { connection, _, group in try AskStore.existing(id, in: group.id, connection) }
    }

    /// The places of the database where something of the ask, the asker or the receipt still stands: by the table, and how many rows.
    private func held() async throws -> [String: Int] {
        let subjects = [ask.subject, asker?.subject, receipt.subject].compactMap { $0 }.map(\.stored)
        return try await world.read { connection, _, group in
            let marks = subjects.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
            var held: [String: Int] = [:]
            for (table, column, condition) in [
                ("record_key", "subject_id", ""), ("subject", "subject_id", ""), ("reveal", "subject_id", ""), ("undo", "subject_id", ""),
                ("attachment", "subject_id", ""), ("message", "subject_id", "AND sealed IS NOT NULL"),
                ("history", "subject_id", "AND sealed IS NOT NULL"),
                ("link", "subject_id", "AND ended_at IS NULL"), ("ask", "ask_id", "AND (face IS NOT NULL OR details IS NOT NULL)"),
                ("help_match", "ask_id", "AND sealed IS NOT NULL"), ("thanks", "ask_id", "AND sealed IS NOT NULL"),
                ("follow_up", "ask_id", "AND sealed IS NOT NULL"), ("complaint", "ask_id", "AND sealed IS NOT NULL"),
                ("person", "person_id", "AND sealed IS NOT NULL"), ("receipt", "receipt_id", "AND (sealed IS NOT NULL OR picture_id IS NOT NULL)"),
            ] {
                let sql = "SELECT count(*) FROM \(table) WHERE group_id = $1 AND \(column) IN (\(marks)) \(condition)"
                let count = try connection.number(sql, [group.id.stored] + subjects) ?? 0
                if count > 0 { held[table] = count }
            }
            return held
        }
    }

    /// Lives through so many days, with everything that happens by itself once in each.
    private func pass(days: Int) async throws {
        for _ in 0..<days {
            world.time.move(by: .days(1))
            try await Background.runAll(in: world.house)
        }
    }

    // MARK: Photographs

    private static func photograph(file: String = #filePath) throws -> [UInt8] {
        let tests = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
        return [UInt8](try Data(contentsOf: tests.appendingPathComponent("ImagesTests/Fixtures/quadrants-turned.heic")))
    }

    /// Sends a form with the photograph of a receipt, as a phone does.
    private func send(photograph: [UInt8], to path: String, _ fields: [(String, String)]) async -> WebResponse {
        var body: [UInt8] = []
        for (name, value) in fields + [("once", OnceKey.random(by: world.house.random).text)] {
            body += Array("--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array("--edge\r\nContent-Disposition: form-data; name=\"receipt\"; filename=\"a.heic\"\r\nContent-Type: image/heic\r\n\r\n".utf8)
        body += photograph + Array("\r\n--edge--\r\n".utf8)
        return await world.around(
            front,
            WebRequest(
                method: .post, path: path, query: [:], contentType: "multipart/form-data; boundary=edge", acceptLanguage: "en", cookies: [:],
                body: body
            )
        )
    }
}
