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

    private static let forms = Task { try await TownForms.gather() }

    @Test("every address that takes a form has one that is tried")
    func everyAddress() async throws {
        let forms = try await Self.forms.value
        let withForms = SiteKind.allCases.filter { kind in forms.town.tour.sites(of: kind).contains { $0.site.action != nil } }
        #expect(Set(withForms).isSubset(of: forms.kinds))
        #expect(forms.shown > 60, "only \(forms.shown) forms were found")
    }

    /// In this many parts, each in a town of its own, so that all cores have something to do.
    private static let parts = 4

    @Test(
        "every field of every form takes anything: the answer is clear, a refusal writes nothing, and no answer is 500", .timeLimit(.minutes(15)),
        arguments: 0..<parts)
    func everyForm(part: Int) async throws {
        let forms = try await Self.forms.value
        let town = try forms.town.copy()
        var sent = 0
        for (number, form) in forms.all.enumerated() where number % Self.parts == part {
            sent += try await tryAll(of: await form.load(from: town), named: form.name, turn: number, town) { await form.load(from: town) }
        }
        #expect(sent > 1_300, "only \(sent) bodies were sent")
        try town.close()
    }

    /// The form as it stands on its page now.
    private typealias Loading = @Sendable () async -> PageForm

    /// Sends a form whole, twice and from two tabs, and then with each of its fields spoiled. A form that is gone because something was taken comes
    /// back with the town as it was.
    private func tryAll(of first: PageForm, named name: String, turn: Int, _ town: BrokenTown, again: Loading) async throws -> Int {
        var form = first
        if form.isPost { try await twice(form, named: name, town, again: again) }
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
                if step < names.count, form.isPost { #expect(answer.status != 403, "\(form.action): \(body.what) did not get past the form's token") }
                sent += 1
                let isTaken = if answer.status == 200 { try await town.rows() != before } else { answer.status == 303 }
                guard isTaken else { continue }
                try town.restore()
                form = await again()
            }
        }
        return sent
    }

    /// Forms whose second sending writes one row more, on purpose: every opening of a number or a door is a row of its own.
    private static let openings: Set<String> = ["askOpen", "helperDo-open", "importProblems", "messageDo-open", "open", "receiptDo-open"]

    /// Forms that say how things shall stand, and are noted once more when they say so again; nothing else comes of it.
    private static let notedAgain: Set<String> = ["breather", "change", "limits", "placesImport"]

    /// Forms that are gone from their page once one of them was taken: an invitation is for one, a question is answered once, and
    /// a receipt and a complaint are decided once. The second is told so, and its words are not shown again.
    private static let usedUp: Set<String> = ["link", "answer", "receiptDo", "complaint"]

    /// A double click counts once. Of two tabs in which the same form stands open, the second is taken too or is told what changed, with what was
    /// typed in it.
    private func twice(_ form: PageForm, named name: String, _ town: BrokenTown, again: Loading) async throws {
        let complete = CompleteForms.filled(form, name)
        let body = BadBodies.complete(complete.fields, file: complete.file)
        let before = try await town.rows()
        let first = try await town.post(form.action, body)
        await check(first, form.action, body, town, before: before)
        let after = try await town.rows()
        let second = try await town.post(form.action, body)
        let note = Comment(rawValue: "\(name) \(form.action): \(first.status), then \(second.status)")
        await check(second, form.action, body, town, before: after)
        if !Self.openings.contains(name), !form.action.prefix(while: { $0 != "?" }).hasSuffix("/open") {
            let more = try await town.rows().filter { after[$0.key] != $0.value && !($0.key == "history" && Self.notedAgain.contains(name)) }
            #expect(more.isEmpty, "\(note): a double click counted twice: \(more)")
        }
        if first.status == 303 { #expect([303, 404, 409].contains(second.status), note) }
        try town.restore()

        let here = CompleteForms.filled(await again(), name)
        let there = CompleteForms.filled(await again(), name)
        let one = try await town.post(form.action, BadBodies.complete(here.fields, file: here.file))
        let between = try await town.rows()
        let typed = there.fields.map { field in
            form.typed.contains(field.0) && Self.words.contains(field.0) ? (field.0, field.1 + " once more") : field
        }
        let late = BadBodies.complete(typed, file: there.file)
        let other = try await town.post(form.action, late)
        await check(other, form.action, late, town, before: between)
        let told = Comment(rawValue: "\(name) \(form.action) from a second tab: \(one.status), then \(other.status)")
        if one.status == 303 { #expect([200, 303, 404, 409, 422].contains(other.status), told) }
        if other.status == 409 || other.status == 422, !Self.usedUp.contains(name) {
            let text = other.text.replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
            let lost = typed.filter { form.typed.contains($0.0) && Self.words.contains($0.0) && !text.contains($0.1) }.map(\.0)
            #expect(lost.isEmpty, "\(told): what was typed is lost: \(lost)")
        }
        try town.restore()
    }

    /// What people type in their own words.
    private static let words: Set<String> = ["name", "alias", "what", "words", "text", "note", "answer", "reason", "question", "repayment", "tell"]

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
