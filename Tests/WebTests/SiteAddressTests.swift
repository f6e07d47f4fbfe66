import Alongside
import Kernel
import TestKit
import Testing

@testable import Web

/// Addresses as they are written and read. Who may come where is walked through in `RouteWalkTests`, in a whole town.
@Suite struct SiteAddressTests {
    /// A tour in which every stop is the same.
    static let tour: SiteTour = {
        let id = ID<Ask>(high: 7, low: 9).text
        var stops = TourStops()
        stops.group = "riverside"
        (stops.ask, stops.match, stops.helper, stops.offer, stops.message, stops.complaint, stops.receipt) = (id, id, id, id, id, id, id)
        (stops.zone, stops.category, stops.person, stops.batch, stops.undo, stops.session) = (id, id, id, id, id, id)
        (stops.living, stops.finished, stops.offered, stops.helping, stops.proposed, stops.promised) = ("a", "b", "c", "d", "e", "f")
        (stops.offeredAsk, stops.promisedAsk, stops.proposal, stops.submitted, stops.approved) = (id, id, id, id, id)
        (stops.withdrawn, stops.withdrawal, stops.questioned) = ("i", id, "j")
        (stops.invitation, stops.signIn) = ("g", "h")
        return SiteTour(stops)
    }()

    static let sites = SiteKind.allCases.flatMap { kind in tour.sites(of: kind).map(\.site) }

    @Test("each address is read back as it was written")
    func roundTrip() {
        for site in Self.sites {
            let path = site.path
            if path.contains("?") {
                #expect(Site(path: String(path.prefix { $0 != "?" }))?.kind == site.kind, "\(path)")
            } else {
                #expect(Site(path: path) == site, "\(path)")
            }
        }
    }

    @Test("a link that was copied with the marks of direction around it leads where it should")
    func copiedLink() {
        #expect(Site(path: "/riverside/l/abc/how-was-it\u{2069}") == Site(path: "/riverside/l/abc/how-was-it"))
        #expect(Site(path: "/\u{2066}riverside") == Site(path: "/riverside"))
    }

    @Test("every POST from another site is refused")
    func crossSite() async throws {
        let world = try await World()
        for site in Self.sites where site.action != nil {
            guard case .group(_, .desk) = site else { continue }
            let answer = await world.post(site.path, [("form-token", "wrong")], as: .rosa)
            #expect([403, 404].contains(answer.status), "\(site)")
        }
    }
}
