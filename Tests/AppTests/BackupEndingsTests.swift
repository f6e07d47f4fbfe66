import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import App

/// What somebody ended after a backup was made, and what a restore of that backup must not bring back.
@Suite struct BackupEndingsTests {
    enum Ending: String, CaseIterable, Sendable {
        case link, role, ask, offer, phone, helper, pair, session, erasure
    }

    @Test(
        "what was ended after a backup stays so after a restore of it, each by itself and without anybody being forgotten", arguments: Ending.allCases
    )
    func stays(ending: Ending) async throws {
        let street = try await EndingsStreet()
        let world = street.world
        let backup = try await world.backUp()
        let old = try #require(BackupFolder(path: backup.folder).newest())
        let oldKeys = world.folder + "/old.keys"
        try FileManager.default.copyItem(atPath: backup.folder + ".keys/keys.sealed", toPath: oldKeys)
        world.time.move(by: .hours(1))
        try await street.end(ending)
        try await BackupCommand(out: backup.folder).run(on: world.open, Spoken().console())
        // Only the older copy of the data is left.
        let newer = try #require(BackupFolder(path: backup.folder).newest())
        #expect(newer != old)
        try FileManager.default.removeItem(atPath: newer)

        // With the keys of its own day it is as it was, so that it is the list beside the keys that ends it; only sessions never come back.
        let before = try await world.restore(backup, as: "before", keysFrom: oldKeys)
        #expect(try await street.isEnded(ending, in: before) == (ending == .session))
        try before.close()
        let after = try await world.restore(backup, as: "after")
        #expect(try await street.isEnded(ending, in: after))
        #expect(try await after.alias(of: world.id(.rosa), in: world.group.id) == "Rosa")
        #expect(try await (after.alias(of: street.helper, in: world.group.id) == nil) == (ending == .erasure))
        try after.close()
    }
}

/// An ask, an offer and two helpers, of which each thing can be ended.
private struct EndingsStreet {
    let world: World
    let asked: OpenAsk.Opened
    let offer: ID<Offer>
    let helper: ID<Person>
    let other: ID<Person>

    init() async throws {
        world = try await World()
        let kind = world.category("groceries").id
        let omar = world.actor(.omar)
        helper = try await world.neighbourWhoHelps("Nadia Roe")
        other = try await world.neighbourWhoHelps("Piet Roe")
        let helper = helper
        asked = try await world.write { transaction, house, group in
            let contact = Contact(reach: .phone, phone: "+447700900123")
            let input = OpenAsk.Input(alias: "Ola", contact: contact, place: "14 Mill Lane", category: kind, words: "Milk", language: .english)
            let opened = try OpenAsk(input).run(transaction, in: house, group: group, by: .visitor)
            try SetAskDetails(.init(phoneAllowed: true), of: opened.ask).run(transaction, in: house, group: group, by: omar)
            let link = PrivateLink(group: group.id, id: house.newID(), purpose: .helper, person: helper, subject: helper.subject, roles: [])
            try LinkStore.insert(link, hash: LinkToken.random().hash, at: house.now, transaction)
            return opened
        }
        offer = try await world.write { transaction, house, group in
            let contact = Contact(reach: .phone, phone: "+447700900124")
            let input = OfferHelp.Input(alias: "Uma", contact: contact, categories: [kind], words: "I drive", language: .english)
            _ = try OfferHelp(input).run(transaction, in: house, group: group, by: .visitor)
            guard let offer = try OfferStore.open(at: house.now, size: 1, in: group.id, transaction).first else { throw Problem.missing() }
            return offer.id
        }
    }

    func end(_ ending: BackupEndingsTests.Ending) async throws {
        let (asked, offer, helper, other, ivo) = (asked, offer, helper, other, world.id(.ivo))
        let (omar, rosa) = (world.actor(.omar), world.actor(.rosa))
        try await world.write { transaction, house, group in
            switch ending {
            case .link: try NewHelperLink(helper).run(transaction, in: house, group: group, by: omar)
            case .role: _ = try EndRole(.treasurer, of: ivo).run(transaction, in: house, group: group.id, by: rosa)
            case .ask:
                guard let link = try LinkStore.with(hash: asked.token.hash, in: group.id, transaction) else { throw Problem.missing() }
                let asker = Actor.link(link.id, link.purpose, person: link.person)
                _ = try WithdrawAsk(of: link).run(transaction, in: house, group: group, by: asker)
            case .offer: try WithdrawOffer(offer).run(transaction, in: house, group: group, by: omar)
            case .phone: try SetAskDetails(.init(phoneAllowed: false), of: asked.ask).run(transaction, in: house, group: group, by: omar)
            case .helper: try LeaveHelping(helper).run(transaction, in: house, group: group, by: omar)
            case .pair: try BlockPair(helper, other).run(transaction, in: house, group: group, by: omar)
            case .session: try EndSession(.all(of: ivo, except: nil)).run(transaction, in: house, group: group.id, by: rosa)
            case .erasure: try Erasure.erase(helper.subject, in: house, group: group.id, transaction)
            }
        }
    }

    /// Whether it is ended in a restored installation.
    func isEnded(_ ending: BackupEndingsTests.Ending, in restored: OpenHouse) async throws -> Bool {
        func count(_ sql: String) async throws -> Int { try await restored.number("SELECT count(*) FROM " + sql) ?? -1 }
        return switch ending {
        case .link: try await count("link WHERE purpose = 'helper' AND ended_at IS NOT NULL") == 1
        case .role: try await count("person_role WHERE role = 'treasurer' AND ended_at IS NULL") == 1
        case .ask: try await count("ask WHERE state = 'closed' AND closing = 'withdrawn'") == 1
        case .offer: try await count("offer WHERE state = 'withdrawn'") == 1
        case .phone: try await count("ask WHERE phone_allowed = 1") == 0
        case .helper: try await count("helper WHERE state = 'left'") == 1
        case .pair: try await count("blocked_pair") > 0
        case .session: try await count("session WHERE ended_at IS NULL") == 0
        case .erasure: try await restored.alias(of: helper, in: world.group.id) == nil
        }
    }
}
