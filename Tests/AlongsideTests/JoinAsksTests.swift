import Foundation
import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside

/// Two asks that may be one: found with their reasons, joined by a person, and parted again.
@Suite struct JoinAsksTests {
    /// What stands of an ask in the clear and can change.
    private func row(_ id: ID<Ask>, _ scene: AskScene) async throws -> [String: String] {
        let ask = try await scene.ask(id)
        return DeskUndo.before(ask).merging(["person": ask.person?.text ?? "-", "closing": ask.closing?.rawValue ?? "-"]) { $1 }
    }

    @Test("1.6 the same number, and the same name and place in another script, are found with the reason; a name alone is not")
    func found() async throws {
        let scene = try await AskScene()
        let first = try await scene.open(scene.input(alias: "Khaled", place: "14 Mill Lane")).ask
        let number = try await scene.open(scene.input("chat", alias: "K.", place: nil)).ask
        let script = try await scene.open(scene.input(alias: "خالد", contact: Contact(reach: .other), place: "14 Mill Ln.")).ask
        let stranger = try await scene.open(
            scene.input("chat", alias: "Khaled", contact: Contact(reach: .phone, phone: "+447700900456"), place: "3 Station Road")
        ).ask
        let all = try await scene.alike(first)
        #expect(Set(all.map(\.ask.id)) == [number, script])
        #expect(all.first { $0.ask.id == number }?.reasons == [.phone])
        #expect(all.first { $0.ask.id == script }?.reasons == [.name, .place, .kind])
        #expect(!all.contains { $0.ask.id == stranger })
        #expect(all.first { $0.ask.id == number }?.isSamePerson == true)
        #expect(all.first { $0.ask.id == script }?.isSamePerson == false)
    }

    @Test("names are alike across scripts by their sound, and within one script but for a slip")
    func names() {
        for (one, other) in [
            ("Fatima", "فاطمة"), ("Yusuf", "يوسف"), ("Mohammed Ali", "محمد"), ("María", "Maria"), ("Margaret", "Margret"), ("Rosa", "Rosa Díaz"),
        ] {
            #expect(NameLikeness(one).isAlike(NameLikeness(other)) && NameLikeness(other).isAlike(NameLikeness(one)), "\(one) \(other)")
        }
        for (one, other) in [("Fatima", "خالد"), ("Rosa", "Rita"), ("", "Rosa"), ("Ana", "Ann"), ("Ola", "ع")] {
            #expect(!NameLikeness(one).isAlike(NameLikeness(other)), "\(one) \(other)")
        }
    }

    @Test("1.6 the same person: both asks stay and belong to one, with the private link; undo gives both back exactly")
    func samePerson() async throws {
        let scene = try await AskScene()
        let first = try await scene.open(scene.input(alias: "Khaled")).ask
        let opened = try await scene.open(scene.input(alias: "خالد", contact: Contact(reach: .other)))
        let (before, other) = (try await row(opened.ask, scene), try await row(first, scene))
        let undo = try await scene.join(opened.ask, first, .person)
        let person = try await scene.ask(first).person
        #expect(try await scene.ask(opened.ask).person == person)
        #expect(try await scene.link(opened.token).0.person == person)
        let states = [try await scene.ask(opened.ask).state, try await scene.ask(first).state]
        #expect(states == [.new, .new])
        try await scene.takeBack(undo)
        #expect(try await row(opened.ask, scene) == before)
        #expect(try await row(first, scene) == other)
        let own = try await scene.ask(opened.ask).person
        #expect(try await scene.link(opened.token).0.person == own)
    }

    @Test("the same ask: one is closed as a duplicate, the other goes on untouched; both histories say so, and undo gives both back exactly")
    func sameAsk() async throws {
        let scene = try await AskScene()
        let first = try await scene.open(scene.input(alias: "Khaled")).ask
        let second = try await scene.open(scene.input(alias: "Khaled", contact: Contact(reach: .other))).ask
        let (before, other) = (try await row(second, scene), try await row(first, scene))
        let undo = try await scene.join(second, first, .ask)
        let joined = try await scene.ask(second)
        #expect(joined.state == .closed && joined.closing == .duplicate)
        #expect(try await row(first, scene) == other)
        for id in [first, second] {
            let verbs = try await scene.world.read { connection, house, group in
                try History.of(id.subject, key: nil, in: house, group: group.id, connection).map(\.verb)
            }
            #expect(verbs.contains(.sameAsk))
        }
        try await scene.takeBack(undo)
        #expect(try await row(second, scene) == before)
        #expect(try await row(first, scene) == other)
        #expect(await problem { try await scene.takeBack(undo) }?.kind == .conflict)
    }

    @Test(
        "of two who join the same asks one wins and the other is told; what somebody was asked for is never joined away; intake may, a treasurer may not"
    )
    func refusals() async throws {
        let scene = try await AskScene()
        let first = try await scene.open(scene.input(alias: "Khaled")).ask
        let second = try await scene.open(scene.input(alias: "Khaled")).ask
        _ = try await scene.join(second, first, .ask, by: .ines)
        #expect(await problem { _ = try await scene.join(second, first, .ask) } == .conflict("desk.problem.moved"))
        // The other way round at the same moment: the one that is closed takes nothing in.
        #expect(await problem { _ = try await scene.join(first, second, .ask) } == .conflict("desk.problem.moved"))
        let third = try await scene.open(scene.input(alias: "Khaled")).ask
        try await scene.match(third, helper: scene.helper(), .proposed, ask: .offered)
        #expect(await problem { _ = try await scene.join(third, first, .ask) } == .conflict("desk.same.problem.asked"))
        #expect(await problem { _ = try await scene.join(third, first, .person) } == .conflict("desk.same.problem.already"))
        #expect(await problem { _ = try await scene.join(first, first, .ask) }?.kind == .invalid)
        #expect(await problem { _ = try await scene.join(first, third, .ask, by: .tessa) }?.kind == .forbidden)
    }
}
