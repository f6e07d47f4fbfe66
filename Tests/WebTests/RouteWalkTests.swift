import Alongside
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Web

/// Every address with every role, from the route table itself. A route without a rule does not compile; one with the wrong rule fails here.
@Suite struct RouteWalkTests {
    /// One address of each kind, with IDs that belong to the other group.
    static func sites(_ id: String) -> [DeskSite] {
        var sites: [DeskSite] = [
            .board(BoardFilter()), .ask(id), .messages, .offers, .helpers, .helper(id), .complaints, .complaint(id), .receipts, .receipt(id),
            .receiptPicture(id), .ledger, .settings, .checkup, .words, .zones, .zonesImport, .zone(id), .places, .placesImport, .categories,
            .category(id),
            .people, .invite, .person(id), .sessions, .sessionEnd(id), .imports, .importPreview, .importBatch(id), .importProblems(id),
            .importUndo(id),
            .undo(id), .find, .lapses, .askOpen(id, field: "contact"),
        ]
        sites += AskVerb.allCases.map { .askDo(id, $0) } + MatchVerb.allCases.map { .matchDo(id, $0) }
        sites += MessageVerb.allCases.map { .messageDo(id, $0) } + OfferVerb.allCases.map { .offerDo(id, $0) }
        sites += HelperVerb.allCases.map { .helperDo(id, $0) } + ReceiptVerb.allCases.map { .receiptDo(id, $0) }
        return sites + LedgerVerb.allCases.map { .ledgerDo($0) }
    }

    @Test("each address is read back as it was written")
    func roundTrip() {
        let id = ID<Ask>(high: 7, low: 9).text
        for site in Self.sites(id).map({ Site.group("riverside", .desk($0)) }) + [.home, .styleGuide, .health, .setUp(token: "x")] {
            #expect(Site(path: site.path.asPath) == site || site.path.contains("?"))
        }
    }

    @Test("nobody at the desk without a role: a visitor is led to sign in, and sends nothing")
    func visitors() async throws {
        let world = try await World()
        let id = ID<Ask>(high: 7, low: 9).text
        for site in Self.sites(id) {
            let path = Site.group("riverside", .desk(site)).path
            if site.page != nil { #expect(await world.get(path).status == 303, "\(path)") }
            if site.action != nil { #expect([403, 404].contains(await world.post(path).status), "\(path)") }
        }
    }

    @Test("each role opens what the one table allows and nothing else", arguments: World.Member.allCases)
    func roles(member: World.Member) async throws {
        let world = try await World()
        let id = ID<Ask>(high: 7, low: 9).text
        for site in Self.sites(id) {
            let path = Site.group("riverside", .desk(site)).path
            let may =
                switch site.access {
                case .ability(let ability): world.actor(member).may(ability)
                case .member, .anyone: true
                case .link: false
                }
            if site.page != nil {
                let status = await world.get(path, as: member).status
                #expect(may ? [200, 404].contains(status) : status == 403, "\(member) \(path): \(status)")
            }
            if site.action != nil {
                let status = await world.post(path, as: member).status
                #expect(may ? status != 403 && status < 500 : status == 403, "\(member) POST \(path): \(status)")
            }
        }
    }

    @Test("0.1 a member of one group gets 404 for any record of another by a guessed address, and none of its words")
    func groupsApart() async throws {
        let world = try await World()
        let house = world.house
        let (other, categories) = try await world.write { transaction, house, _ in
            let (group, categories, _) = try World.found(house, "hillside", transaction)
            return (group, categories)
        }
        let opened = try await world.database.write { transaction in
            try OpenAsk(
                OpenAsk.Input(
                    alias: "Zebedee Quill", contact: Contact.read("07700 900555", country: other.callingCountry, field: "reach"),
                    place: "3 Secret Row",
                    category: categories["groceries"]!.id, words: "plum jam", language: .english
                )
            ).run(transaction, in: house, group: other, by: .visitor)
        }
        for site in Self.sites(opened.ask.text) {
            let path = Site.group("riverside", .desk(site)).path
            guard path.contains(opened.ask.text) else { continue }
            for member in World.Member.allCases {
                if site.page != nil {
                    let answer = await world.get(path, as: member)
                    #expect([403, 404].contains(answer.status), "\(path): \(answer.status)")
                    for word in ["Zebedee", "Secret Row", "plum jam"] { #expect(!answer.text.contains(word), "\(path)") }
                }
                if site.action != nil {
                    let answer = await world.post(path, as: member)
                    #expect(answer.status >= 400 && answer.status < 500, "POST \(path): \(answer.status)")
                    #expect(!answer.text.contains("Zebedee"))
                }
            }
        }
        // A link of one group is no link of the other, and a session neither.
        #expect(await world.get("/riverside/l/\(opened.token.text)").status == 404)
        #expect(await world.get("/hillside/l/\(opened.token.text)").status == 200)
        #expect(await world.get("/hillside/desk", as: .rosa).status == 303)
    }

    @Test("a link that was copied with the marks of direction around it leads where it should")
    func copiedLink() {
        #expect(Site(path: "/riverside/l/abc/how-was-it\u{2069}") == Site(path: "/riverside/l/abc/how-was-it"))
        #expect(Site(path: "/\u{2066}riverside") == Site(path: "/riverside"))
    }

    @Test("every POST from another site is refused")
    func crossSite() async throws {
        let world = try await World()
        for site in Self.sites(ID<Ask>(high: 7, low: 9).text) where site.action != nil {
            let answer = await world.post(Site.group("riverside", .desk(site)).path, [("form-token", "wrong")], as: .rosa)
            #expect([403, 404].contains(answer.status), "\(site)")
        }
    }
}
