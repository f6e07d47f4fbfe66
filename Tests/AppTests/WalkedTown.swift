import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import Synchronization
import TestKit

@testable import App
@testable import Simulation
@testable import Web

/// A demo town in which somebody stands for each role alone, and a link for each purpose. It is put back whenever a walk through it wrote something.
struct WalkedTown: Sendable {
    let town: BrokenTown
    let forms: CompleteForms
    let addresses: [SiteAddress]
    /// Everything made up that is held of people.
    let held: [String]
    /// Cookies, by role; none for the visitor.
    private let cookies: [String: String]
    /// A session of each that is not the one of the cookie, to be ended.
    private let sessions: [String: String]
    /// The purpose of each link, by its token.
    let purposes: [String: PrivateLink.Purpose]

    static func make() async throws -> WalkedTown {
        let cookies = Mutex<[String: String]>([:])
        let sessions = Mutex<[String: String]>([:])
        let setUp = LinkToken.random()
        let town = try await BrokenTown.make { house, group, stops, transaction in
            // A further group can be founded, so that the page for it is there.
            if let token = LinkToken(text: stops.signIn) { try SetUpStore.open(token, transaction) }
            for role in Role.allCases {
                let (person, cookie) = try World.admit("Only \(role.rawValue)", role == .neighbour ? [] : [role], house, group, transaction)
                let session: ID<Session> = house.newID()
                try SessionStore.insert(session, hash: LinkToken.random().hash, of: person, at: house.now, in: group.id, transaction)
                cookies.withLock { $0[role.rawValue] = cookie }
                sessions.withLock { $0[role.rawValue] = session.text }
            }
            let link = PrivateLink(group: group.id, id: house.newID(), purpose: .setUp, roles: [.organiser])
            try LinkStore.insert(link, hash: setUp.hash, at: house.now, transaction)
        }
        let stops = town.stops
        let house = town.house
        let held = try await house.database.read { transaction in
            guard let group = try GroupStore.named(stops.group, transaction) else { throw Problem.missing() }
            return try HeldText.all(in: house, group: group, transaction).map(\.text)
        }
        let purposes: [String: PrivateLink.Purpose] = [
            stops.living: .asker, stops.finished: .asker, stops.offered: .asker, stops.withdrawn: .asker, stops.helping: .helper,
            stops.proposed: .match, stops.promised: .match, stops.invitation: .invitation, stops.signIn: .signIn, setUp.text: .setUp,
        ]
        return WalkedTown(
            town: town, forms: await CompleteForms.gather(town), addresses: SiteAddress.all(of: town.tour), held: held,
            cookies: cookies.withLock { $0 }, sessions: sessions.withLock { $0 }, purposes: purposes
        )
    }

    func cookie(_ who: String) -> String? { cookies[who] }

    /// The address as this person would use it: a session that they end is their own.
    func address(_ address: SiteAddress, for who: String) -> SiteAddress {
        guard case .group(let slug, .desk(.sessionEnd)) = address.site, let own = sessions[who] else { return address }
        return SiteAddress(name: address.name, site: .group(slug, .desk(.sessionEnd(own))))
    }

    func token(of purpose: PrivateLink.Purpose) -> String { purposes.filter { $0.value == purpose }.keys.min() ?? "" }

    /// What of people stands on a page for whom it is there.
    func texts(on address: SiteAddress) async -> [String] { Shown.texts(held, in: await town.get(address.site.path)) }

    /// Sends every complete form of an address; after each the town is as it was. Says what it answered, and whether it wrote anything.
    func send(_ address: SiteAddress, as cookie: String?, formsOf shown: SiteAddress? = nil) async throws -> [(answer: WebResponse, wrote: Bool)] {
        var answers: [(answer: WebResponse, wrote: Bool)] = []
        for form in forms.forms(for: shown ?? address) {
            let before = try await town.rows()
            let once = OnceKey.random(by: town.house.random).text
            let answer = await town.send(address.site.path, form.body(as: cookie, once: once), as: cookie)
            let wrote = try await town.rows() != before
            if wrote || answer.status == 303 || answer.status == 200 { try town.restore() }
            answers.append((answer, wrote))
        }
        return answers
    }
}
