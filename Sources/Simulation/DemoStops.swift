public import Alongside
import Kernel
import Sealing
import Storage

/// One of each thing of a folder, and private links made for looking at its pages. Empty text for what the folder does not have.
public struct DemoStops: Sendable {
    public let group: String
    public var ask = "", match = "", helper = "", offer = "", message = "", complaint = "", receipt = "", zone = "", category = "", person = ""
    public var batch = "", undo = "", session = ""
    public var offeredAsk = "", promisedAsk = "", proposal = "", submitted = "", approved = "", questioned = ""
    public var living = "", finished = "", offered = "", helping = "", proposed = "", promised = "", invitation = "", signIn = ""

    /// Of the first group of the folder.
    public static func make(in house: House) async throws -> DemoStops {
        try await house.database.write { transaction in
            guard let group = try GroupStore.everyGroup(transaction).first else { throw Problem.missing() }
            var stops = DemoStops(group: group.slug)
            try stops.choose(house, group, transaction)
            try stops.link(house, group, transaction)
            return stops
        }
    }

    private mutating func choose(_ house: House, _ group: Group, _ connection: any Connection) throws {
        let cast = try DemoCast.of(group, connection)
        match = cast.promise?.id.text ?? ""
        let open = try DemoStore.asks(.open, in: group.id, connection) + DemoStore.asks(.offered, in: group.id, connection)
        // One whose door can be looked up, so that the form for it stands on its page.
        let reachable = try open.first { ask in
            let key = try house.vault.key(of: ask.subject, in: group.id, connection)
            let details = try AskStore.sealed(of: ask, key: key, in: house, group: group.id, connection).details
            return details.place != nil && details.safeContact == nil
        }
        ask = (reachable ?? open.first ?? cast.promise?.ask)?.text ?? ""
        promisedAsk = cast.promise?.ask.text ?? ""
        let offer = try DemoStore.matches(.proposed, in: group.id, connection).first
        (proposal, offeredAsk) = (offer?.id.text ?? "", offer?.ask.text ?? "")
        helper = (cast.promise?.helper)?.text ?? ""
        message = try MessageStore.waiting(at: house.now, in: group.id, connection).first?.id.text ?? ""
        complaint = try ComplaintStore.all(in: group.id, notAbout: nil, connection).first?.id.text ?? ""
        receipt = try DemoStore.receipt(in: group.id, connection)?.text ?? ""
        submitted = try DemoStore.receipt(.submitted, in: group.id, connection)?.id.text ?? ""
        approved = try DemoStore.receipt(.approved, in: group.id, connection)?.id.text ?? ""
        zone = try ZoneStore.all(in: group.id, connection).first?.id.text ?? ""
        category = try CategoryStore.all(in: group.id, connection).first?.id.text ?? ""
        person = (cast.treasurer)?.text ?? ""
        batch = try DemoStore.batch(in: group.id, connection)?.text ?? ""
        undo = try DemoStore.undo(in: group.id, connection)?.text ?? ""
        session = try DemoStore.session(in: group.id, connection)?.text ?? ""
    }

    private mutating func link(_ house: House, _ group: Group, _ transaction: any Transaction) throws {
        let fresh = FreshLinks(house: house, group: group)
        let cast = try DemoCast.of(group, transaction)
        if let promise = cast.promise {
            living = try fresh.asker(promise.ask, transaction).text
            helping = try fresh.helper(promise.helper, transaction).text
            promised = try fresh.task(promise, transaction).text
        }
        if let match = try DemoStore.matches(.proposed, in: group.id, transaction).first { proposed = try fresh.task(match, transaction).text }
        if let asked = try DemoStore.receipt(.needsInformation, in: group.id, transaction)?.match,
            let match = try MatchStore.with(id: asked, in: group.id, transaction)
        {
            questioned = try fresh.task(match, transaction).text
        }
        if let done = try DemoStore.unthanked(in: group.id, transaction) { finished = try fresh.asker(done, transaction).text }
        if let open = try OfferStore.open(at: house.now, size: 1, in: group.id, transaction).first {
            offer = open.id.text
            offered = try fresh.offer(open, transaction).text
        }
        if let person = cast.dispatcher { signIn = try fresh.signIn(person, transaction).text }
        invitation = try fresh.invitation(transaction).text
    }
}
