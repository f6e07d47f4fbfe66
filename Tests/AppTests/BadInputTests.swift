import Alongside
import Foundation
import Kernel
import TestKit
import Testing

@testable import App
@testable import Web

/// Every form that there is, found by walking through every page of `Site` in the demo town, with everything that a browser or a hostile hand can send:
/// a clear answer, nothing half-written, no fault of ours.
@Suite struct BadInputTests {
    private static let clear: Set<Int> = [200, 303, 403, 404, 405, 409, 413, 415, 422]

    @Test("every field of every form takes anything: the answer is clear, a refusal writes nothing, and no answer is 500", .timeLimit(.minutes(10)))
    func everyForm() async throws {
        let town = try await BrokenTown.make()
        var sent = 0
        var expired = 0
        var known: Set<String> = []
        var reached: Set<SiteKind> = []
        for stop in town.tour.pages {
            for form in PageForm.all(in: await town.get(stop.site.path).text)
            where known.insert(BrokenTown.shape(form)).inserted {
                guard let site = BrokenTown.site(form.action), site.action != nil else { continue }
                reached.insert(site.kind)
                sent += try await tryAll(of: form, on: stop.site.path, turn: known.count, town)
            }
        }
        // What no page of the town offers right now is sent what any form has, with the token of a form that stands there, so that it gets as far
        // as the use case.
        let standing = PageForm.all(in: await town.get("/riverside/desk/settings").text).first { $0.names.contains("form-token") }
        let valid = Dictionary(try #require(standing).fields.filter { ["form-token", "once"].contains($0.0) }) { first, _ in first }
        let names = ["do", "once", "shown", "undo", "words", "reason"]
        for kind in SiteKind.allCases where !reached.contains(kind) {
            for site in town.tour.sites(of: kind).map(\.site) where site.action != nil {
                reached.insert(kind)
                for name in names {
                    for way in 0..<BadBodies.ways {
                        let fields = (names + ["form-token"]).map { ($0, valid[$0] ?? "x") }
                        let body = BadBodies.spoiled(fields, name, way: way, turn: way)
                        let before = try await town.rows()
                        let answer = try await town.post(site.path, body)
                        await check(answer, site.path, body, town, before: before)
                        expired += answer.status == 403 ? 1 : 0
                        if try await town.rows() != before || answer.status == 303 { try town.restore() }
                    }
                }
            }
        }
        let withForms = SiteKind.allCases.filter { kind in town.tour.sites(of: kind).contains { $0.site.action != nil } }
        #expect(Set(withForms).isSubset(of: reached))
        #expect(expired == 0, "\(expired) bodies did not get past the form's token")
        #expect(known.count > 60, "only \(known.count) forms were found")
        #expect(sent > 2_000, "only \(sent) bodies were sent")
        try town.close()
    }

    /// Sends a form with each of its fields spoiled. A form that is gone because something was taken comes back with the town as it was.
    private func tryAll(of first: PageForm, on page: String, turn: Int, _ town: BrokenTown) async throws -> Int {
        var form = first
        var sent = 0
        var names: [String] = []
        // The lines of a list differ in their number only.
        func kind(_ name: String) -> String { name.filter { !$0.isNumber } }
        for name in first.names where name != "form-token" && !names.contains(where: { kind($0) == kind(name) }) { names.append(name) }
        for step in 0...names.count {
            let count = step < names.count ? BadBodies.ways : BadBodies.broken(form.fields).count
            for number in 0..<count {
                let body =
                    step < names.count
                    ? BadBodies.spoiled(form.fields, names[step], way: number, turn: turn + step) : BadBodies.broken(form.fields)[number]
                let before = try await town.rows()
                let answer = try await town.post(form.action, body)
                await check(answer, form.action, body, town, before: before)
                sent += 1
                let isTaken = if answer.status == 200 { try await town.rows() != before } else { answer.status == 303 }
                guard isTaken else { continue }
                try town.restore()
                form = PageForm.all(in: await town.get(page).text).first { BrokenTown.shape($0) == BrokenTown.shape(first) } ?? first
            }
        }
        return sent
    }

    private func check(_ answer: WebResponse, _ path: String, _ body: BadBodies.Body, _ town: BrokenTown, before: [String: Int]) async {
        let note = "\(path): \(body.what): \(answer.status)"
        #expect(Self.clear.contains(answer.status), Comment(rawValue: note))
        #expect(
            !answer.text.contains("<script>alert") && !answer.text.contains("\" onmouseover=\"") && !answer.text.contains("<svg onload"),
            Comment(rawValue: note))
        #expect(!answer.headers.contains { $0.value.contains("\r") || $0.value.contains("\n") }, Comment(rawValue: note))
        guard answer.status >= 400, let after = try? await town.rows() else { return }
        #expect(after == before, Comment(rawValue: note + " and something was written"))
    }
}
