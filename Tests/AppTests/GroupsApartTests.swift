import Alongside
import Foundation
import Kernel
import Storage
import Synchronization
import TestKit
import Testing

@testable import App
@testable import Simulation
@testable import Web

/// Two groups in one installation: a whole town, and beside it a small group with somebody who may do everything there.
@Suite(.timeLimit(.minutes(15))) struct GroupsApartTests {
    @Test("0.1 every record of another group is 404 by a guessed address, for each page and each complete form, and stays byte for byte as it was")
    func guessed() async throws {
        let cookie = Mutex("")
        let town = try await BrokenTown.make { house, _, _, transaction in
            let (group, _, _) = try World.found(house, "hillside", transaction)
            let all: [Role] = [.organiser, .dispatcher, .treasurer, .intake]
            let stranger = try World.admit("Stranger", all, house, group, transaction).cookie
            cookie.withLock { $0 = stranger }
        }
        let stranger = cookie.withLock { $0 }
        let house = town.house
        let held = try await house.database.read { connection in
            guard let group = try GroupStore.named("riverside", connection) else { throw Problem.missing() }
            return try HeldText.all(in: house, group: group, connection).map(\.text)
        }
        // What every visitor may read is no secret: an example beside a field may say what somebody happened to ask for.
        let open = await town.get("/riverside/ask", as: nil).text
        let secrets = held.filter { !open.contains($0) }
        #expect(secrets.count > held.count * 9 / 10)
        let forms = await CompleteForms.gather(town)
        let kept = try await rows(of: "riverside", town)
        var guesses = 0
        var foreign = 0
        for address in SiteAddress.all(of: town.tour) {
            guard case .group(_, let site) = address.site else { continue }
            let path = Site.group("hillside", site).path
            let isGuess = path.split(whereSeparator: { "/?".contains($0) }).contains { isKept(String($0), kept) } || address.token != nil
            if address.site.page != nil || address.site.download != nil {
                let answer = await town.get(path, as: stranger)
                #expect(answer.status == (isGuess ? 404 : 200), "\(path): \(answer.status)")
                let found = Shown.texts(secrets, in: answer)
                #expect(found.isEmpty, "\(path) shows \(found)")
                if isGuess { #expect(!Shown.sums(in: answer), "\(path) shows a sum") }
                guesses += isGuess ? 1 : 0
            }
            // Signing out would end the walk.
            guard address.site.action != nil, address.site.kind != .signOut else { continue }
            for form in forms.forms(for: address) {
                let once = OnceKey.random(by: house.random).text
                let answer = await town.send(path, form.body(as: stranger, once: once), as: stranger)
                let names = form.fields.filter { $0.0 != "shown" && isKept($0.1, kept) }.map(\.0)
                if isGuess {
                    #expect(answer.status == 404, "\(path) with \(form.fields): \(answer.status)")
                    guesses += 1
                } else if !names.isEmpty {
                    #expect([404, 409, 422].contains(answer.status), "\(path) with \(names): \(answer.status)")
                    foreign += 1
                } else {
                    #expect(answer.status < 500, "\(path): \(answer.status)")
                }
                #expect(Shown.texts(secrets, in: answer).isEmpty, "\(path)")
            }
        }
        #expect(guesses > 70, "only \(guesses) guessed addresses")
        #expect(foreign > 3, "only \(foreign) forms with a record of the other group in a field")
        #expect(try await rows(of: "riverside", town) == kept)

        // A session of one group is none of the other, whoever has it.
        for (slug, cookie) in [("riverside", stranger), ("hillside", town.cookie)] {
            #expect(await town.get("/\(slug)/desk", as: cookie).status == 303)
            let answer = await town.send("/\(slug)/desk/sessions", BadBodies.complete([("do", "others")]), as: cookie)
            #expect(answer.status == 403)
        }
        try town.close()
    }

    /// Whether this text is the ID of a row of the group.
    private func isKept(_ text: String, _ rows: [String: String]) -> Bool {
        guard let id = ID<Ask>(text: text) else { return false }
        let hex = id.bytes.map { String(format: "%02X", $0) }.joined()
        return rows.values.contains { $0.contains("X'\(hex)'") }
    }

    /// Everything that every table holds of a group, as text.
    private func rows(of slug: String, _ town: BrokenTown) async throws -> [String: String] {
        try await town.house.database.read { connection in
            guard let group = try GroupStore.named(slug, connection) else { throw Problem.missing() }
            let columns = try connection.all(
                """
                SELECT schema.name, info.name FROM sqlite_schema AS schema, pragma_table_info(schema.name) AS info
                WHERE schema.type = 'table' AND schema.name NOT LIKE 'sqlite_%'
                ORDER BY schema.name, info.cid
                """, []
            ) { ($0.text(0), $0.text(1)) }
            var rows: [String: String] = [:]
            for (table, columns) in Dictionary(grouping: columns, by: \.0) where columns.contains(where: { $0.1 == "group_id" }) {
                let line = columns.map { "quote(\($0.1))" }.joined(separator: " || ',' || ")
                let lines = try connection.all("SELECT \(line) FROM \(table) WHERE group_id = $1 ORDER BY 1", [group.id.stored]) { $0.text(0) }
                rows[table] = lines.joined(separator: "\n")
            }
            return rows
        }
    }
}
