import Engine
import Kernel
import Storage
import TestKit
import Testing

@testable import Alongside

/// Who is kept apart from a neighbour is so whichever of their asks it is about.
@Suite struct JoinAsksApartTests {
    @Test("whoever is kept apart from one of two people who are one is kept apart from both, and asked no more; undo takes back only what was new")
    func copied() async throws {
        let scene = try await MatchingScene()
        let (first, second) = (try await scene.ask(), try await scene.ask(alias: "Khaled"))
        let (own, other) = (try await scene.asking.ask(second).person, try await scene.asking.ask(first).person)
        let (amina, ben) = (try await scene.helper("Amina"), try await scene.helper("Ben"))
        try await scene.confirm(first, [amina])
        try await scene.asking.block(amina, own)
        try await scene.asking.block(ben, own)
        try await scene.asking.block(ben, other)
        let undo = try await scene.asking.join(second, first, .person)
        #expect(try await scene.asking.apart(other) == [amina, ben])
        #expect(try await scene.matches(of: first).map(\.state) == [.cancelled])
        #expect(try await scene.asking.ask(first).state == .open)
        try await scene.asking.takeBack(undo)
        #expect(try await scene.asking.apart(other) == [ben])
        #expect(try await scene.asking.apart(own) == [amina, ben])
    }

    @Test("a pair that somebody has kept apart anew since two asks were joined stays so when that is taken back")
    func anew() async throws {
        let scene = try await MatchingScene()
        let (first, second) = (try await scene.ask(), try await scene.ask(alias: "Khaled"))
        let other = try #require(try await scene.asking.ask(first).person)
        let amina = try await scene.helper("Amina")
        try await scene.asking.block(amina, try await scene.asking.ask(second).person)
        let undo = try await scene.asking.join(second, first, .ask)
        scene.world.time.move(by: .minutes(1))
        let omar = scene.world.actor(.omar)
        try await scene.world.write { try BlockPair(amina, other, blocked: false).run($0, in: $1, group: $2, by: omar) }
        try await scene.asking.block(amina, other)
        try await scene.asking.takeBack(undo)
        #expect(try await scene.asking.apart(other) == [amina])
    }

    @Test("who is being asked for an ask, and is kept apart from the person whose it turns out to be, is asked no more")
    func askedNoMore() async throws {
        let scene = try await MatchingScene()
        let (first, second) = (try await scene.ask(), try await scene.ask(alias: "Khaled"))
        let amina = try await scene.helper("Amina")
        try await scene.asking.block(amina, try await scene.asking.ask(first).person)
        try await scene.confirm(second, [amina])
        _ = try await scene.asking.join(second, first, .person)
        #expect(try await scene.matches(of: second).map(\.state) == [.cancelled])
        #expect(try await scene.asking.ask(second).state == .open)
    }

    @Test("an ask is not given to a person whom whoever promised it is kept apart from")
    func promised() async throws {
        let scene = try await MatchingScene()
        let (first, second) = (try await scene.ask(), try await scene.ask(alias: "Khaled"))
        let own = try await scene.asking.ask(second).person
        let amina = try await scene.helper("Amina")
        try await scene.asking.block(amina, try await scene.asking.ask(first).person)
        try await scene.accept(try await scene.confirm(second, [amina]).matches[0], by: amina)
        #expect(await problem { _ = try await scene.asking.join(second, first, .person) } == .conflict("desk.same.problem.apart"))
        #expect(try await scene.asking.ask(second).person == own)
    }

    @Test("an ask is not given to the person who is asked to help with it")
    func ownHelper() async throws {
        let scene = try await MatchingScene()
        let second = try await scene.ask(alias: "Khaled")
        let amina = try await scene.helper("Amina")
        var input = scene.asking.input(alias: "Amina")
        input.person = amina
        let hers = try await scene.asking.open(input).ask
        try await scene.confirm(second, [amina])
        #expect(await problem { _ = try await scene.asking.join(second, hers, .person) } == .conflict("desk.same.problem.helper"))
    }
}
