import Alongside
import Engine
import Kernel
import Storage
import TestKit
import Testing

/// Whoever offered something is asked for what they offered, when they offered it, and while the offer stands.
@Suite struct MatchingOffersTests {
    private func input(
        _ scene: MatchingScene, _ kinds: [String] = ["groceries"], hours: WeekHours = .anytime, minutes: Int? = nil, remote: Bool = false
    )
        -> ChangeOffer.Input
    {
        ChangeOffer.Input(
            categories: kinds.map { scene.world.category($0).id }, words: "", hours: hours, until: scene.world.now.day + 9, minutes: minutes,
            remote: remote
        )
    }

    /// What speaks against this helper, who is the only one; nil when they are suggested.
    private func exclusion(_ scene: MatchingScene, _ ask: ID<Ask>) async throws -> Exclusion? {
        let found = try await scene.suggestions(for: ask)
        #expect(found.best.count + found.excluded.count == 1)
        return found.excluded.keys.first
    }

    @Test("an offer that rests gives nothing until it goes on")
    func paused() async throws {
        let scene = try await MatchingScene()
        let (ben, ask) = (try await scene.offering(), try await scene.ask())
        #expect(try await exclusion(scene, ask) == nil)
        try await scene.change(ben, .pause)
        #expect(try await exclusion(scene, ask) == .offerOver)
        try await scene.change(ben, .resume)
        #expect(try await exclusion(scene, ask) == nil)
    }

    @Test("an offer gives nothing after its day, also before the clock has looked, and again when it is made longer")
    func expired() async throws {
        let scene = try await MatchingScene()
        let (ben, ask) = (try await scene.offering(until: World.start.day + 2), try await scene.ask())
        scene.world.time.move(by: .days(2))
        #expect(try await exclusion(scene, ask) == nil)
        scene.world.time.move(by: .days(1))
        #expect(try await exclusion(scene, ask) == .offerOver)
        _ = try await scene.world.write { try ExpireOffers().run($0, in: $1, group: $2) }
        #expect(try await exclusion(scene, ask) == .offerOver)
        try await scene.change(ben, .write(input(scene)))
        #expect(try await exclusion(scene, ask) == nil)
    }

    @Test("an offer that was taken back gives nothing")
    func withdrawn() async throws {
        let scene = try await MatchingScene()
        let (ben, ask, omar) = (try await scene.offering(), try await scene.ask(), scene.world.actor(.omar))
        try await scene.world.write { _ = try WithdrawOffer(ben.offer).run($0, in: $1, group: $2, by: omar) }
        #expect(try await exclusion(scene, ask) == .offerOver)
    }

    @Test("4.16 twenty minutes are asked for nothing that takes an hour")
    func minutes() async throws {
        let scene = try await MatchingScene()
        let (ben, ask) = (try await scene.offering(minutes: 20), try await scene.ask())
        #expect(try await exclusion(scene, ask) == .tooLong)
        try await scene.change(ben, .write(input(scene, minutes: 60)))
        #expect(try await exclusion(scene, ask) == nil)
    }

    @Test("the hours of an offer are those in which somebody is asked for it")
    func hours() async throws {
        let scene = try await MatchingScene()
        let friday = WeekHours([WeekHours.Slot(weekday: 5, part: .evening)!])
        let (ben, ask) = (try await scene.offering(hours: friday), try await scene.ask(urgency: .today))
        #expect(try await exclusion(scene, ask) == .hours)
        try await scene.change(ben, .write(input(scene)))
        #expect(try await exclusion(scene, ask) == nil)
        // What they say on their own page later holds for what they offered too.
        let wednesday = WeekHours([WeekHours.Slot(weekday: 3, part: .evening)!])
        let limits = ChangeLimits.Input(
            weeklyLimit: 2, hours: wednesday, reachMetres: 2_000, transport: .foot, languages: [.english],
            categories: [scene.world.category("groceries").id]
        )
        let actor = scene.holder(ben.person)
        try await scene.world.write { try ChangeLimits(limits, of: ben.person).run($0, in: $1, group: $2, by: actor) }
        #expect(try await exclusion(scene, ask) == .hours)
    }

    @Test("what is offered from home is not asked for at a door")
    func fromHome() async throws {
        let scene = try await MatchingScene()
        let (ben, ask) = (try await scene.offering(), try await scene.ask())
        try await scene.change(ben, .write(input(scene, remote: true)))
        #expect(try await exclusion(scene, ask) == .remoteOnly)
    }

    @Test("a second offer adds its kinds, also by somebody who helps already, and takes them away when it ends")
    func second() async throws {
        let scene = try await MatchingScene()
        _ = try await scene.offering("Ben", ["chat"])
        let pets = try await scene.ask("pets")
        #expect(try await exclusion(scene, pets) == .kind)
        let again = try await scene.offering("Ben", ["pets"])
        #expect(try await exclusion(scene, pets) == nil)
        try await scene.change(again, .pause)
        #expect(try await exclusion(scene, pets) == .offerOver)
        #expect(try await exclusion(scene, try await scene.ask("chat", alias: "Bea")) == nil)
    }

    @Test("what somebody ticks on their own page they give without any offer; what they untick they do not give")
    func ownPage() async throws {
        let scene = try await MatchingScene()
        let (ben, ask) = (try await scene.offering(), try await scene.ask())
        let (groceries, pets) = (scene.world.category("groceries").id, scene.world.category("pets").id)
        let actor = scene.holder(ben.person)
        func tick(_ kinds: Set<ID<Alongside.Category>>) async throws {
            let limits = ChangeLimits.Input(
                weeklyLimit: 2, hours: .anytime, reachMetres: 2_000, transport: .foot, languages: [.english], categories: kinds
            )
            try await scene.world.write { try ChangeLimits(limits, of: ben.person).run($0, in: $1, group: $2, by: actor) }
        }
        try await tick([pets])
        #expect(try await exclusion(scene, ask) == .kind)
        try await tick([groceries])
        try await scene.change(ben, .pause)
        #expect(try await exclusion(scene, ask) == nil)
    }

    @Test("a helper without any offer keeps their own hours and kinds")
    func noOffer() async throws {
        let scene = try await MatchingScene()
        let groceries = scene.world.category("groceries").id
        try await scene.helper { $0.categories = [groceries] }
        #expect(try await exclusion(scene, try await scene.ask()) == nil)
        #expect(try await exclusion(scene, try await scene.ask("pets", alias: "Bea")) == .kind)
    }

    @Test("done once, an offer for one time is over; one that stands longer, or does not run out, goes on", arguments: [true, false], [true, false])
    func once(_ once: Bool, _ inexhaustible: Bool) async throws {
        let scene = try await MatchingScene()
        let (ben, ask) = (try await scene.offering(inexhaustible: inexhaustible, once: once), try await scene.ask())
        let match = try await scene.confirm(ask, [ben.person]).matches[0]
        try await scene.accept(match, by: ben.person)
        try await scene.deliver(match, by: ben.person)
        let state = try await scene.world.read { connection, _, group in try OfferStore.with(id: ben.offer, in: group.id, connection)?.state }
        let isUsed = once && !inexhaustible
        #expect(state == (isUsed ? .used : .open))
        #expect(try await exclusion(scene, try await scene.ask(alias: "Bea")) == (isUsed ? .offerOver : nil))
    }
}
